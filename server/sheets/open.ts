import { openCsv } from './csv.ts'
import { MOST_ROWS, type OpenedTable, type TableRow, UnreadableTable } from './table.ts'
import { openWorkbook } from './workbook.ts'

/**
 * Opens a table file by what it is, whatever it is called.
 * @throws UnreadableTable when it is no table
 */
export async function openTable(bytes: Uint8Array): Promise<OpenedTable> {
  if (bytes.length === 0) throw new UnreadableTable('file_empty')
  const starts = (...magic: number[]): boolean => magic.every((byte, place) => bytes[place] === byte)
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableTable('file_is_old_xls')
  const { rows, convertedFrom } = starts(0x50, 0x4b) ? await openWorkbook(bytes) : openCsv(bytes)
  return { convertedFrom, rows: bounded(rows) }
}

function* bounded(rows: Iterable<TableRow>) {
  for (const row of rows) {
    if (row.row > MOST_ROWS) throw new UnreadableTable('file_too_large', { most: String(MOST_ROWS) })
    yield row
  }
}
