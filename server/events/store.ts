import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../db/database.ts'
import { locked } from '../db/dialect.ts'
import { consumers, events, unsealedEvents } from '../db/schema/events.ts'

/** A numbered and chained row of the log. */
export type EventRow = typeof events.$inferSelect
/** What happened, before it has a number. */
export type UnsealedRow = Omit<typeof unsealedEvents.$inferSelect, 'n'>

const WHAT = ['at', 'type', 'actorKind', 'actorId', 'callId', 'homeId', 'deviceId', 'data'] as const

const insertEvents = rowsVerb<EventRow>(['seq', ...WHAT, 'keyId', 'hash'], (q, rows) => q.insert(events).values(rows))
const insertUnsealed = rowsVerb<UnsealedRow>(WHAT, (q, rows) => q.insert(unsealedEvents).values(rows))
const oldestUnsealed = readVerb<{ limit: number }, (typeof unsealedEvents.$inferSelect)[]>((q) =>
  q.select().from(unsealedEvents).orderBy(asc(unsealedEvents.n)).limit(sql.placeholder('limit')),
)
const dropUnsealed = keysVerb<{ n: number }, Tx>((q, keys) =>
  q.delete(unsealedEvents).where(inArray(unsealedEvents.n, keys)).returning({ n: unsealedEvents.n }),
)
const newestRow = readVerb((q) =>
  q.select({ seq: events.seq, at: events.at, hash: events.hash }).from(events).orderBy(desc(events.seq)).limit(1),
)
const rowsAfter = readVerb<{ after: number; limit: number }, EventRow[]>((q) =>
  q
    .select()
    .from(events)
    .where(gt(events.seq, sql.placeholder('after')))
    .orderBy(asc(events.seq))
    .limit(sql.placeholder('limit')),
)
const rowsBetween = readVerb<{ after: number; upTo: number }, EventRow[]>((q) =>
  q
    .select()
    .from(events)
    .where(and(gt(events.seq, sql.placeholder('after')), lte(events.seq, sql.placeholder('upTo'))))
    .orderBy(asc(events.seq)),
)
const rowsOfCall = readVerb<{ callId: string }, EventRow[]>((q) =>
  q
    .select()
    .from(events)
    // In these words, or the index does not serve.
    .where(and(eq(events.callId, sql.placeholder('callId')), sql`${events.type} <> 'call.pressed'`))
    .orderBy(asc(events.seq)),
)
const seqOf = readVerb<{ name: string }, { seq: number }[]>((q) =>
  q
    .select({ seq: consumers.seq })
    .from(consumers)
    .where(eq(consumers.name, sql.placeholder('name'))),
)
const lockedSeqOf = readVerb<{ name: string }, { seq: number }[]>((q) =>
  locked(
    q
      .select({ seq: consumers.seq })
      .from(consumers)
      .where(eq(consumers.name, sql.placeholder('name'))),
  ),
)
const startConsumer = changeVerb<{ name: string; seq: number }>((q) =>
  q
    .insert(consumers)
    .values({ name: sql.placeholder('name'), seq: sql.placeholder('seq') })
    .onConflictDoNothing(),
)
const moveConsumer = changeVerb<{ name: string; seq: number }>((q) =>
  q
    .update(consumers)
    .set({ seq: sql`${sql.placeholder('seq')}` })
    .where(eq(consumers.name, sql.placeholder('name'))),
)

export async function writeEvents(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  await insertEvents(tx, rows)
}

export async function writeUnsealed(tx: Tx, rows: readonly UnsealedRow[]): Promise<void> {
  await insertUnsealed(tx, rows)
}

/** Takes out the oldest events that have no number yet, in the order they were written. */
export async function takeUnsealed(tx: Tx, limit: number): Promise<UnsealedRow[]> {
  const rows = await oldestUnsealed(tx, { limit })
  await dropUnsealed(
    tx,
    rows.map(({ n }) => n),
  )
  return rows
}

/** Number, time and hash of the newest event; undefined when there is none. */
export async function newestEvent(on: Reader): Promise<Pick<EventRow, 'seq' | 'at' | 'hash'> | undefined> {
  return (await newestRow(on, {}))[0]
}

export async function eventsAfter(on: Reader, after: number, limit: number): Promise<EventRow[]> {
  return rowsAfter(on, { after, limit })
}

export async function eventsBetween(on: Reader, after: number, upTo: number): Promise<EventRow[]> {
  return rowsBetween(on, { after, upTo })
}

export async function eventsOfCall(on: Reader, callId: string): Promise<EventRow[]> {
  return rowsOfCall(on, { callId })
}

/** Lets a consumer that never began begin after this number. */
export async function beginConsumer(tx: Tx, name: string, after: number): Promise<void> {
  await startConsumer(tx, { name, seq: after })
}

/** How far this consumer has come; 0 when it never began. */
export async function consumerSeq(on: Reader, name: string): Promise<number> {
  return (await seqOf(on, { name }))[0]?.seq ?? 0
}

/**
 * How far this consumer has come, and until the end of the transaction nobody else is it: the same consumer in another
 * process waits here (ADR 16).
 */
export async function holdConsumer(tx: Tx, name: string): Promise<number> {
  const [row] = await lockedSeqOf(tx, { name })
  if (row) return row.seq
  await startConsumer(tx, { name, seq: 0 })
  return (await lockedSeqOf(tx, { name }))[0]?.seq ?? 0
}

/** Moves the number of a consumer that this transaction holds. */
export async function advanceConsumer(tx: Tx, name: string, seq: number): Promise<void> {
  await moveConsumer(tx, { name, seq })
}
