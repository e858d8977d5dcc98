import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../db/file.ts'

/** A text beside the database that only grows, and that no copy of the database takes back. */
export interface ListFile {
  /** Everything in it; '' when it has not been begun. */
  read(): string
  /** On disk when this returns. */
  append(text: string): void
}

/** The list of this name in the data folder, readable by its owner only. */
export function listFile(dataDir: string, name: string): ListFile {
  const path = join(dataDir, name)
  return {
    read: () => (existsSync(path) ? readFileSync(path, 'utf8') : ''),
    append(text) {
      const file = openSync(path, 'a', 0o600)
      try {
        writeSync(file, text)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      syncFolder(dataDir)
    },
  }
}
