import type { AreaLevel } from '#contract/areas'
import { AREA_COLUMNS } from './columns.ts'
import { hasError, type Placed } from './placed.ts'
import { type FileRow, readRow } from './row.ts'

/** A row of a file of areas that can be taken in; the parent is named by its code, null: a tree begins here. */
export interface AreaRow {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly level: AreaLevel
  readonly parentCode: string | null
}

/** Reads a row of areas; null when something in it keeps it out. */
export function readAreaRow(
  places: ReadonlyMap<string, number>,
  file: FileRow,
  today: string,
): { readonly draft: AreaRow | null; readonly found: readonly Placed[] } {
  const { values, found } = readRow(AREA_COLUMNS, places, file, today)
  const { code, name, level, parent } = values
  if (hasError(found) || code === null || name === null || level === null) return { draft: null, found }
  return { draft: { row: file.row, code, name, level, parentCode: parent }, found }
}
