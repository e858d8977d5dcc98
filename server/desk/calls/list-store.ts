import { and, asc, desc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { calls, notes, rings } from '../../db/schema/calls.ts'
import { NO_HOME, type Vault } from '../../registry/privacy/vault-service.ts'
import type { CallRecord } from './call.ts'

/** A note in the clear, as it is written and read; in the table its text is encrypted. */
export interface Note {
  readonly id: string
  readonly authorId: string
  readonly writtenAt: number
  readonly text: string
}
type NoteRow = Omit<typeof notes.$inferSelect, 'text'>
type CallOfNote = Pick<CallRecord, 'id' | 'homeId'>

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
const insertNote = changeVerb<NoteRow>((q) =>
  q
    .insert(notes)
    .values({
      id: sql.placeholder('id'),
      callId: sql.placeholder('callId'),
      authorId: sql.placeholder('authorId'),
      writtenAt: sql.placeholder('writtenAt'),
      text: '',
      encryptedText: sql.placeholder('encryptedText'),
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
export async function writeNote(
  tx: Tx,
  vault: Vault,
  { id: callId, homeId }: CallOfNote,
  note: Note,
): Promise<boolean> {
  const owner = homeId ?? NO_HOME
  const key = (await vault.keysFor(tx, [owner]))(owner)
  const { id, authorId, writtenAt, text } = note
  const encryptedText = key.hide(text, ['notes', id, 'text'])
  return (await insertNote(tx, { id, callId, authorId, writtenAt, encryptedText })) === 1
}

export async function notesOfCall(on: Reader, vault: Vault, { id: callId, homeId }: CallOfNote): Promise<Note[]> {
  const owner = homeId ?? NO_HOME
  const key = (await vault.keysOf(on, [owner]))(owner)
  return (await notesOf(on, { callId })).map(({ id, authorId, writtenAt, encryptedText }) => ({
    ...{ id, authorId, writtenAt },
    text: key.open(encryptedText, ['notes', id, 'text']),
  }))
}

export async function ringsStartedSince(
  on: Reader,
  since: number,
): Promise<{ rangAt: number; claimedAt: number | null }[]> {
  return ringsSince(on, { since })
}
