import { and, asc, desc, eq, getTableColumns, gt, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { accounts, sessions } from '../../db/schema/registry.ts'
import type { Lapse, SessionTimes } from './session.ts'
import type { AccountRow } from './store.ts'

export type SessionRow = typeof sessions.$inferSelect

/** A session with whose it is. */
export interface OwnedSession {
  readonly account: AccountRow
  readonly times: SessionTimes
}

const isOpen = and(isNull(sessions.endedAt), gt(sessions.expiresAt, sql.placeholder('now')))

const byToken = readVerb<{ tokenHash: string }, (AccountRow & SessionTimes)[]>((q) =>
  q
    .select({
      ...getTableColumns(accounts),
      openedAt: sessions.openedAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
      lastUsedAt: sessions.lastUsedAt,
      lapse: sessions.lapse,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash'))),
)
/** When it was last used, as far as that is known. */
const lastUse = sql`coalesce(${sessions.lastUsedAt}, ${sessions.openedAt})`
const idle = readVerb<{ before: number; limit: number }, SessionRow[]>((q) =>
  q
    .select()
    .from(sessions)
    .where(and(isNull(sessions.endedAt), lte(lastUse, sql.placeholder('before'))))
    // In one order everywhere, so that two processes never wait for each other.
    .orderBy(asc(sessions.tokenHash))
    .limit(sql.placeholder('limit')),
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
const lapse = changeVerb<{ tokenHash: string; lapse: string; now: number; before: number }>((q) =>
  q
    .update(sessions)
    .set({ ...ended, lapse: sql`${sql.placeholder('lapse')}` })
    .where(
      and(
        eq(sessions.tokenHash, sql.placeholder('tokenHash')),
        isNull(sessions.endedAt),
        lte(lastUse, sql.placeholder('before')),
      ),
    ),
)
const touch = changeVerb<{ tokenHash: string; now: number }>((q) =>
  q
    .update(sessions)
    .set({ lastUsedAt: sql`${sql.param(sql.placeholder('now'), sessions.lastUsedAt)}` })
    .where(and(eq(sessions.tokenHash, sql.placeholder('tokenHash')), isNull(sessions.endedAt))),
)

/** Open or ended. */
export async function findSession(on: Reader, tokenHash: string): Promise<OwnedSession | undefined> {
  const [row] = await byToken(on, { tokenHash })
  if (!row) return undefined
  const { openedAt, expiresAt, endedAt, lastUsedAt, lapse: why, ...account } = row
  return { account, times: { openedAt, expiresAt, endedAt, lastUsedAt, lapse: why } }
}

/** Sessions that have not ended and that nobody has used after `before`, at most `limit`. */
export async function idleSessions(on: Reader, before: number, limit: number): Promise<SessionRow[]> {
  return idle(on, { before, limit })
}

/** Ends a session by itself; 0 when it has ended, or was used after `before`. */
export async function lapseSession(
  tx: Tx,
  tokenHash: string,
  why: Lapse,
  now: number,
  before: number,
): Promise<number> {
  return lapse(tx, { tokenHash, lapse: why, now, before })
}

/** Open sessions, newest first. */
export async function openSessionsOf(on: Reader, accountId: string, now: number): Promise<SessionRow[]> {
  return ofAccount(on, { accountId, now })
}

/** Whether this account has ever signed in from there. */
export async function hasSignedInFrom(on: Reader, accountId: string, placeHash: string): Promise<boolean> {
  return (await fromPlace(on, { accountId, placeHash })).length > 0
}

export async function openSession(tx: Tx, session: Omit<SessionRow, 'endedAt' | 'lapse'>): Promise<void> {
  await insert(tx, { ...session, endedAt: null, lapse: null })
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
