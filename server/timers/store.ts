import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../db/database.ts'
import { timers } from '../db/schema/events.ts'

export interface Timer {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly dueAt: number
}

const due = readVerb<{ now: number; limit: number }, Timer[]>((q) =>
  q
    .select()
    .from(timers)
    .where(lte(timers.dueAt, sql.placeholder('now')))
    .orderBy(asc(timers.dueAt), asc(timers.id))
    .limit(sql.placeholder('limit')),
)
const given = {
  id: sql.placeholder('id'),
  kind: sql.placeholder('kind'),
  subject: sql.placeholder('subject'),
  dueAt: sql.placeholder('dueAt'),
}
const upsert = changeVerb<Record<string, unknown> & Timer>((q) =>
  q
    .insert(timers)
    .values(given)
    .onConflictDoUpdate({ target: timers.id, set: { dueAt: sql`excluded.due_at` } }),
)
const insertOnce = changeVerb<Record<string, unknown> & Timer>((q) =>
  q.insert(timers).values(given).onConflictDoNothing(),
)
const drop = changeVerb<{ id: string }>((q) => q.delete(timers).where(eq(timers.id, sql.placeholder('id'))))
const consume = changeVerb<{ id: string; dueAt: number }>((q) =>
  q.delete(timers).where(and(eq(timers.id, sql.placeholder('id')), eq(timers.dueAt, sql.placeholder('dueAt')))),
)

const idOf = (kind: string, subject: string): string => `${kind} ${subject}`

/** Timers that are due, oldest first. */
export async function dueTimers(on: Reader, now: number, limit: number): Promise<Timer[]> {
  return due(on, { now, limit })
}

/** Sets the one timer of this kind for this subject, replacing the one that stood there. */
export async function setTimer(tx: Tx, timer: Omit<Timer, 'id'>): Promise<void> {
  await upsert(tx, { ...timer, id: idOf(timer.kind, timer.subject) })
}

/** The same, but one that stands there stays as it is. */
export async function setTimerOnce(tx: Tx, timer: Omit<Timer, 'id'>): Promise<void> {
  await insertOnce(tx, { ...timer, id: idOf(timer.kind, timer.subject) })
}

export async function clearTimer(tx: Tx, kind: string, subject: string): Promise<void> {
  await drop(tx, { id: idOf(kind, subject) })
}

/** Takes the timer in this transaction; false when it was moved or taken meanwhile. */
export async function consumeTimer(tx: Tx, { id, dueAt }: Timer): Promise<boolean> {
  return (await consume(tx, { id, dueAt })) === 1
}
