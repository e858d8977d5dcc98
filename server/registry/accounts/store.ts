import { asc, eq, getTableColumns, inArray, or, sql } from 'drizzle-orm'
import type { Account, ListedAccount } from '#contract/accounts'
import { toIso, toIsoOrNull } from '../../clock.ts'
import { keysVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { secondFactors } from '../../db/schema/access.ts'
import { accounts, sessions } from '../../db/schema/registry.ts'

export type AccountRow = typeof accounts.$inferSelect
/** An account as it is added: nobody is locked out from the start. */
type NewAccountRow = Omit<AccountRow, 'lockedAt' | 'lockedBy' | 'lockedFor'>
/** Since when nobody signs in with an account, in milliseconds, who said so, and why; all null: somebody may. */
export type LockRow = Pick<AccountRow, 'lockedAt' | 'lockedBy' | 'lockedFor'>

/** An account as it may be shown. */
export function shownAccount({ id, user, name, role, areaId, deskId }: AccountRow): Account {
  return { id, user, name, role, areaId, deskId }
}

/** With what an administrator looks after. */
interface ListedRow extends AccountRow {
  readonly factorSetAt: number | null
  readonly lastSeenAt: number | null
}

/** An account as an administrator sees it in the list of all. */
export function listedAccount(row: ListedRow): ListedAccount {
  return {
    ...shownAccount(row),
    hasSecondFactor: row.factorSetAt !== null,
    lastSeenAt: toIsoOrNull(row.lastSeenAt),
    lock: lockOf(row),
  }
}

function lockOf({ lockedAt, lockedBy, lockedFor }: LockRow): ListedAccount['lock'] {
  if (lockedAt === null) return null
  return { at: toIso(lockedAt), by: lockedBy ?? '', reason: lockedFor ?? 'other' }
}

const byUser = readVerb<{ user: string }, AccountRow[]>((q) =>
  q
    .select()
    .from(accounts)
    .where(eq(accounts.user, sql.placeholder('user'))),
)
const heldByUser = readVerb<{ user: string }, AccountRow[]>((q) =>
  locked(
    q
      .select()
      .from(accounts)
      .where(eq(accounts.user, sql.placeholder('user'))),
  ),
)
const byIds = keysVerb<{ id: string; name: string }>((q, keys) =>
  q.select({ id: accounts.id, name: accounts.name }).from(accounts).where(inArray(accounts.id, keys)),
)
const wholeByIds = keysVerb<AccountRow>((q, keys) => q.select().from(accounts).where(inArray(accounts.id, keys)))
const anyAccount = readVerb((q) => q.select({ id: accounts.id }).from(accounts).limit(1))
const insert = changeVerb<NewAccountRow>((q) =>
  q
    .insert(accounts)
    .values({
      id: sql.placeholder('id'),
      user: sql.placeholder('user'),
      name: sql.placeholder('name'),
      role: sql.placeholder('role'),
      passwordHash: sql.placeholder('passwordHash'),
      createdAt: sql.placeholder('createdAt'),
      areaId: sql.placeholder('areaId'),
      deskId: sql.placeholder('deskId'),
    })
    .onConflictDoNothing(),
)
const lastSeen = sql<number | null>`(select max(coalesce(${sessions.lastUsedAt}, ${sessions.openedAt}))
  from ${sessions} where ${sessions.accountId} = ${accounts.id})`.mapWith(sessions.openedAt)
const all = readVerb<Record<string, never>, ListedRow[]>((q) =>
  q
    .select({
      ...getTableColumns(accounts),
      factorSetAt: secondFactors.confirmedAt,
      lastSeenAt: lastSeen.as('last_seen'),
    })
    .from(accounts)
    .leftJoin(secondFactors, eq(secondFactors.accountId, accounts.id))
    .orderBy(asc(accounts.user)),
)
const assign = changeVerb<{ id: string; role: string; areaId: string | null; deskId: string | null }>((q) =>
  q
    .update(accounts)
    .set({
      role: sql`${sql.placeholder('role')}`,
      areaId: sql`${sql.placeholder('areaId')}`,
      deskId: sql`${sql.placeholder('deskId')}`,
    })
    .where(eq(accounts.id, sql.placeholder('id'))),
)
/** In one order for everybody, so that two administrators who lock each other do not wait for each other. */
const heldForLock = readVerb<{ id: string }, AccountRow[]>((q) =>
  locked(
    q
      .select()
      .from(accounts)
      .where(or(eq(accounts.id, sql.placeholder('id')), eq(accounts.role, 'admin')))
      .orderBy(asc(accounts.id)),
  ),
)
const setLock = changeVerb<{ id: string } & LockRow>((q) =>
  q
    .update(accounts)
    .set({
      lockedAt: sql`${sql.param(sql.placeholder('lockedAt'), accounts.lockedAt)}`,
      lockedBy: sql`${sql.placeholder('lockedBy')}`,
      lockedFor: sql`${sql.placeholder('lockedFor')}`,
    })
    .where(eq(accounts.id, sql.placeholder('id'))),
)
const setPassword = changeVerb<{ id: string; passwordHash: string }>((q) =>
  q
    .update(accounts)
    .set({ passwordHash: sql`${sql.placeholder('passwordHash')}` })
    .where(eq(accounts.id, sql.placeholder('id'))),
)

export async function findAccount(on: Reader, user: string): Promise<AccountRow | undefined> {
  return (await byUser(on, { user }))[0]
}

/** The same, kept so until the end of the transaction. */
export async function holdAccount(tx: Tx, user: string): Promise<AccountRow | undefined> {
  return (await heldByUser(tx, { user }))[0]
}

/** Names by account id, for time lines and queue rows. */
export async function accountNames(on: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await byIds(on, ids)).map(({ id, name }) => [id, name]))
}

export async function hasAccounts(on: Reader): Promise<boolean> {
  return (await anyAccount(on, {})).length > 0
}

/** False when the user name is taken. */
export async function addAccount(tx: Tx, account: NewAccountRow): Promise<boolean> {
  return (await insert(tx, account)) === 1
}

/** Every account, by user name. */
export async function allAccounts(on: Reader): Promise<ListedRow[]> {
  return all(on, {})
}

export async function writePassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await setPassword(tx, { id, passwordHash })
}

/** This account and every administrator, kept as they stand until the end of the transaction. */
export async function holdForLock(tx: Tx, id: string): Promise<AccountRow[]> {
  return heldForLock(tx, { id })
}

export async function writeLock(tx: Tx, id: string, lock: LockRow): Promise<void> {
  await setLock(tx, { id, ...lock })
}

export async function accountsByIds(on: Reader, ids: readonly string[]): Promise<AccountRow[]> {
  return wholeByIds(on, ids)
}

/** False when there is no such account. */
export async function writeAssignment(
  tx: Tx,
  id: string,
  to: { readonly role: string; readonly areaId: string | null; readonly deskId: string | null },
): Promise<boolean> {
  return (await assign(tx, { id, ...to })) === 1
}
