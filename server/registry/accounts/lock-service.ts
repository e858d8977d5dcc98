import type { LockReason } from '#contract/accounts'
import type { Actor } from '#contract/events'
import type { Tx } from '../../db/database.ts'
import { Refused } from '../../problem.ts'
import type { AccessOptions } from './guess-service.ts'
import { mayBeLocked } from './lock.ts'
import { endSessionsOf } from './session-store.ts'
import { type AccountRow, holdForLock, type LockRow, writeLock } from './store.ts'

/** Keeps an account out, and lets it in again; nothing it did is touched. Both refuse with `not_found`. */
export interface LockService {
  /** Ends its sessions, and its consoles close with the event. Refuses with `account_is_own`, `admin_is_last`. */
  lock(id: string, reason: LockReason, by: string): Promise<void>
  /** One that is not locked stays as it is. */
  unlock(id: string, by: string): Promise<void>
}

const OPEN: LockRow = { lockedAt: null, lockedBy: null, lockedFor: null }

export function lockService({ db, clock, events }: AccessOptions): LockService {
  /** Held against a sign-in that has seen the right password already: it finds the lock, or its session is ended. */
  async function held(tx: Tx, id: string): Promise<{ account: AccountRow; all: AccountRow[] }> {
    const all = await holdForLock(tx, id)
    const account = all.find((one) => one.id === id)
    if (!account) throw new Refused('not_found')
    return { account, all }
  }

  return {
    lock: (id, reason, by) =>
      db.write(async (tx) => {
        const { account, all } = await held(tx, id)
        const fault = mayBeLocked(account, by, all)
        if (fault) throw new Refused(fault)
        const at = clock.now()
        await writeLock(tx, id, { lockedAt: at, lockedBy: by, lockedFor: reason })
        await endSessionsOf(tx, id, '', at)
        const actor: Actor = { kind: 'account', id: by }
        await events.append(tx, [{ at, type: 'account.locked', actor, data: { account: id, reason } }])
      }),
    unlock: (id, by) =>
      db.write(async (tx) => {
        const { account } = await held(tx, id)
        if (account.lockedAt === null) return
        await writeLock(tx, id, OPEN)
        const actor: Actor = { kind: 'account', id: by }
        await events.append(tx, [{ at: clock.now(), type: 'account.unlocked', actor, data: { account: id } }])
      }),
  }
}
