import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where test data lives: in memory where the system offers it, because the disk is not the point there. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export interface Folder {
  readonly path: string
  remove(): void
}

/** A new empty folder. `onDisk`: on the real disk, where the disk is the point. */
export function newFolder(onDisk = false): Folder {
  const path = mkdtempSync(join(onDisk ? tmpdir() : base, 'anling-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
