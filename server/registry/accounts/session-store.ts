import { and, desc, eq, gt, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { accounts, sessions } from '../../db/schema/registry.ts'
import type { AccountRow } from './store.ts'

export type SessionRow = typeof sessions.$inferSelect

/** An open session with whose it is. */
export interface OpenSession {
  readonly account: AccountRow
  readonly lastUsedAt: number | null
}

const isOpen = and(isNull(sessions.endedAt), gt(sessions.expiresAt, sql.placeholder('now')))

const byToken = readVerb<{ tokenHash: string; now: number }, (AccountRow & { lastUsedAt: number | null })[]>((q) =>
  q
    .select({
      id: accounts.id,
      user: accounts.user,
      name: accounts.name,
      role: accounts.role,
      passwordHash: accounts.passwordHash,
      createdAt: accounts.createdAt,
      areaId: accounts.areaId,
      deskId: accounts.deskId,
      lastUsedAt: sessions.lastUsedAt,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(eq(sessions.tokenHash, sql.placeholder('tokenHash')), isOpen)),
)
const ofAccount = readVerb<{ accountId: string; now: number }, SessionRow[]>((q) =>
  q
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, sql.placeholder('accountId')), isOpen))
    .orderBy(desc(sessions.openedAt), desc(sessions.tokenHash)),
)
const fromPlace = readVerb<{ accountId: string; placeHash: string }, { id: string | null }[]>((q) =>
  q
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(eq(sessions.accountId, sql.placeholder('accountId')), eq(sessions.placeHash, sql.placeholder('placeHash'))),
    )
    .limit(1),
)
const insert = changeVerb<SessionRow>((q) =>
  q.insert(sessions).values({
    tokenHash: sql.placeholder('tokenHash'),
    accountId: sql.placeholder('accountId'),
    openedAt: sql.placeholder('openedAt'),
    expiresAt: sql.placeholder('expiresAt'),
    id: sql.placeholder('id'),
    lastUsedAt: sql.placeholder('lastUsedAt'),
    agent: sql.placeholder('agent'),
    placeHash: sql.placeholder('placeHash'),
  }),
)
const ended = { endedAt: sql`${sql.param(sql.placeholder('now'), sessions.endedAt)}` }
const endByToken = changeVerb<{ tokenHash: string; now: number }>((q) =>
  q
    .update(sessions)
    .set(ended)
    .where(and(eq(sessions.tokenHash, sql.placeholder('tokenHash')), isNull(sessions.endedAt))),
)
const endById = changeVerb<{ id: string; accountId: string; now: number }>((q) =>
  q
    .update(sessions)
    .set(ended)
    .where(
      and(
        isNotNull(sessions.id),
        eq(sessions.id, sql.placeholder('id')),
        eq(sessions.accountId, sql.placeholder('accountId')),
        isNull(sessions.endedAt),
      ),
    ),
)
const endAll = changeVerb<{ accountId: string; but: string; now: number }>((q) =>
  q
    .update(sessions)
    .set(ended)
    .where(
      and(
        eq(sessions.accountId, sql.placeholder('accountId')),
        ne(sessions.tokenHash, sql.placeholder('but')),
        isNull(sessions.endedAt),
      ),
    ),
)
const touch = changeVerb<{ tokenHash: string; now: number }>((q) =>
  q
    .update(sessions)
    .set({ lastUsedAt: sql`${sql.param(sql.placeholder('now'), sessions.lastUsedAt)}` })
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash'))),
)

export async function findOpenSession(on: Reader, tokenHash: string, now: number): Promise<OpenSession | undefined> {
  const [row] = await byToken(on, { tokenHash, now })
  if (!row) return undefined
  const { lastUsedAt, ...account } = row
  return { account, lastUsedAt }
}

/** Open sessions, newest first. */
export async function openSessionsOf(on: Reader, accountId: string, now: number): Promise<SessionRow[]> {
  return ofAccount(on, { accountId, now })
}

/** Whether this account has ever signed in from there. */
export async function hasSignedInFrom(on: Reader, accountId: string, placeHash: string): Promise<boolean> {
  return (await fromPlace(on, { accountId, placeHash })).length > 0
}

export async function openSession(tx: Tx, session: Omit<SessionRow, 'endedAt'>): Promise<void> {
  await insert(tx, { ...session, endedAt: null })
}

/** How many were ended: 1, or 0 when it had ended before. */
export async function endSession(tx: Tx, tokenHash: string, now: number): Promise<number> {
  return endByToken(tx, { tokenHash, now })
}

/** One of this account's own; 0 when there is no such open session. */
export async function endSessionOf(tx: Tx, accountId: string, id: string, now: number): Promise<number> {
  return endById(tx, { accountId, id, now })
}

/** All of this account, but the one with this token hash. */
export async function endSessionsOf(tx: Tx, accountId: string, but: string, now: number): Promise<number> {
  return endAll(tx, { accountId, but, now })
}

export async function markUsed(tx: Tx, tokenHash: string, now: number): Promise<void> {
  await touch(tx, { tokenHash, now })
}
