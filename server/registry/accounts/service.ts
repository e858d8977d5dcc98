import { randomBytes } from 'node:crypto'
import type { Account, ListedAccount, NewAccount, SignIn } from '#contract/accounts'
import { type Actor, HOUSE } from '#contract/events'
import type { Tx } from '../../db/database.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { assertBinding, assertThere } from './assignment-service.ts'
import { FROM_EVERYWHERE, FROM_ONE_PLACE, oneMore, waitOf } from './backoff.ts'
import { newToken, subjectHash, tokenHash } from './credential.ts'
import type { FactorService } from './factor-service.ts'
import type { AccessOptions } from './guess-service.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { passwordFault } from './password-rule.ts'
import { SESSION_MS } from './session.ts'
import { endSession, findSession, hasSignedInFrom, openSession } from './session-store.ts'
import {
  type AccountRow,
  addAccount,
  allAccounts,
  findAccount,
  hasAccounts,
  holdAccount,
  listedAccount,
  shownAccount,
} from './store.ts'
import { forgetTries, holdTries, writeTries } from './tries-store.ts'

/** Where somebody signs in from. */
export interface Place {
  readonly address: string
  /** Browser and system, in two words. */
  readonly agent: string
}

export interface AccountService {
  /** Refuses with `name_taken`, `password_too_common` or `password_not_mixed`. */
  add(account: NewAccount, actor: Actor): Promise<Account>
  list(): Promise<ListedAccount[]>
  /**
   * Opens a session; the token is what the cookie carries and is never stored. Refuses with `wrong_credentials`,
   * `account_locked`, `second_factor_due`, `wrong_code`, or `too_many_attempts` and the seconds to wait; sessions that
   * are open stay so.
   */
  signIn(given: SignIn, from: Place): Promise<{ token: string; account: Account }>
  signOut(token: string): Promise<void>
  isEmpty(): Promise<boolean>
}

export function accountService(options: AccessOptions, factors: FactorService): AccountService {
  const { db, clock, events, pepper } = options
  let decoy: Promise<string> | null = null

  async function refuse(
    account: AccountRow | undefined,
    code: 'wrong_credentials' | 'wrong_code' | 'account_locked',
  ): Promise<never> {
    const data = account ? { account: account.id } : {}
    await db.write((tx) => events.append(tx, [{ at: clock.now(), type: 'session.refused', actor: HOUSE, data }]))
    throw new Refused(code)
  }

  /**
   * Counts the try before the password is looked at, so that a thousand at once are a thousand; of the account and the
   * place, and of the account wherever the guesses come from.
   */
  async function countTry(tx: Tx, subjects: readonly [string, string], isKnownPlace: boolean): Promise<number> {
    const at = clock.now()
    const [here, anywhere] = subjects
    const tries = await holdTries(tx, subjects)
    const [waitHere, waitAnywhere] = [
      waitOf(FROM_ONE_PLACE, tries.get(here), at),
      isKnownPlace ? 0 : waitOf(FROM_EVERYWHERE, tries.get(anywhere), at),
    ]
    const wait = Math.max(waitHere, waitAnywhere)
    if (wait > 0) return wait
    await writeTries(tx, here, oneMore(FROM_ONE_PLACE, tries.get(here), at))
    // Who comes from a known place does not lengthen the wait of those who do not.
    if (!isKnownPlace) await writeTries(tx, anywhere, oneMore(FROM_EVERYWHERE, tries.get(anywhere), at))
    return 0
  }

  async function takeTry(user: string, account: AccountRow | undefined, address: string): Promise<void> {
    const isKnownPlace =
      account !== undefined && (await hasSignedInFrom(db.read, account.id, placeOf(account, address)))
    const subjects = [subjectHash(pepper, 'try', user, address), subjectHash(pepper, 'try', user)] as const
    const wait = await db.write((tx) => countTry(tx, subjects, isKnownPlace))
    if (wait > 0) throw new Refused('too_many_attempts', { waitSeconds: Math.ceil(wait / 1000) })
  }

  async function checkCode(account: AccountRow, code: string | undefined): Promise<void> {
    if (!(await factors.isDue(account.id))) return
    if (code === undefined) throw new Refused('second_factor_due')
    if (!(await factors.take(account.id, code))) await refuse(account, 'wrong_code')
  }

  const placeOf = ({ id }: AccountRow, address: string): string => subjectHash(pepper, 'place', id, address)

  async function begin(account: AccountRow, address: string, agent: string): Promise<string> {
    const token = newToken()
    const at = clock.now()
    const times = { openedAt: at, expiresAt: at + SESSION_MS, lastUsedAt: at }
    await db.write(async (tx) => {
      // The password may have been changed while this one was looked at, and the sessions ended that it had opened.
      const held = await holdAccount(tx, account.user)
      if (held?.passwordHash !== account.passwordHash) throw new Refused('wrong_credentials')
      if (held.lockedAt !== null) throw new Refused('account_locked')
      await forgetTries(tx, subjectHash(pepper, 'try', account.user, address))
      const own = { tokenHash: tokenHash(token), id: newId(), accountId: account.id }
      await openSession(tx, { ...own, ...times, agent, placeHash: placeOf(account, address) })
      await events.append(tx, [{ at, type: 'session.opened', actor: { kind: 'account', id: account.id } }])
    })
    return token
  }

  return {
    async add(account, actor) {
      const { user, name, role, password, areaId = null, deskId = null } = account
      assertBinding({ role, areaId, deskId })
      const fault = passwordFault(options.passwordRule, password, user)
      if (fault) throw new Refused(fault)
      const id = newId()
      const at = clock.now()
      const passwordHash = await hashPassword(password)
      await db.write(async (tx) => {
        await assertThere(tx, { areaId, deskId })
        const added = await addAccount(tx, { id, user, name, role, passwordHash, createdAt: at, areaId, deskId })
        if (!added) throw new Refused('name_taken')
        await events.append(tx, [{ at, type: 'account.added', actor, data: { account: id, role } }])
      })
      return { id, user, name, role, areaId, deskId }
    },
    list: async () => (await allAccounts(db.read)).map(listedAccount),
    async signIn({ user, password, code }, { address, agent }) {
      const account = await findAccount(db.read, user)
      await takeTry(user, account, address)
      // An unknown user costs the same time, so that nobody can find out which names exist.
      decoy ??= hashPassword(randomBytes(16).toString('hex'))
      const matches = await passwordMatches(account?.passwordHash ?? (await decoy), password)
      if (!account || !matches) return refuse(account, 'wrong_credentials')
      // Only to whoever knows the password: others learn nothing about the account.
      if (account.lockedAt !== null) return refuse(account, 'account_locked')
      await checkCode(account, code)
      return { token: await begin(account, address, agent), account: shownAccount(account) }
    },
    async signOut(token) {
      const at = clock.now()
      const found = await findSession(db.read, tokenHash(token))
      if (!found) return
      const actor: Actor = { kind: 'account', id: found.account.id }
      await db.write(async (tx) => {
        if ((await endSession(tx, tokenHash(token), at)) === 0) return
        await events.append(tx, [{ at, type: 'session.closed', actor }])
      })
    },
    isEmpty: async () => !(await hasAccounts(db.read)),
  }
}
