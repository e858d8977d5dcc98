import type { Cell, FindingCode } from '#contract/findings'

export type FileFormat = 'xlsx' | 'csv'

/** A row of a table file: its number as table programs show it, from 1. */
export interface TableRow {
  readonly row: number
  readonly cells: readonly Cell[]
}

/** A file as it was opened, before its rows are looked at. */
export interface OpenedTable {
  /** The encoding that its text was converted from, or null when there was nothing to convert. */
  readonly convertedFrom: string | null
  readonly rows: Iterable<TableRow>
}

/** A sheet to be written; every cell is text. */
export interface Sheet {
  readonly name: string
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[]
  /** Rows that stand out: the headings. Counted from 0. */
  readonly headingAt: number
}

/** Rows that a file may have; a city is brought in by communities. */
export const MOST_ROWS = 100_000

/** A file that cannot be read at all, with the code of the reason. */
export class UnreadableTable extends Error {
  readonly code: FindingCode
  readonly blanks: Readonly<Record<string, string>>

  constructor(code: FindingCode, blanks: Readonly<Record<string, string>> = {}) {
    super(code)
    this.code = code
    this.blanks = blanks
  }
}
