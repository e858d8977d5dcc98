import { and, eq, isNull, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { seats } from '../../db/schema/calls.ts'

export type Seat = typeof seats.$inferSelect

const open = readVerb<Record<string, never>, Seat[]>((q) => q.select().from(seats).where(isNull(seats.endedAt)))
const insert = changeVerb<Seat>((q) =>
  q.insert(seats).values({
    id: sql.placeholder('id'),
    accountId: sql.placeholder('accountId'),
    startedAt: sql.placeholder('startedAt'),
  }),
)
const end = changeVerb<{ accountId: string; at: number; ending: string }>((q) =>
  q
    .update(seats)
    .set({ endedAt: sql`${sql.placeholder('at')}`, ending: sql`${sql.placeholder('ending')}` })
    .where(and(eq(seats.accountId, sql.placeholder('accountId')), isNull(seats.endedAt))),
)

export async function openSeats(on: Reader): Promise<Seat[]> {
  return open(on, {})
}

export async function startSeat(tx: Tx, seat: Pick<Seat, 'id' | 'accountId' | 'startedAt'>): Promise<void> {
  await insert(tx, { ...seat, endedAt: null, ending: null })
}

/** False when the account held no seat. */
export async function endSeat(tx: Tx, accountId: string, at: number, ending: string): Promise<boolean> {
  return (await end(tx, { accountId, at, ending })) > 0
}
