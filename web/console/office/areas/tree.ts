import { AREA_LEVELS, type Area } from '#contract/areas'

/** An area at its place in the tree. */
export interface Branch {
  readonly area: Area
  /** How far below the top: 0, 1, 2 … */
  readonly depth: number
  /** Areas below it, at any depth. */
  readonly below: number
}

/** Open areas, each followed by what lies below it, in the order of their codes. */
export function branchesOf(areas: readonly Area[]): readonly Branch[] {
  const open = areas.filter(({ closedAt }) => closedAt === null)
  const ids = new Set(open.map(({ id }) => id))
  const children = new Map<string | null, Area[]>()
  for (const area of open) {
    // Whoever is bound to an area does not see what lies above it: it is a top to them.
    const parent = area.parentId !== null && ids.has(area.parentId) ? area.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), area])
  }
  return walk(null, 0)

  function walk(parent: string | null, depth: number): Branch[] {
    const here = (children.get(parent) ?? []).sort((a, b) => (a.code < b.code ? -1 : 1))
    return here.flatMap((area) => {
      const under = walk(area.id, depth + 1)
      return [{ area, depth, below: under.length }, ...under]
    })
  }
}

/** `滨海区 / 安宁街道 / 幸福里`: where an area lies, from the top; empty for one that is not there. */
export function wayTo(areas: readonly Area[], id: string): string {
  const byId = new Map(areas.map((area) => [area.id, area]))
  const names: string[] = []
  for (let at = byId.get(id); at && names.length < byId.size; at = byId.get(at.parentId ?? '')) names.unshift(at.name)
  return names.join(' / ')
}

/** Levels that stand open before anybody has touched them. */
const OPEN_AT_FIRST = 2

/**
 * The lines to be shown.
 * @param turned areas that somebody opened or shut, against how they stood at first
 * @param words when not empty: only areas whose name or code has them, wherever they lie
 */
export function shownOf(
  branches: readonly Branch[],
  turned: ReadonlySet<string>,
  words: string,
): readonly { readonly branch: Branch; readonly isOpen: boolean }[] {
  if (words !== '') {
    const found = branches.filter(({ area }) => area.name.includes(words) || area.code.includes(words))
    return found.map((branch) => ({ branch: { ...branch, below: 0 }, isOpen: false }))
  }
  const shown: { branch: Branch; isOpen: boolean }[] = []
  let shutAt = Number.POSITIVE_INFINITY
  for (const branch of branches) {
    if (branch.depth > shutAt) continue
    const isOpen = turned.has(branch.area.id) !== branch.depth < OPEN_AT_FIRST
    shutAt = isOpen ? Number.POSITIVE_INFINITY : branch.depth
    shown.push({ branch, isOpen })
  }
  return shown
}

/** Where an area could be moved: one level above, and not where it is. What is refused besides, the server says. */
export function parentsFor(areas: readonly Area[], area: Area): readonly Area[] {
  const above = AREA_LEVELS.indexOf(area.level) - 1
  return areas.filter(
    ({ id, level, closedAt }) => closedAt === null && AREA_LEVELS.indexOf(level) === above && id !== area.parentId,
  )
}

/** What an area could be merged into: another of its level. */
export function successorsFor(areas: readonly Area[], area: Area): readonly Area[] {
  return areas.filter(({ id, level, closedAt }) => closedAt === null && level === area.level && id !== area.id)
}
