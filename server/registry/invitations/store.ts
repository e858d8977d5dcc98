import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { invitations } from '../../db/schema/invitations.ts'

export type InvitationRow = typeof invitations.$inferSelect

const byId = eq(invitations.id, sql.placeholder('id'))
const isUnused = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))
const insert = changeVerb<InvitationRow>((q) =>
  q.insert(invitations).values({
    id: sql.placeholder('id'),
    tokenHash: sql.placeholder('tokenHash'),
    name: sql.placeholder('name'),
    role: sql.placeholder('role'),
    areaId: sql.placeholder('areaId'),
    deskId: sql.placeholder('deskId'),
    invitedBy: sql.placeholder('invitedBy'),
    invitedAt: sql.placeholder('invitedAt'),
    expiresAt: sql.placeholder('expiresAt'),
  }),
)
const all = readVerb<Record<string, never>, InvitationRow[]>((q) =>
  q.select().from(invitations).orderBy(desc(invitations.id)),
)
const one = readVerb<{ id: string }, InvitationRow[]>((q) => q.select().from(invitations).where(byId))
const good = readVerb<{ tokenHash: string; now: number }, InvitationRow[]>((q) =>
  q
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.tokenHash, sql.placeholder('tokenHash')),
        isUnused,
        gt(invitations.expiresAt, sql.placeholder('now')),
      ),
    ),
)
const revoke = changeVerb<{ id: string; now: number }>((q) =>
  q
    .update(invitations)
    .set({ revokedAt: sql`${sql.param(sql.placeholder('now'), invitations.revokedAt)}` })
    .where(and(byId, isUnused)),
)
const accept = changeVerb<{ id: string; accountId: string; now: number }>((q) =>
  q
    .update(invitations)
    .set({
      acceptedAt: sql`${sql.param(sql.placeholder('now'), invitations.acceptedAt)}`,
      accountId: sql`${sql.placeholder('accountId')}`,
    })
    .where(and(byId, isUnused, gt(invitations.expiresAt, sql.placeholder('now')))),
)

type NewRow = Omit<InvitationRow, 'acceptedAt' | 'accountId' | 'revokedAt'>

export async function addInvitation(tx: Tx, row: NewRow): Promise<void> {
  await insert(tx, { ...row, acceptedAt: null, accountId: null, revokedAt: null })
}

/** Every one there ever was, newest first. */
export async function allInvitations(on: Reader): Promise<InvitationRow[]> {
  return all(on, {})
}

export async function findInvitation(on: Reader, id: string): Promise<InvitationRow | undefined> {
  return (await one(on, { id }))[0]
}

/** One that nobody has used or taken back, and that is not over. */
export async function goodInvitation(on: Reader, tokenHash: string, now: number): Promise<InvitationRow | undefined> {
  return (await good(on, { tokenHash, now }))[0]
}

/** False when it is used, or taken back, or was never there. */
export async function revokeInvitation(tx: Tx, id: string, now: number): Promise<boolean> {
  return (await revoke(tx, { id, now })) === 1
}

/** Uses it up; false when somebody did before, or it is over. The condition keeps two apart who send it at once. */
export async function spendInvitation(tx: Tx, id: string, accountId: string, now: number): Promise<boolean> {
  return (await accept(tx, { id, accountId, now })) === 1
}
