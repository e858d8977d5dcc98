import { AREA_LEVELS, type AreaLevel } from '#contract/areas'

/** What the rules need to know of an area. */
export interface Place {
  readonly id: string
  readonly level: AreaLevel
  /** `/city/district/…/own/`, each an id. */
  readonly path: string
  readonly closedAt: number | null
}

/** Why an area may not stand where somebody wants it. */
export type Misplaced = 'area_wrong_level' | 'area_closed' | 'area_in_circle'

/**
 * Whether an area of this level may stand below `parent`. A tree may begin at any level: a small town has no district.
 * @returns what is wrong, or null
 */
export function misplaced(level: AreaLevel, parent: Place | null, own: Place | null = null): Misplaced | null {
  if (!parent) return null
  if (parent.closedAt !== null) return 'area_closed'
  if (own && isBelow(parent.path, own.path)) return 'area_in_circle'
  return AREA_LEVELS.indexOf(parent.level) === AREA_LEVELS.indexOf(level) - 1 ? null : 'area_wrong_level'
}

/** Whether `into` may take over what lies in `from`. */
export function unmergeable(from: Place, into: Place): Misplaced | null {
  if (from.closedAt !== null || into.closedAt !== null) return 'area_closed'
  if (isBelow(into.path, from.path)) return 'area_in_circle'
  return from.level === into.level ? null : 'area_wrong_level'
}

/** The path of an area below `parent`; null: at the top. */
export function pathBelow(parent: Pick<Place, 'path'> | null, id: string): string {
  return `${parent?.path ?? '/'}${id}/`
}

/** An area lies below itself, too. */
export function isBelow(path: string, above: string): boolean {
  return path.startsWith(above)
}
