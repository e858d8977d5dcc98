import type { Database, Tx } from '../db/database.ts'
import { type ChainKey, chainHash, GENESIS } from './chain.ts'
import { type EventRow, holdConsumer, newestEvent, takeUnsealed, type UnsealedRow, writeEvents } from './store.ts'

/** Events sealed in one transaction; a storm then makes many short ones, not one long one. */
const BATCH = 500

/** Names the one that seals among all processes. */
const NAME = 'seal'

/** What the next event follows on; undefined before the first. */
type Head = Pick<EventRow, 'seq' | 'hash'> | undefined

/** The rows with numbers that follow the head and hashes that chain from it (design §4). */
export function sealed(rows: readonly UnsealedRow[], key: ChainKey, head: Head): EventRow[] {
  let previous: Uint8Array = head?.hash ?? GENESIS
  return rows.map((what, n) => {
    const row: EventRow = { seq: (head?.seq ?? 0) + n + 1, ...what, keyId: key.id, hash: GENESIS as Buffer }
    row.hash = chainHash(key, previous, row)
    previous = row.hash
    return row
  })
}

/**
 * Seals everything that was committed without a number. Any process may: one at a time holds the row of the sealer, and
 * the database itself lets go of it when that process dies or stands still, so there is no lease to wait for (ADR 16).
 */
export function sealer(db: Database, key: ChainKey): () => Promise<void> {
  async function seal(tx: Tx): Promise<number> {
    await holdConsumer(tx, NAME)
    const drafts = await takeUnsealed(tx, BATCH)
    if (drafts.length === 0) return 0
    await writeEvents(tx, sealed(drafts.map(withoutPlace), key, await newestEvent(tx)))
    await tx.announce()
    return drafts.length
  }

  return async () => {
    while ((await db.write(seal)) === BATCH) {
      // What came meanwhile waits for its own turn; this is a backlog.
    }
  }
}

function withoutPlace(row: UnsealedRow): UnsealedRow {
  const { at, type, actorKind, actorId, callId, homeId, deviceId, data } = row
  return { at, type, actorKind, actorId, callId, homeId, deviceId, data }
}
