import type { Database } from '../../server/db/database.ts'
import { openStore } from '../../server/db/open.ts'
import type { ChainKey } from '../../server/events/chain.ts'
import { type EventLog, eventLog } from '../../server/events/store.ts'
import { macOf } from '../../server/mac.ts'
import { newFolder } from '../support/folder.ts'
import { runSql } from './shell.ts'

export const KEY: ChainKey = { id: 'k1', mac: macOf(new Uint8Array(32).fill(7)) }

/** A new store of this version, and the faults that would have ended the process. */
export interface TemporaryStore {
  readonly db: Database
  readonly folder: string
  readonly file: string
  readonly log: EventLog
  readonly fatal: readonly Error[]
  /** Runs SQL on a connection of its own, as somebody with a shell would. */
  sql(text: string): Record<string, unknown>[]
  close(): void
}

export function temporaryStore(): TemporaryStore {
  const { path, remove } = newFolder()
  const fatal: Error[] = []
  const { db, file, close } = openStore(path, (fault) => fatal.push(fault))
  return {
    db,
    folder: path,
    file,
    fatal,
    log: eventLog(db, KEY),
    sql: (text) => runSql(file, text),
    close() {
      close()
      remove()
    },
  }
}
