import { parentPort, workerData } from 'node:worker_threads'
import { writeCsv } from './csv.ts'
import { openTable } from './open.ts'
import { type FileFormat, type Sheet, type TableRow, UnreadableTable } from './table.ts'
import { writeWorkbook } from './workbook.ts'

/** What the thread is for: taking a file apart, or putting one together. It never writes to the store. */
export type SheetTask =
  | { readonly do: 'read'; readonly bytes: Uint8Array; readonly chunk: number }
  | { readonly do: 'write'; readonly format: FileFormat; readonly sheets: readonly Sheet[] }

/** What it answers: some rows, with the last of them nothing more; a whole file; or why it cannot. */
export type SheetAnswer =
  | { readonly rows: readonly TableRow[]; readonly convertedFrom: string | null; readonly isLast: boolean }
  | { readonly file: Uint8Array }
  | { readonly fault: string; readonly blanks: Readonly<Record<string, string>> }

/** Rows for a sheet, to be written after those before; `null`: that was all. */
export type SheetPart = { readonly sheet: number; readonly rows: readonly (readonly string[])[] } | null

const port = parentPort
const task = workerData as SheetTask

function answer(message: SheetAnswer): void {
  port?.postMessage(message)
}

/** Hands over a chunk each time it is asked for one, so that no more than two are under way. */
async function take(bytes: Uint8Array, size: number): Promise<void> {
  const { rows, convertedFrom } = await openTable(bytes)
  const iterator = rows[Symbol.iterator]()
  const next = (): void => {
    const chunk: TableRow[] = []
    let isLast = false
    while (chunk.length < size && !isLast) {
      const { value, done } = iterator.next()
      isLast = done === true
      if (value) chunk.push(value)
    }
    answer({ rows: chunk, convertedFrom, isLast })
  }
  port?.on('message', () => attempt(next))
  next()
}

function put(format: FileFormat, sheets: readonly Sheet[]): void {
  const parts = sheets.map((sheet) => ({ ...sheet, rows: [] as (readonly string[])[] }))
  port?.on('message', (part: SheetPart) => {
    if (part !== null) return void parts[part.sheet]?.rows.push(...part.rows)
    return void attempt(async () => {
      // Text has one sheet.
      answer({ file: format === 'csv' ? writeCsv(parts[0]?.rows ?? []) : await writeWorkbook(parts) })
      port?.close()
    })
  })
}

async function attempt(work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (fault) {
    const isKnown = fault instanceof UnreadableTable
    answer({ fault: isKnown ? fault.code : 'file_unreadable', blanks: isKnown ? fault.blanks : {} })
    port?.close()
  }
}

void attempt(() => (task.do === 'read' ? take(task.bytes, task.chunk) : put(task.format, task.sheets)))
