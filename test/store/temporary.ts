import type { Database, Store } from '../../server/db/database.ts'
import { ENGINE } from '../../server/db/dialect.ts'
import { openFile } from '../../server/db/file.ts'
import { openStore } from '../../server/db/open.ts'
import type { ChainKey } from '../../server/events/chain.ts'
import { type EventLog, eventLog } from '../../server/events/log.ts'
import { macOf } from '../../server/mac.ts'
import { newDatabase, tell } from '../support/database.ts'
import { newFolder } from '../support/folder.ts'
import { runSql } from './shell.ts'

export const KEY: ChainKey = { id: 'k1', mac: macOf(new Uint8Array(32).fill(7)) }

/** A new store of this version, and the faults that would have ended the process. */
export interface TemporaryStore {
  readonly db: Database
  readonly log: EventLog
  readonly fatal: readonly Error[]
  /** Runs SQL on a connection of its own, as somebody with a shell would. */
  sql(text: string): Promise<Record<string, unknown>[]>
  /** A second process on the same database. */
  beside(): Promise<Store>
  close(): Promise<void>
}

/** A store on the engine of this run. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const { path, remove } = newFolder()
  const fatal: Error[] = []
  const database = await newDatabase()
  const open = () =>
    openStore({ dataDir: path, databaseUrl: database?.url ?? null }, { onFatal: (fault) => fatal.push(fault) })
  const { db, close } = await open()
  return {
    db,
    fatal,
    log: eventLog(db, KEY),
    sql: async (text) => (database ? tell(database.url, text) : runSql(`${path}/anling.sqlite`, text)),
    beside: open,
    async close() {
      await close()
      await database?.remove()
      remove()
    },
  }
}

/** A store in a file, for what is about the file. */
export interface TemporaryFile {
  readonly db: Database
  readonly folder: string
  readonly file: string
  readonly fatal: readonly Error[]
  sql(text: string): Record<string, unknown>[]
  close(): Promise<void>
}

export function temporaryFile(): TemporaryFile {
  const { path, remove } = newFolder()
  const fatal: Error[] = []
  const { db, file, close } = openFile(path, { onFatal: (fault) => fatal.push(fault) })
  return {
    db,
    folder: path,
    file,
    fatal,
    sql: (text) => runSql(file, text),
    async close() {
      await close()
      remove()
    },
  }
}

/** Bytes as each engine writes them. */
export const octets = (hex: string): string => (ENGINE === 'postgres' ? `'\\x${hex}'` : `x'${hex}'`)

/** What differs between the engines when somebody takes the guards away. */
export const dropGuard = (table: string, verb: string): string =>
  `drop trigger ${table}_no_${verb}${ENGINE === 'postgres' ? ` on ${table}` : ''}`
