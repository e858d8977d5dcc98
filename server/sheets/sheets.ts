import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FindingCode } from '#contract/findings'
import { packageRoot } from '../root.ts'
import type { SheetAnswer, SheetPart, SheetTask } from './sheet-worker.ts'
import { type FileFormat, type Sheet, type TableRow, UnreadableTable } from './table.ts'

/** What the thread may keep; a file that needs more is refused, and the house goes on. Megabytes. */
const HEAP_MB = 768

/** Some rows of a file, in order. */
export interface TableChunk {
  readonly rows: readonly TableRow[]
  /** The encoding that the text was converted from, or null. */
  readonly convertedFrom: string | null
}

/**
 * Takes a table file apart in a thread of its own, so that no press waits for it, and hands over `size` rows at a time.
 * @throws UnreadableTable when it is no table, or too large
 */
export async function* readTable(bytes: Uint8Array, size: number): AsyncGenerator<TableChunk> {
  const worker = thread({ do: 'read', bytes, chunk: size })
  try {
    for (let isLast = false; !isLast; ) {
      const answer = await heard(worker)
      if (!('rows' in answer)) throw new UnreadableTable('file_unreadable')
      isLast = answer.isLast
      yield { rows: answer.rows, convertedFrom: answer.convertedFrom }
      if (!isLast) worker.postMessage('more')
    }
  } finally {
    await worker.terminate()
  }
}

/** Puts a file together in a thread of its own from rows that come page by page; every cell is written as text. */
export async function writeTable(
  format: FileFormat,
  sheets: readonly Sheet[],
  parts: AsyncIterable<NonNullable<SheetPart>>,
): Promise<Buffer> {
  const worker = thread({ do: 'write', format, sheets })
  try {
    for await (const part of parts) worker.postMessage(part)
    worker.postMessage(null)
    const answer = await heard(worker)
    if (!('file' in answer)) throw new Error('the file could not be written')
    return Buffer.from(answer.file)
  } finally {
    await worker.terminate()
  }
}

async function heard(worker: Worker): Promise<Exclude<SheetAnswer, { fault: string }>> {
  const [answer] = (await once(worker, 'message').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') throw new UnreadableTable('file_too_large', { most: '100000' })
    throw fault
  })) as [SheetAnswer]
  if ('fault' in answer) throw new UnreadableTable(answer.fault as FindingCode, answer.blanks)
  return answer
}

function thread(task: SheetTask): Worker {
  const options = { workerData: task, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } }
  if (import.meta.url.endsWith('.js')) return new Worker(join(packageRoot, 'dist/server/sheet-worker.js'), options)
  // From the sources: a thread does not inherit the loader that its process was started with.
  const source = JSON.stringify(new URL('./sheet-worker.ts', import.meta.url).href)
  const load = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${JSON.stringify(import.meta.url)}))`
  return new Worker(load, { ...options, eval: true })
}
