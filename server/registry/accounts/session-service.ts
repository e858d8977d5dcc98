import type { Account } from '#contract/accounts'
import type { Actor } from '#contract/events'
import type { NewPassword, Session } from '#contract/sessions'
import { toIso } from '../../clock.ts'
import { Refused } from '../../problem.ts'
import { tokenHash } from './credential.ts'
import { type AccessOptions, guessLimit } from './guess-service.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { passwordFault } from './password-rule.ts'
import { endSessionOf, endSessionsOf, openSessionsOf } from './session-store.ts'
import { accountNames, findAccount, writePassword } from './store.ts'

/** Where somebody is signed in, and how they put an end to it. Consoles of ended sessions close with their next beat. */
export interface SessionService {
  /** `token`: the one of the session that asks. */
  list(account: Account, token: string): Promise<Session[]>
  /** Refuses with `not_found` for a session of somebody else, or one that has ended. */
  revoke(account: Account, id: string): Promise<void>
  revokeOthers(account: Account, token: string): Promise<void>
  /** Every session of this account, by somebody who may. Refuses with `not_found`. */
  signOutEverywhere(accountId: string, actor: Actor): Promise<void>
  /** Refuses with `wrong_credentials`, or `too_many_attempts` after some of those. */
  checkPassword(account: Account, password: string): Promise<void>
  /** The same, and `password_too_common` or `password_not_mixed`. */
  changePassword(account: Account, password: NewPassword, token: string): Promise<void>
}

export function sessionService(options: AccessOptions): SessionService {
  const { db, clock, events } = options
  const limited = guessLimit(options)

  async function endOthers(accountId: string, token: string, actor: Actor): Promise<void> {
    const at = clock.now()
    await db.write(async (tx) => {
      const count = await endSessionsOf(tx, accountId, token === '' ? '' : tokenHash(token), at)
      const data = { account: accountId, count }
      if (count > 0) await events.append(tx, [{ at, type: 'session.revoked', actor, data }])
    })
  }

  function checkPassword({ id, user }: Account, password: string): Promise<void> {
    return limited('password', id, async () => {
      const account = await findAccount(db.read, user)
      if (!account || !(await passwordMatches(account.passwordHash, password))) throw new Refused('wrong_credentials')
    })
  }

  return {
    checkPassword,
    async list({ id }, token) {
      const own = tokenHash(token)
      return (await openSessionsOf(db.read, id, clock.now())).map((row) => ({
        // Those of older versions have no name; they can be ended together with the others.
        id: row.id ?? '-',
        openedAt: toIso(row.openedAt),
        lastUsedAt: toIso(row.lastUsedAt ?? row.openedAt),
        expiresAt: toIso(row.expiresAt),
        agent: row.agent ?? '',
        isThis: row.tokenHash === own,
      }))
    },
    async revoke({ id: accountId }, id) {
      const at = clock.now()
      await db.write(async (tx) => {
        if ((await endSessionOf(tx, accountId, id, at)) === 0) throw new Refused('not_found')
        const actor: Actor = { kind: 'account', id: accountId }
        await events.append(tx, [{ at, type: 'session.revoked', actor, data: { account: accountId, count: 1 } }])
      })
    },
    revokeOthers: ({ id }, token) => endOthers(id, token, { kind: 'account', id }),
    async signOutEverywhere(accountId, actor) {
      if ((await accountNames(db.read, [accountId])).size === 0) throw new Refused('not_found')
      await endOthers(accountId, '', actor)
    },
    async changePassword(account, { current, next }, token) {
      await checkPassword(account, current)
      const fault = passwordFault(options.passwordRule, next, account.user)
      if (fault) throw new Refused(fault)
      const passwordHash = await hashPassword(next)
      const at = clock.now()
      const actor: Actor = { kind: 'account', id: account.id }
      await db.write(async (tx) => {
        await writePassword(tx, account.id, passwordHash)
        await endSessionsOf(tx, account.id, tokenHash(token), at)
        await events.append(tx, [{ at, type: 'account.password_changed', actor, data: { account: account.id } }])
      })
    },
  }
}
