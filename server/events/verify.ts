import type { Database } from '../db/database.ts'
import { type ChainKey, chainHash, GENESIS } from './chain.ts'
import { eventsAfter } from './store.ts'

export type KeyOf = (id: string) => ChainKey | undefined

/** Events read in one go. */
const PAGE = 1000

/** How far a look along the chain came. */
export interface Verified {
  /** Number of the last event that is as it was written. */
  readonly whole: number
  /** The first that is not. */
  readonly brokenAt: number | null
  /** There was nothing behind it. */
  readonly isEnd: boolean
}

/** First broken place of the chain, or how many rows are whole. Reads in pages, so any size fits in memory. */
export async function verifyChain(db: Database, keyOf: KeyOf): Promise<{ whole: number; brokenAt: number | null }> {
  const { whole, brokenAt } = await verifyPart(db, keyOf, 0, Number.POSITIVE_INFINITY)
  return { whole, brokenAt }
}

/** The same from the event after `after` on, and not for ever: `most` events, in whole pages. */
export async function verifyPart(db: Database, keyOf: KeyOf, after: number, most: number): Promise<Verified> {
  let previous = await hashAt(db, after)
  let whole = after
  while (whole - after < most) {
    const rows = await eventsAfter(db.read, whole, PAGE)
    for (const row of rows) {
      const key = keyOf(row.keyId)
      const expected = key && row.seq === whole + 1 ? chainHash(key, previous, row) : null
      if (!expected?.equals(row.hash)) return { whole, brokenAt: row.seq, isEnd: false }
      previous = row.hash
      whole = row.seq
    }
    if (rows.length === 0) return { whole, brokenAt: null, isEnd: true }
  }
  return { whole, brokenAt: null, isEnd: false }
}

/** What the event after `seq` builds on. */
async function hashAt(db: Database, seq: number): Promise<Uint8Array> {
  if (seq === 0) return GENESIS
  const [row] = await eventsAfter(db.read, seq - 1, 1)
  return row?.hash ?? GENESIS
}
