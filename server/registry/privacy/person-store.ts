import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import { type Reader, readVerb } from '../../db/database.ts'
import { callSignals, calls, notes } from '../../db/schema/calls.ts'
import { signalBodies, signals } from '../../db/schema/signals.ts'

/** Calls of a home that concern this resident, or of which nobody said whom they concern. */
const THEIRS = and(
  eq(calls.subjectId, sql.placeholder('home')),
  or(eq(calls.concerns, sql.placeholder('resident')), isNull(calls.concerns)),
)
type Asked = { readonly home: string; readonly resident: string }

const columns = {
  id: calls.id,
  number: calls.number,
  kind: calls.kind,
  priority: calls.priority,
  trigger: calls.trigger,
  deviceId: calls.deviceId,
  receivedAt: calls.receivedAt,
  contactedAt: calls.contactedAt,
  onSceneAt: calls.onSceneAt,
  closedAt: calls.closedAt,
  cause: calls.cause,
  result: calls.result,
  seenBy: calls.seenBy,
}

type CallRow = Pick<typeof calls.$inferSelect, keyof typeof columns>
type NoteRow = Omit<typeof notes.$inferSelect, 'text'>
type BodyRow = Pick<typeof signals.$inferSelect, 'uid' | 'deviceId' | 'kind' | 'receivedAt'> & { readonly body: Buffer }

const callsOf = readVerb<Asked, CallRow[]>((q) => q.select(columns).from(calls).where(THEIRS).orderBy(asc(calls.id)))
const notesOf = readVerb<Asked, NoteRow[]>((q) =>
  q
    .select({
      id: notes.id,
      callId: notes.callId,
      authorId: notes.authorId,
      writtenAt: notes.writtenAt,
      encryptedText: notes.encryptedText,
    })
    .from(notes)
    .innerJoin(calls, eq(calls.id, notes.callId))
    .where(THEIRS)
    .orderBy(asc(notes.writtenAt), asc(notes.id)),
)
const bodiesOf = readVerb<Asked, BodyRow[]>((q) =>
  q
    .select({
      ...{ uid: signals.uid, deviceId: signals.deviceId, kind: signals.kind, receivedAt: signals.receivedAt },
      body: signalBodies.body,
    })
    .from(signalBodies)
    .innerJoin(signals, eq(signals.uid, signalBodies.uid))
    .innerJoin(callSignals, eq(callSignals.signalUid, signals.uid))
    .innerJoin(calls, eq(calls.id, callSignals.callId))
    .where(THEIRS)
    .orderBy(asc(signals.receivedAt), asc(signals.uid)),
)

/** Oldest first. */
export async function callsOfPerson(on: Reader, asked: Asked): Promise<CallRow[]> {
  return callsOf(on, asked)
}

/** Their text is still encrypted under the key of the home. */
export async function notesOfPerson(on: Reader, asked: Asked): Promise<NoteRow[]> {
  return notesOf(on, asked)
}

/** What devices sent, as far as it is kept. */
export async function bodiesOfPerson(on: Reader, asked: Asked): Promise<BodyRow[]> {
  return bodiesOf(on, asked)
}
