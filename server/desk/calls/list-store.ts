import { and, asc, desc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { calls, notes, rings } from '../../db/schema/calls.ts'
import type { CallRecord } from './call.ts'

const allOpen = readVerb((q) =>
  q
    .select()
    .from(calls)
    .where(isNull(calls.closedAt))
    .orderBy(asc(calls.priority), asc(calls.receivedAt), asc(calls.id)),
)
const closedPage = readVerb<{ before: string; limit: number }, CallRecord[]>((q) =>
  q
    .select()
    .from(calls)
    .where(and(isNotNull(calls.closedAt), lt(calls.id, sql.placeholder('before'))))
    .orderBy(desc(calls.id))
    .limit(sql.placeholder('limit')),
)
const insertNote = changeVerb<typeof notes.$inferSelect>((q) =>
  q
    .insert(notes)
    .values({
      id: sql.placeholder('id'),
      callId: sql.placeholder('callId'),
      authorId: sql.placeholder('authorId'),
      writtenAt: sql.placeholder('writtenAt'),
      text: sql.placeholder('text'),
    })
    .onConflictDoNothing(),
)
const notesOf = readVerb<{ callId: string }, (typeof notes.$inferSelect)[]>((q) =>
  q
    .select()
    .from(notes)
    .where(eq(notes.callId, sql.placeholder('callId')))
    .orderBy(asc(notes.writtenAt), asc(notes.id)),
)
const ringsSince = readVerb<{ since: number }, { rangAt: number; claimedAt: number | null }[]>((q) =>
  q
    .select({ rangAt: rings.rangAt, claimedAt: rings.claimedAt })
    .from(rings)
    .where(gt(rings.rangAt, sql.placeholder('since'))),
)

/** By priority, then age: the order of the queue. */
export async function openCalls(on: Reader): Promise<CallRecord[]> {
  return allOpen(on, {})
}

/** Newest first; `before` is the id of the last one seen. */
export async function closedCalls(on: Reader, before: string | undefined, limit: number): Promise<CallRecord[]> {
  return closedPage(on, { before: before ?? '~', limit })
}

/** False when a note of this id stands already: sent twice, written once. */
export async function writeNote(tx: Tx, note: typeof notes.$inferSelect): Promise<boolean> {
  return (await insertNote(tx, note)) === 1
}

export async function notesOfCall(on: Reader, callId: string): Promise<(typeof notes.$inferSelect)[]> {
  return notesOf(on, { callId })
}

export async function ringsStartedSince(
  on: Reader,
  since: number,
): Promise<{ rangAt: number; claimedAt: number | null }[]> {
  return ringsSince(on, { since })
}
