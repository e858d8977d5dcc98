import type { Database } from '../db/database.ts'
import { type ChainKey, chainHash, GENESIS } from './chain.ts'
import { eventsAfter } from './store.ts'

/** First broken place of the chain, or how many rows are whole. Reads in pages, so any size fits in memory. */
export async function verifyChain(
  db: Database,
  keyOf: (id: string) => ChainKey | undefined,
): Promise<{ whole: number; brokenAt: number | null }> {
  let previous: Uint8Array = GENESIS
  let whole = 0
  for (;;) {
    const rows = await eventsAfter(db.read, whole, 1000)
    for (const row of rows) {
      const key = keyOf(row.keyId)
      const expected = key && row.seq === whole + 1 ? chainHash(key, previous, row) : null
      if (!expected?.equals(row.hash)) return { whole, brokenAt: row.seq }
      previous = row.hash
      whole = row.seq
    }
    if (rows.length === 0) return { whole, brokenAt: null }
  }
}
