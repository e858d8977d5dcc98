import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'

/** How long a running server may take to work off what is stored. Milliseconds. */
const PATIENCE_MS = 20_000
const LOOK_MS = 20

/** Looks at the database of a running server until no signal waits to be decided, or patience ends. */
export async function settled(dataDir: string): Promise<void> {
  await lookUntil(dataDir, 'select count(*) = 0 from inbox')
}

/** Looks until `query` answers 1. False when patience ended first: what is missing is for the audit to say. */
export async function lookUntil(dataDir: string, query: string, patienceMs = PATIENCE_MS): Promise<boolean> {
  const db = new Sqlite(join(dataDir, 'anling.sqlite'), { readonly: true })
  try {
    const look = db.prepare(query).pluck()
    for (const end = performance.now() + patienceMs; performance.now() < end; ) {
      if (look.get() === 1) return true
      await pause(LOOK_MS)
    }
    return false
  } finally {
    db.close()
  }
}
