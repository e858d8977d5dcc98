import { createHash, randomBytes } from 'node:crypto'
import type { Account, NewAccount } from '#contract/accounts'
import { type Actor, HOUSE } from '#contract/events'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { hashPassword, passwordMatches } from './password.ts'
import {
  type AccountRow,
  accountOfSession,
  addAccount,
  closeSession,
  findAccount,
  hasAccounts,
  openSession,
} from './store.ts'

/** A session ends by itself after a working day. Milliseconds. */
export const SESSION_MS = 12 * 3_600_000

export interface AccountService {
  add(account: NewAccount, actor: Actor): Promise<Account>
  /** Opens a session; the token is what the cookie carries and is never stored. */
  signIn(user: string, password: string): Promise<{ token: string; account: Account }>
  /** The account of a session that is still open, or null; asked anew for every request. */
  accountOf(token: string): Promise<Account | null>
  signOut(token: string): Promise<void>
  isEmpty(): Promise<boolean>
}

export function accountService(db: Database, clock: Clock, events: EventLog): AccountService {
  let decoy: Promise<string> | null = null

  async function refuse(account: AccountRow | undefined, at: number): Promise<never> {
    const data = account ? { account: account.id } : {}
    await db.write((tx) => events.append(tx, [{ at, type: 'session.refused', actor: HOUSE, data }]))
    throw new Refused('wrong_credentials')
  }

  return {
    async add(account, actor) {
      const { user, name, role, password } = account
      const id = newId()
      const at = clock.now()
      const passwordHash = await hashPassword(password)
      await db.write(async (tx) => {
        const added = await addAccount(tx, { id, user, name, role, passwordHash, createdAt: at })
        if (!added) throw new Refused('name_taken')
        await events.append(tx, [{ at, type: 'account.added', actor, data: { account: id, role } }])
      })
      return { id, user, name, role }
    },
    async signIn(user, password) {
      const account = await findAccount(db.read, user)
      // An unknown user costs the same time, so that nobody can find out which names exist.
      decoy ??= hashPassword(randomBytes(16).toString('hex'))
      const matches = await passwordMatches(account?.passwordHash ?? (await decoy), password)
      const at = clock.now()
      if (!account || !matches) return refuse(account, at)
      const token = randomBytes(32).toString('base64url')
      await db.write(async (tx) => {
        const session = { tokenHash: tokenHash(token), accountId: account.id, openedAt: at, expiresAt: at + SESSION_MS }
        await openSession(tx, session)
        await events.append(tx, [{ at, type: 'session.opened', actor: { kind: 'account', id: account.id } }])
      })
      return { token, account: shown(account) }
    },
    async accountOf(token) {
      const account = await accountOfSession(db.read, tokenHash(token), clock.now())
      return account ? shown(account) : null
    },
    async signOut(token) {
      const at = clock.now()
      const account = await accountOfSession(db.read, tokenHash(token), at)
      if (!account) return
      await db.write(async (tx) => {
        await closeSession(tx, tokenHash(token), at)
        await events.append(tx, [{ at, type: 'session.closed', actor: { kind: 'account', id: account.id } }])
      })
    },
    isEmpty: async () => !(await hasAccounts(db.read)),
  }
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function shown({ id, user, name, role }: AccountRow): Account {
  return { id, user, name, role }
}
