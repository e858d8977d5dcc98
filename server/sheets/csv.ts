import { parse, stringify } from 'csv/sync'
import type { Cell } from '#contract/findings'
import { cellError } from './excel-words.ts'
import { type OpenedTable, UnreadableTable } from './table.ts'

const BOM = '\ufeff'
const DELIMITERS = [',', ';', '\t'] as const

/** Opens comma-, semicolon- or TAB-separated text in UTF-8, GB 18030 (what Chinese Windows writes) or UTF-16. */
export function openCsv(bytes: Uint8Array): OpenedTable {
  const { text, convertedFrom } = decoded(bytes)
  if (text.trim() === '') throw new UnreadableTable('file_empty')
  return { convertedFrom, rows: rowsOf(text) }
}

function* rowsOf(text: string) {
  const options = { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, bom: true }
  const records = parse(text, { ...options, skip_empty_lines: false }) as string[][]
  for (const [index, record] of records.entries()) yield { row: index + 1, cells: record.map(toCell) }
}

/** Text that is not UTF-8 is held for GB 18030, which every byte of GBK and GB 2312 belongs to. */
function decoded(bytes: Uint8Array): { text: string; convertedFrom: string | null } {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const encodings = isUtf16 ? [bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      return { text, convertedFrom: encoding === 'utf-8' ? null : encoding.toUpperCase() }
    } catch {
      // The next encoding may fit.
    }
  }
  throw new UnreadableTable('encoding_unknown')
}

/** The separator that stands most often in the first lines, outside quotes. */
function delimiterOf(text: string): string {
  const first = text.slice(0, 4_000).replace(/"[^"]*"/g, '')
  const count = (mark: string): number => first.split(mark).length
  return DELIMITERS.reduce<string>((best, mark) => (count(mark) > count(best) ? mark : best), ',')
}

function toCell(text: string): Cell {
  if (text === '') return null
  // `="0012"` is how some programs keep Excel from eating zeros.
  return cellError(text) ?? /^="([^"]*)"$/.exec(text)?.[1] ?? text
}

/** The rows as UTF-8 with the mark that Excel needs to see it is UTF-8, lines ending as RFC 4180 wants. */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(
    BOM +
      stringify(
        rows.map((row) => [...row]),
        { record_delimiter: '\r\n' },
      ),
  )
}
