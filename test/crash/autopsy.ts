import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { newFolder } from '../support/folder.ts'
import type { Sent } from './ledger.ts'

const FILE = 'anling.sqlite'
const HEADER = 32
const FRAME_HEADER = 24

/** What a killed process left on disk, read from a copy so that the next start finds it untouched. */
export interface Autopsy {
  /** Signals without receipt that are stored all the same: the kill fell between their commit and their receipt. */
  readonly storedWithoutReceipt: number
  /** Stored signals that nobody has decided yet. */
  readonly undecided: number
  /** The kill fell inside a commit: frames stand in the write-ahead log behind the last whole transaction. */
  readonly tornCommit: boolean
  readonly newestEvent: number
}

export function autopsy(dataDir: string, open: readonly Sent[]): Autopsy {
  return onCopy(dataDir, (db, wal) => {
    const stored = db.prepare('select 1 from signals where device_id = ? and signal_id = ?')
    const count = (query: string): number => Number(db.prepare(query).pluck().get())
    return {
      tornCommit: isTorn(wal),
      storedWithoutReceipt: open.filter(({ device, id }) => stored.get(device, id) !== undefined).length,
      undecided: count('select count(*) from inbox'),
      newestEvent: count('select coalesce(max(seq), 0) from events'),
    }
  })
}

/** Calls whose ladder step was due at `at` and not taken when the process died. */
export function overdueCalls(dataDir: string, at: number): string[] {
  const query = "select subject from timers where kind = 'ladder' and due_at <= ?"
  return onCopy(dataDir, (db) => db.prepare(query).pluck().all(at) as string[])
}

/** `wal` are the bytes of the write-ahead log before anybody opened the database. */
function onCopy<T>(dataDir: string, read: (db: InstanceType<typeof Sqlite>, wal: Buffer) => T): T {
  const { path, remove } = newFolder()
  try {
    for (const suffix of ['', '-wal']) {
      const from = join(dataDir, `${FILE}${suffix}`)
      if (existsSync(from)) copyFileSync(from, join(path, `${FILE}${suffix}`))
    }
    const log = join(path, `${FILE}-wal`)
    const wal = existsSync(log) ? readFileSync(log) : Buffer.alloc(0)
    const db = new Sqlite(join(path, FILE))
    const found = read(db, wal)
    db.close()
    return found
  } finally {
    remove()
  }
}

/** Looks for frames of this log's generation (same salts) behind the last frame that ends a transaction. */
function isTorn(bytes: Buffer): boolean {
  if (bytes.length < HEADER) return false
  const frame = FRAME_HEADER + bytes.readUInt32BE(8)
  let open = false
  for (let at = HEADER; at + FRAME_HEADER <= bytes.length; at += frame) {
    if (bytes.compare(bytes, 16, 24, at + 8, at + 16) !== 0) break
    // The size of the database stands in the last frame of a transaction only (SQLite file format §4.1).
    open = bytes.readUInt32BE(at + 4) === 0
  }
  return open
}
