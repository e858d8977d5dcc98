import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../id.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { dropLease, takeLease } from './store.ts'

/** Renewed this often, and lost when that failed for so long. Milliseconds. */
const RENEW_MS = 1_000
const LEASE_MS = 4_000

export interface Lease {
  /** Whether this process holds it now. A process that could not renew it in time no longer believes it does. */
  readonly isHeld: boolean
  /** Tries to take it now. */
  settled(): Promise<void>
  /** Lets go of it, so that another process need not wait for its end. */
  stop(): Promise<void>
}

/**
 * One process of many holds it. For what is said to the outside, where no transaction can keep two from saying it; what
 * only writes rows needs none (ADR 16). Where one process writes, it always holds.
 */
export function startLease(name: string, db: Database, clock: Clock, onFault: (fault: unknown) => void): Lease {
  if (db.isSoleWriter) return { isHeld: true, settled: async () => {}, stop: async () => {} }
  const holder = newId()
  let heldUntil = 0

  const renew = oneAtATime(async () => {
    const now = clock.now()
    const until = now + LEASE_MS
    const taken = await db.write((tx) => takeLease(tx, name, holder, until, now))
    heldUntil = taken ? until : 0
  })
  const settled = (): Promise<void> => renew().catch(onFault)
  const stopRenewing = clock.every(RENEW_MS, () => void settled())
  void settled()
  return {
    get isHeld() {
      return clock.now() < heldUntil
    },
    settled,
    async stop() {
      stopRenewing()
      heldUntil = 0
      await db.write((tx) => dropLease(tx, name, holder)).catch(onFault)
    },
  }
}
