import type { Cell } from '#contract/findings'
import type { Columns } from './column.ts'
import { atPlace, type Placed } from './placed.ts'
import { halfWidth, note, plainText } from './reading.ts'

/** Where the columns of a table stand in a file: the index of each, by its key. */
export interface Header {
  /** The row of the headings, counted from 1. */
  readonly row: number
  /** Cells that a row may fill. */
  readonly width: number
  readonly places: ReadonlyMap<string, number>
  readonly found: readonly Placed[]
}

/** Titles and stamps may stand above the headings, but not more rows than this. */
const LOOK_AT = 20
/** A row with so many known headings is the one of the headings. */
const ENOUGH = 2

const folded = (text: string): string =>
  halfWidth(text)
    .toLowerCase()
    .replace(/[\s*:：()（）]/g, '')

/** Finds the row of the headings and which column stands where; null when no row looks like one. */
export function findHeader(rows: readonly (readonly Cell[])[], columns: Columns): Header | null {
  const known = new Map(
    Object.entries(columns).flatMap(([key, { heading, also }]) =>
      [heading, ...also].map((name) => [folded(name), key]),
    ),
  )
  const keyOf = (cell: Cell): string | undefined => known.get(folded(plainText(cell).value ?? ''))
  const index = rows
    .slice(0, LOOK_AT)
    .findIndex((row) => new Set(row.map(keyOf).filter((key) => key !== undefined)).size >= ENOUGH)
  const headings = rows[index]
  return headings === undefined ? null : readHeader(index + 1, headings, keyOf, columns)
}

function readHeader(
  row: number,
  headings: readonly Cell[],
  keyOf: (cell: Cell) => string | undefined,
  columns: Columns,
): Header {
  const places = new Map<string, number>()
  const found: Placed[] = []
  for (const [place, cell] of headings.entries()) {
    const { value: text } = plainText(cell)
    const key = keyOf(cell)
    if (text === null) continue
    if (key === undefined) found.push(atPlace(row, text, note('column_unknown', { text })))
    else if (places.has(key)) found.push(atPlace(row, text, note('header_twice', { text })))
    else places.set(key, place)
  }
  for (const [key, { heading, missing }] of Object.entries(columns)) {
    if (missing !== null && !places.has(key)) found.push(atPlace(row, heading, note('header_missing', { heading })))
  }
  return { row, width: headings.length, places, found }
}
