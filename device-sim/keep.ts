import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import type { Outbox } from './outbox.ts'

/** The flash of a unit: what it holds outlives a power cut. */
export interface Keep {
  load(): Outbox
  save(outbox: Outbox): void
}

/** Outlives `powerCut()` of the simulated unit, not the process. */
export function memoryKeep(): Keep {
  let held: Outbox = []
  return {
    load: () => held,
    save: (outbox) => {
      held = outbox
    },
  }
}

/**
 * Outlives the process too. Written aside, synced and renamed, so that a cut in the middle leaves the older whole file.
 * Throws what node:fs throws when the folder is missing or full, or a SyntaxError for a file of other making.
 */
export function fileKeep(path: string): Keep {
  return {
    load: () => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Outbox) : []),
    save: (outbox) => {
      const aside = `${path}.new`
      const file = openSync(aside, 'w')
      try {
        writeSync(file, JSON.stringify(outbox))
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(aside, path)
    },
  }
}
