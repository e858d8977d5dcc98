import { accessSync, closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Unusable } from '../problem.ts'
import type { Store, StoreOptions } from './database.ts'
import { migrateSqlite } from './migrate.ts'
import { openWriter, sqliteDatabase } from './sqlite.ts'

/** The store in a file of its own. */
export interface FileStore extends Store {
  readonly file: string
}

/**
 * Opens the store in the folder `dataDir`, brings it to this version and takes it for this process alone.
 * @throws Unusable when the folder, the lock or the database does not allow it
 */
export function openFile(dataDir: string, { onFatal, onWritten = () => {}, joined = true }: StoreOptions): FileStore {
  makeWritable(dataDir)
  const unlock = lock(dataDir)
  const file = join(dataDir, 'anling.sqlite')
  try {
    const writer = openWriter(file)
    migrateSqlite(writer)
    const db = sqliteDatabase(writer, { file, onFatal, onWritten, joined })
    let closed = false
    return {
      db,
      file,
      get closed() {
        return closed
      },
      async close() {
        closed = true
        await db.close()
        unlock()
      },
    }
  } catch (fault) {
    unlock()
    const reason = fault instanceof Error ? fault.message : String(fault)
    throw new Unusable(`The database ${file} cannot be used: ${reason}.`)
  }
}

/**
 * Makes the folder when it is not there.
 * @throws Unusable when it cannot be written
 */
export function makeWritable(dataDir: string): void {
  try {
    makeFolder(resolve(dataDir))
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch {
    throw new Unusable(`The data folder ${dataDir} cannot be written; choose another or change its owner.`)
  }
}

/** Folder by folder: Node's recursive mkdir turns for ever where a file system like /proc has nothing to offer. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
  syncFolder(dirname(path))
}

/** What was made or renamed in this folder survives a power cut: syncing the file alone does not keep its name. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/**
 * One writing process per installation (design §4). The lock is one of the operating system, held through a small
 * SQLite file, so it ends with the process whatever way that ends.
 */
function lock(dataDir: string): () => void {
  try {
    const guard = new Sqlite(join(dataDir, 'writer.lock'), { timeout: 0 })
    guard.pragma('locking_mode = EXCLUSIVE')
    guard.exec('BEGIN EXCLUSIVE')
    return () => guard.close()
  } catch (fault) {
    const code = (fault as { code?: string }).code ?? ''
    if (code.startsWith('SQLITE_BUSY')) {
      throw new Unusable(`Another Anling is running on the data folder ${dataDir}; stop it first.`)
    }
    throw new Unusable(`The data folder ${dataDir} cannot be written; choose another or change its owner.`)
  }
}
