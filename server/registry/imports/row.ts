import type { Cell } from '#contract/findings'
import type { Columns, Values } from './column.ts'
import { atPlace, type Placed } from './placed.ts'
import { note, plainText } from './reading.ts'

/** A row of a file: its number as table programs show it, and its cells in their places. */
export interface FileRow {
  readonly row: number
  readonly cells: readonly Cell[]
}

/** What a row says, and what was found in it. */
export interface RowReading<Table extends Columns> {
  readonly values: Values<Table>
  readonly found: readonly Placed[]
}

export function isEmptyRow({ cells }: FileRow): boolean {
  return cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''))
}

/** Reads each cell by its column. `width` is the number of columns under the headings. */
export function readRow<Table extends Columns>(
  columns: Table,
  places: ReadonlyMap<string, number>,
  { row, cells }: FileRow,
  today: string,
): RowReading<Table> {
  const found: Placed[] = []
  const values = Object.entries(columns).map(([key, column]) => {
    const place = places.get(key)
    const plain = plainText(place === undefined ? null : (cells[place] ?? null))
    const reading = plain.value === null ? { value: null, found: [] } : column.read(plain.value, today)
    const all = [...plain.found, ...reading.found]
    const missing = all.length === 0 && plain.value === null ? column.missing : null
    found.push(...[...all, ...(missing ? [note(missing)] : [])].map((one) => atPlace(row, column.heading, one)))
    return [key, reading.value]
  })
  return { values: Object.fromEntries(values) as Values<Table>, found }
}
