import { unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import writeXlsx, { type Cell as WrittenCell } from 'write-excel-file/node'
import type { Cell } from '#contract/findings'
import { cellError } from './excel-words.ts'
import { type OpenedTable, type Sheet, UnreadableTable } from './table.ts'

/** What a file may unfold to; one that claims more is made to hurt. Bytes. */
const MOST_UNFOLDED = 400 * 1024 * 1024

/** Opens the first sheet of an XLSX file. */
export async function openWorkbook(bytes: Uint8Array): Promise<OpenedTable> {
  const marks = marksOf(bytes)
  const read = await readSheet(Buffer.from(bytes), { trim: false, parseNumber: (digits) => ({ digits }) }).catch(() => {
    throw new UnreadableTable('file_unreadable')
  })
  const rows = read as unknown as (Raw | null)[][]
  if (rows.length === 0) throw new UnreadableTable('file_empty')
  return { convertedFrom: null, rows: rowsOf(rows, marks) }
}

type Raw = string | boolean | Date | { readonly digits: string }

function* rowsOf(rows: readonly (readonly (Raw | null)[])[], marks: ReadonlyMap<string, 'formula' | 'merged'>) {
  for (const [index, raw] of rows.entries()) {
    const cells = raw.map((value, place): Cell => {
      const cell = toCell(value)
      const is = marks.get(`${place}:${index + 1}`)
      return is === undefined ? cell : { is, text: typeof cell === 'string' ? cell : (cell?.text ?? '') }
    })
    yield { row: index + 1, cells }
  }
}

function toCell(value: Raw | null): Cell {
  if (value === null || value === '') return null
  if (typeof value === 'string') return cellError(value) ?? value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return { is: 'date', text: value.toISOString().slice(0, 10) }
  const number = Number(value.digits)
  // Beyond 15 digits Excel itself has lost the rest: then its own spelling tells what happened.
  return { is: 'number', text: Number.isSafeInteger(number) && number < 1e15 ? String(number) : value.digits }
}

const FORMULA = /<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f[\s/>]/g
const MERGED = /<mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g
/** Merged ranges are walked cell by cell, so they may not be as large as the sheet. */
const MOST_MERGED = 100_000

type Mark = 'formula' | 'merged'

/** Cells, as `place:row`, that hold a formula or lie under a merged one: the reader of values does not tell. */
function marksOf(bytes: Uint8Array): Map<string, Mark> {
  const xml = firstSheet(bytes)
  const formulas = [...xml.matchAll(FORMULA)].map(([, column = '', row = '']) => `${placeOf(column)}:${row}`)
  const marks = new Map<string, Mark>(formulas.map((cell) => [cell, 'formula']))
  for (const cell of mergedCells(xml)) {
    if (marks.size >= MOST_MERGED) break
    marks.set(cell, 'merged')
  }
  return marks
}

/** The cells of merged ranges but for the first of each, which holds what all of them show. */
function* mergedCells(xml: string) {
  for (const [, from = '', top, to = '', bottom] of xml.matchAll(MERGED)) {
    const [left, right, first] = [placeOf(from), placeOf(to), Number(top)]
    for (let row = first; row <= Number(bottom); row += 1) {
      for (let place = left; place <= right; place += 1) if (row !== first || place !== left) yield `${place}:${row}`
    }
  }
}

/** `A` → 0, `AB` → 27. */
function placeOf(letters: string): number {
  return [...letters].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** The XML of the first sheet, and a look at how much the whole file unfolds to. */
function firstSheet(bytes: Uint8Array): string {
  let unfolded = 0
  const wanted = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    unfolded += originalSize
    if (unfolded > MOST_UNFOLDED) throw new UnreadableTable('file_too_large', { most: '100000' })
    return wanted.test(name)
  }
  const parts = unzipped(bytes, filter)
  const textOf = (name: string): string => new TextDecoder().decode(parts[name] ?? new Uint8Array())
  const id = /<sheet\b[^>]*\br:id="([^"]+)"/.exec(textOf('xl/workbook.xml'))?.[1] ?? ''
  const relations = textOf('xl/_rels/workbook.xml.rels').match(/<Relationship\b[^>]*>/g) ?? []
  const target = relations.find((one) => one.includes(`Id="${id}"`))?.match(/Target="\/?(?:xl\/)?([^"]+)"/)?.[1]
  return textOf(`xl/${target ?? 'worksheets/sheet1.xml'}`)
}

function unzipped(bytes: Uint8Array, filter: (file: { name: string; originalSize: number }) => boolean) {
  try {
    return unzipSync(bytes, { filter })
  } catch (fault) {
    throw fault instanceof UnreadableTable ? fault : new UnreadableTable('file_unreadable')
  }
}

/** An XLSX file of these sheets; every cell is text, so that no program turns a number into something else. */
export async function writeWorkbook(
  sheets: readonly (Sheet & { readonly rows: readonly (readonly string[])[] })[],
): Promise<Buffer> {
  const written = sheets.map(({ name, widths, headingAt, rows }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: headingAt + 1,
    data: rows.map((row, index) => row.map((value) => textCell(value, index === headingAt))),
  }))
  return writeXlsx(written).toBuffer()
}

/** XML has no way to write these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function textCell(text: string, isHeading: boolean): WrittenCell {
  const value = text.replace(UNWRITABLE, '')
  if (value === '') return null
  return { value, type: String, format: '@', ...(isHeading && { fontWeight: 'bold' as const }) }
}
