import { and, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { counters, presences, seats } from '../../db/schema/calls.ts'
import type { Sign } from './presence.ts'

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

const writeSign = changeVerb<Sign & Record<string, unknown>>((q) =>
  q
    .insert(presences)
    .values({
      accountId: sql.placeholder('accountId'),
      heardAt: sql.placeholder('heardAt'),
      audio: sql.placeholder('audio'),
    })
    .onConflictDoUpdate({
      target: presences.accountId,
      set: { heardAt: sql`excluded.heard_at`, audio: sql`excluded.audio` },
      setWhere: sql`${presences.heardAt} < excluded.heard_at`,
    }),
)
const signsSince = readVerb<{ since: number }, Sign[]>((q) =>
  q
    .select()
    .from(presences)
    .where(gt(presences.heardAt, sql.placeholder('since'))),
)
const flip = changeVerb<{ name: string; value: number }>((q) =>
  q
    .insert(counters)
    .values({ name: sql.placeholder('name'), value: sql.placeholder('value') })
    .onConflictDoUpdate({
      target: counters.name,
      set: { value: sql`excluded.value` },
      setWhere: ne(counters.value, sql`excluded.value`),
    }),
)

/** Writes down who was heard, for other processes. */
export async function writeSigns(tx: Tx, signs: readonly Sign[]): Promise<void> {
  // In one order everywhere, so that two processes never wait for each other.
  const ordered = [...signs].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
  for (const sign of ordered) await writeSign(tx, { ...sign })
}

/** Who was heard by any process after this instant. */
export async function signsHeardSince(on: Reader, since: number): Promise<Sign[]> {
  return signsSince(on, { since })
}

/** Writes down whether anybody would hear a bell; false when that stood there already, written by whichever process. */
export async function setAudible(tx: Tx, isAudible: boolean): Promise<boolean> {
  return (await flip(tx, { name: 'desk audible', value: isAudible ? 1 : 0 })) === 1
}

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
