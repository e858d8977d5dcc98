import { FINDINGS, type FindingCode } from '#contract/findings'
import type { Blanks, Found } from './reading.ts'

/** Something found, at its place in the file. Rows count from 1 as table programs show them; 0 is the whole file. */
export interface Placed {
  readonly row: number
  readonly column: string | null
  readonly code: FindingCode
  readonly blanks: Blanks
}

export function atPlace(row: number, column: string | null, { code, blanks }: Found): Placed {
  return { row, column, code, blanks }
}

/** Whether something was found that keeps a row, or the whole file, out. */
export function hasError(found: readonly { readonly code: FindingCode }[]): boolean {
  return found.some(({ code }) => FINDINGS[code] === 'error')
}
