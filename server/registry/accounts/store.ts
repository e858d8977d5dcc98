import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { keysVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { accounts, sessions } from '../../db/schema/registry.ts'

export type AccountRow = typeof accounts.$inferSelect

const byUser = readVerb<{ user: string }, AccountRow[]>((q) =>
  q
    .select()
    .from(accounts)
    .where(eq(accounts.user, sql.placeholder('user'))),
)
const byIds = keysVerb<{ id: string; name: string }>((q, keys) =>
  q.select({ id: accounts.id, name: accounts.name }).from(accounts).where(inArray(accounts.id, keys)),
)
const bySession = readVerb<{ tokenHash: string; now: number }, AccountRow[]>((q) =>
  q
    .select({
      id: accounts.id,
      user: accounts.user,
      name: accounts.name,
      role: accounts.role,
      passwordHash: accounts.passwordHash,
      createdAt: accounts.createdAt,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        eq(sessions.tokenHash, sql.placeholder('tokenHash')),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql.placeholder('now')),
      ),
    ),
)
const anyAccount = readVerb((q) => q.select({ id: accounts.id }).from(accounts).limit(1))
const insert = changeVerb<AccountRow>((q) =>
  q
    .insert(accounts)
    .values({
      id: sql.placeholder('id'),
      user: sql.placeholder('user'),
      name: sql.placeholder('name'),
      role: sql.placeholder('role'),
      passwordHash: sql.placeholder('passwordHash'),
      createdAt: sql.placeholder('createdAt'),
    })
    .onConflictDoNothing(),
)
const insertSession = changeVerb<typeof sessions.$inferSelect>((q) =>
  q.insert(sessions).values({
    tokenHash: sql.placeholder('tokenHash'),
    accountId: sql.placeholder('accountId'),
    openedAt: sql.placeholder('openedAt'),
    expiresAt: sql.placeholder('expiresAt'),
  }),
)
const endSession = changeVerb<{ tokenHash: string; at: number }>((q) =>
  q
    .update(sessions)
    .set({ endedAt: sql`${sql.placeholder('at')}` })
    .where(and(eq(sessions.tokenHash, sql.placeholder('tokenHash')), isNull(sessions.endedAt))),
)

export async function findAccount(on: Reader, user: string): Promise<AccountRow | undefined> {
  return (await byUser(on, { user }))[0]
}

/** Names by account id, for time lines and queue rows. */
export async function accountNames(on: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await byIds(on, ids)).map(({ id, name }) => [id, name]))
}

export async function accountOfSession(on: Reader, tokenHash: string, now: number): Promise<AccountRow | undefined> {
  return (await bySession(on, { tokenHash, now }))[0]
}

export async function hasAccounts(on: Reader): Promise<boolean> {
  return (await anyAccount(on, {})).length > 0
}

/** False when the user name is taken. */
export async function addAccount(tx: Tx, account: AccountRow): Promise<boolean> {
  return (await insert(tx, account)) === 1
}

export async function openSession(tx: Tx, session: Omit<typeof sessions.$inferSelect, 'endedAt'>): Promise<void> {
  await insertSession(tx, { ...session, endedAt: null })
}

export async function closeSession(tx: Tx, tokenHash: string, at: number): Promise<void> {
  await endSession(tx, { tokenHash, at })
}
