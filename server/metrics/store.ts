import { asc, count, isNull, lte, sql } from 'drizzle-orm'
import { type Reader, readVerb } from '../db/database.ts'
import { calls, seats } from '../db/schema/calls.ts'
import { timers } from '../db/schema/events.ts'
import { inbox } from '../db/schema/signals.ts'

type Count = { readonly n: number }

const open = readVerb<Record<string, never>, { priority: number; state: string; n: number }[]>((q) =>
  q
    .select({ priority: calls.priority, state: calls.state, n: count() })
    .from(calls)
    .where(isNull(calls.closedAt))
    .groupBy(calls.priority, calls.state)
    .orderBy(asc(calls.priority), asc(calls.state)),
)
const pending = readVerb<Record<string, never>, Count[]>((q) => q.select({ n: count() }).from(inbox))
const overdue = readVerb<{ now: number }, Count[]>((q) =>
  q
    .select({ n: count() })
    .from(timers)
    .where(lte(timers.dueAt, sql.placeholder('now'))),
)
const onDuty = readVerb<Record<string, never>, Count[]>((q) =>
  q.select({ n: count() }).from(seats).where(isNull(seats.endedAt)),
)

/** How many calls are open, by how urgent they are and what they wait for. */
export async function countOpenCalls(on: Reader): Promise<{ priority: number; state: string; n: number }[]> {
  return open(on, {})
}

/** Signals that are stored and not decided yet. */
export async function countPending(on: Reader): Promise<number> {
  return (await pending(on, {}))[0]?.n ?? 0
}

/** Timers that should have run by `now`, an instant. */
export async function countOverdue(on: Reader, now: number): Promise<number> {
  return (await overdue(on, { now }))[0]?.n ?? 0
}

export async function countOnDuty(on: Reader): Promise<number> {
  return (await onDuty(on, {}))[0]?.n ?? 0
}
