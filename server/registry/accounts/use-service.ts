import type { Account } from '#contract/accounts'
import { HOUSE } from '#contract/events'
import type { ProblemCode } from '#contract/problems'
import { tokenHash } from './credential.ts'
import type { AccessOptions } from './guess-service.ts'
import { type Lapse, standingOf } from './session.ts'
import { findSession, idleSessions, lapseSession, markUsed, type SessionRow } from './session-store.ts'
import { shownAccount } from './store.ts'

/** When a session was last used is known to the minute, so that a request is not a write. Milliseconds. */
const USE_MS = 60_000
/** So many are ended in one transaction. */
const PAGE = 200

export interface UseOptions extends Pick<AccessOptions, 'db' | 'clock' | 'events'> {
  /** So long a session may be left alone. Milliseconds. */
  readonly idleMs: number
  /** Whoever is on duty must not be signed out while waiting for a call: the seat's own silence counts there. */
  readonly isOnDuty: (accountId: string) => boolean
  readonly mustEnrol: (account: Account) => Promise<boolean>
}

/** Who is signed in, and what stands in the way of anything but setting up a second factor. */
export interface SignedIn {
  readonly account: Account
  readonly mustEnrol: boolean
}

/** Sessions while they are used, and the end of those that are not (ASVS 5.0 §7.3.1). */
export interface SessionUse {
  /** The account of a session that is still open, or why nobody is signed in; asked anew for every request. */
  sessionOf(token: string): Promise<SignedIn | ProblemCode>
  /**
   * Whose console may stay, or null when its session has ended. A page beats by itself, so this is use only for those on
   * duty.
   */
  stays(token: string): Promise<Account | null>
  /** Ends what nobody uses, so that no seat taken later wakes it. */
  endUnused(): Promise<void>
}

export function sessionUse({ db, clock, events, idleMs, isOnDuty, mustEnrol }: UseOptions): SessionUse {
  const noting = new Set<string>()
  const idleOf = (accountId: string): number => (isOnDuty(accountId) ? Number.POSITIVE_INFINITY : idleMs)

  /** Of a hundred requests at once one writes; should even that fail, the next one does, and nobody is refused for it. */
  async function noteUse(hash: string, lastUsedAt: number | null): Promise<void> {
    const now = clock.now()
    if (now - (lastUsedAt ?? 0) < USE_MS || noting.has(hash)) return
    noting.add(hash)
    await db.write((tx) => markUsed(tx, hash, now)).catch(() => {})
    noting.delete(hash)
  }

  function lapseOf(session: SessionRow): Lapse | null {
    const standing = standingOf(session, clock.now(), idleOf(session.accountId))
    return standing === 'idle' || standing === 'over' ? standing : null
  }

  return {
    async sessionOf(token) {
      const hash = tokenHash(token)
      const found = await findSession(db.read, hash)
      if (!found) return 'not_signed_in'
      const { times, account } = found
      const standing = standingOf(times, clock.now(), idleOf(account.id))
      if (standing !== 'open') return standing === 'idle' ? 'session_idle' : 'not_signed_in'
      await noteUse(hash, times.lastUsedAt)
      const signedIn = shownAccount(account)
      return { account: signedIn, mustEnrol: await mustEnrol(signedIn) }
    },
    async stays(token) {
      const hash = tokenHash(token)
      const found = await findSession(db.read, hash)
      if (!found) return null
      const { times, account } = found
      if (standingOf(times, clock.now(), idleOf(account.id)) !== 'open') return null
      if (isOnDuty(account.id)) await noteUse(hash, times.lastUsedAt)
      return shownAccount(account)
    },
    async endUnused() {
      const at = clock.now()
      const lapsed = (await idleSessions(db.read, at - idleMs, PAGE)).flatMap((session) => {
        const lapse = lapseOf(session)
        return lapse ? [{ ...session, lapse }] : []
      })
      if (lapsed.length === 0) return
      await db.write(async (tx) => {
        for (const { tokenHash: hash, accountId, lapse } of lapsed) {
          // Used, or ended, since we looked.
          if ((await lapseSession(tx, hash, lapse, at, at - idleMs)) === 0) continue
          await events.append(tx, [{ at, type: 'session.lapsed', actor: HOUSE, data: { account: accountId, lapse } }])
        }
      })
    },
  }
}
