import type Sqlite from 'better-sqlite3'
import type { Tx } from './database.ts'

/** Transactions in one commit at most, so that the event loop stands still for a few of them and not for a queue. */
const MOST = 16

export interface GroupCommitOptions {
  readonly writer: InstanceType<typeof Sqlite>
  /** Runs verbs on `writer`. */
  readonly on: Pick<Tx, 'run' | 'runRows'>
  /** Wakes who listens for announcements. */
  readonly onAnnounced: () => void
  /** A transaction outlived its turn of the event loop: the process must end. */
  readonly onFatal: (fault: Error) => void
  /** Told after each commit how long it held the store, in milliseconds. */
  readonly onWritten: (ms: number) => void
  /** False: each transaction has a commit of its own, as in the twin that the benchmark compares with. */
  readonly joined: boolean
}

interface Waiting {
  readonly work: (tx: Tx) => Promise<unknown>
  readonly resolve: (result: never) => void
  readonly reject: (fault: unknown) => void
}

/** What a transaction left to be done once it is on disk. */
type Settle = () => void

/**
 * BEGIN IMMEDIATE … COMMIT around all transactions that wait for the file: one sync for the storing of presses and the
 * deciding of the last ones (ADR 19). Each is undone by itself when it fails; nobody is answered before the commit.
 * Groups follow each other in turns of the event loop of their own: the receipts of what one has committed leave before
 * the next one begins.
 */
export function groupCommit(options: GroupCommitOptions): <T>(work: (tx: Tx) => Promise<T>) => Promise<T> {
  const { joined, onWritten } = options
  const waiting: Waiting[] = []
  let running = false

  async function turn(): Promise<void> {
    const group = waiting.splice(0, joined ? MOST : 1)
    const began = performance.now()
    try {
      for (const settle of await commit(options, group)) settle()
    } catch (fault) {
      for (const { reject } of group) reject(fault)
    }
    onWritten(performance.now() - began)
    running = false
    begin()
  }

  function begin(): void {
    if (running || waiting.length === 0) return
    running = true
    setImmediate(() => void turn())
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject })
      begin()
    })
}

/** @throws whatever made the commit fail; then nothing of any of them stands */
async function commit(options: GroupCommitOptions, group: readonly Waiting[]): Promise<Settle[]> {
  const { writer, onFatal } = options
  let overrun = false
  writer.exec('BEGIN IMMEDIATE')
  const watch = setImmediate(() => {
    overrun = true
    if (writer.inTransaction) writer.exec('ROLLBACK')
    onFatal(new Error('a transaction outlived its turn: it awaited something else than its own database'))
  })
  try {
    const settles: Settle[] = []
    for (const one of group) {
      settles.push(await runOne(options, one, group.length > 1))
      if (overrun) throw new Error('the transaction was rolled back because it outlived its turn')
    }
    writer.exec('COMMIT')
    return settles
  } catch (fault) {
    if (!overrun && writer.inTransaction) writer.exec('ROLLBACK')
    throw fault
  } finally {
    clearImmediate(watch)
  }
}

/**
 * Runs one transaction of a group; one that fails is undone and leaves the others alone.
 * @throws its own fault when it is alone, or when SQLite has undone them all, as for a full disk
 */
async function runOne({ writer, on, onAnnounced }: GroupCommitOptions, one: Waiting, among: boolean): Promise<Settle> {
  const effects: (() => void)[] = []
  const afterCommit = (effect: () => void) => void effects.push(effect)
  if (among) writer.exec('SAVEPOINT one')
  try {
    const result = await one.work({ ...on, afterCommit, announce: async () => afterCommit(onAnnounced) })
    if (among) writer.exec('RELEASE one')
    return () => {
      for (const effect of effects) effect()
      one.resolve(result as never)
    }
  } catch (fault) {
    if (!among || !writer.inTransaction) throw fault
    writer.exec('ROLLBACK TO one')
    writer.exec('RELEASE one')
    return () => one.reject(fault)
  }
}
