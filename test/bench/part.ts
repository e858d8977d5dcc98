import { rounded } from './figures.ts'

/** A promise of docs/figures.md: a figure with the least or the most it may be. */
export interface Goal {
  readonly what: string
  readonly figure: number
  readonly least?: number
  readonly most?: number
}

/** What one part of the bench found out. */
export interface Part {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly goals: readonly Goal[]
  /** Everything measured, for `--json`. */
  readonly measured: unknown
}

/** A figure that could not be measured meets no goal. */
export function isMet({ figure, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Goal): boolean {
  return figure >= least && figure <= most
}

export function sentenceOf(goal: Goal): string {
  const { what, figure, least, most } = goal
  const bound = least === undefined ? `at most ${most}` : `at least ${least}`
  return `${isMet(goal) ? 'met' : 'missed'}: ${what} is ${rounded(figure, 3)}, the goal ${bound}`
}
