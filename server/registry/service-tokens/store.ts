import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { serviceTokens } from '../../db/schema/service-tokens.ts'

export type ServiceTokenRow = typeof serviceTokens.$inferSelect

const byId = eq(serviceTokens.id, sql.placeholder('id'))
const insert = changeVerb<ServiceTokenRow>((q) =>
  q.insert(serviceTokens).values({
    id: sql.placeholder('id'),
    tokenHash: sql.placeholder('tokenHash'),
    name: sql.placeholder('name'),
    scopes: sql.placeholder('scopes'),
    madeBy: sql.placeholder('madeBy'),
    madeAt: sql.placeholder('madeAt'),
    expiresAt: sql.placeholder('expiresAt'),
  }),
)
const all = readVerb<Record<string, never>, ServiceTokenRow[]>((q) =>
  q.select().from(serviceTokens).orderBy(desc(serviceTokens.id)),
)
const one = readVerb<{ id: string }, ServiceTokenRow[]>((q) => q.select().from(serviceTokens).where(byId))
const byHash = readVerb<{ tokenHash: string }, ServiceTokenRow[]>((q) =>
  q
    .select()
    .from(serviceTokens)
    .where(eq(serviceTokens.tokenHash, sql.placeholder('tokenHash'))),
)
const end = changeVerb<{ id: string; now: number }>((q) =>
  q
    .update(serviceTokens)
    .set({ revokedAt: sql`${sql.param(sql.placeholder('now'), serviceTokens.revokedAt)}` })
    .where(and(byId, isNull(serviceTokens.revokedAt))),
)
const touch = changeVerb<{ id: string; now: number }>((q) =>
  q
    .update(serviceTokens)
    .set({ lastUsedAt: sql`${sql.param(sql.placeholder('now'), serviceTokens.lastUsedAt)}` })
    .where(byId),
)

export async function addServiceToken(tx: Tx, row: Omit<ServiceTokenRow, 'lastUsedAt' | 'revokedAt'>): Promise<void> {
  await insert(tx, { ...row, lastUsedAt: null, revokedAt: null })
}

/** Every one there ever was, newest first. */
export async function allServiceTokens(on: Reader): Promise<ServiceTokenRow[]> {
  return all(on, {})
}

export async function findServiceToken(on: Reader, id: string): Promise<ServiceTokenRow | undefined> {
  return (await one(on, { id }))[0]
}

/** Good or over. */
export async function serviceTokenByHash(on: Reader, tokenHash: string): Promise<ServiceTokenRow | undefined> {
  return (await byHash(on, { tokenHash }))[0]
}

/** False when there is no such token, or it was revoked before. */
export async function revokeServiceToken(tx: Tx, id: string, now: number): Promise<boolean> {
  return (await end(tx, { id, now })) === 1
}

export async function markTokenUsed(tx: Tx, id: string, now: number): Promise<void> {
  await touch(tx, { id, now })
}
