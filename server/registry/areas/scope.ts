import { isBelow } from './area.ts'

/** What somebody may see: everything (`paths` null), or what lies in these areas (design §8). */
export interface Scope {
  readonly paths: readonly string[] | null
}

export const EVERYWHERE: Scope = { paths: null }

/** Whether what lies in this area may be seen; what lies in none only by those who see everything. */
export function covers(scope: Scope, path: string | null): boolean {
  return scope.paths === null || (path !== null && scope.paths.some((above) => isBelow(path, above)))
}

/** Two who see the same have the same text. */
export function scopeText({ paths }: Scope): string {
  return paths === null ? '*' : [...paths].sort().join(' ')
}

/** Whatever lies below a path, as the range that such paths sort in. */
export interface Within {
  readonly pathFrom: string
  readonly pathUntil: string
}

/** Everywhere, also where no area is named, whose path then reads `/`. */
export const ANYWHERE: Within = { pathFrom: '/', pathUntil: '0' }

/** Where a query has to look for what somebody may see. */
export function rangesOf({ paths }: Scope): readonly Within[] {
  if (paths === null) return [ANYWHERE]
  return paths.map((path) => ({ pathFrom: path, pathUntil: `${path}~` }))
}
