import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { Conflict, changeVerb, type Reader, readVerb, replaceVerb, type Tx, writeVerb } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { callSignals, calls, counters, rings } from '../../db/schema/calls.ts'
import { newId } from '../../id.ts'
import type { CallRecord, RingChange } from './call.ts'
import { PRESSED, writePressed } from './press-store.ts'

const COLUMNS = Object.keys({
  id: 0,
  number: 0,
  kind: 0,
  priority: 0,
  state: 0,
  trigger: 0,
  subjectKind: 0,
  subjectId: 0,
  homeId: 0,
  deviceId: 0,
  presses: 0,
  pressedAt: 0,
  pressedBeforeAt: 0,
  repeated: 0,
  delayed: 0,
  cancelled: 0,
  orphaned: 0,
  unattended: 0,
  ring: 0,
  step: 0,
  steppedAt: 0,
  stepDueAt: 0,
  ownerId: 0,
  assignedId: 0,
  receivedAt: 0,
  rangAt: 0,
  shownAt: 0,
  claimedAt: 0,
  contactAttemptedAt: 0,
  contactedAt: 0,
  onSceneAt: 0,
  resolvedAt: 0,
  parkedUntil: 0,
  parkedFor: 0,
  mergedIntoId: 0,
  closedAt: 0,
  cause: 0,
  result: 0,
  seenBy: 0,
  concerns: 0,
  version: 0,
} satisfies Record<keyof CallRecord, 0>) as (keyof CallRecord)[]

/** What a call can never change once it is open. */
const FIXED: ReadonlySet<string> = new Set([
  'id',
  'number',
  'kind',
  'subjectKind',
  'subjectId',
  'homeId',
  'deviceId',
  'receivedAt',
  'trigger',
])
const MOVING = COLUMNS.filter((column) => !FIXED.has(column))

type CallRow = CallRecord & Record<string, unknown>
type Link = { signalUid: string; callId: string }
type RingRow = typeof rings.$inferSelect

const insertCalls = rowsVerb<CallRow>(COLUMNS, (q, rows) => q.insert(calls).values(rows as never))
const insertLinks = rowsVerb<Link>(['signalUid', 'callId'], (q, rows) => q.insert(callSignals).values(rows))
const insertRings = rowsVerb<RingRow>(
  ['id', 'callId', 'ring', 'priority', 'reason', 'rangAt', 'shownAt', 'claimedAt', 'claimedBy'],
  (q, rows) => q.insert(rings).values(rows),
)
const updateCall = replaceVerb<CallRow>((q) =>
  q
    .update(calls)
    .set(Object.fromEntries(MOVING.map((column) => [column, sql.placeholder(column)])))
    .where(and(eq(calls.id, sql.placeholder('id')), eq(calls.version, sql.placeholder('version_1')))),
)
const REST = MOVING.filter((column) => !PRESSED.some((moved) => moved === column))
const ringShown = changeVerb<{ callId: string; ring: number; at: number }>((q) =>
  q
    .update(rings)
    .set({ shownAt: sql`${sql.placeholder('at')}` })
    .where(and(eq(rings.callId, sql.placeholder('callId')), eq(rings.ring, sql.placeholder('ring')))),
)
const ringClaimed = changeVerb<{ callId: string; ring: number; at: number; by: string }>((q) =>
  q
    .update(rings)
    .set({ claimedAt: sql`${sql.placeholder('at')}`, claimedBy: sql`${sql.placeholder('by')}` })
    .where(and(eq(rings.callId, sql.placeholder('callId')), eq(rings.ring, sql.placeholder('ring')))),
)
const byIds = keysVerb<CallRecord>((q, keys) =>
  q.select().from(calls).where(inArray(calls.id, keys)).orderBy(asc(calls.id)),
)
const openOfSubjects = keysVerb<CallRecord>((q, keys) =>
  q
    .select()
    .from(calls)
    .where(and(inArray(calls.subjectId, keys), isNull(calls.closedAt))),
)
/** In one order, here and below, so that two who hold the same calls wait for each other and never in a circle. */
const toChange = keysVerb<CallRecord, Tx>((q, keys) =>
  locked(q.select().from(calls).where(inArray(calls.id, keys)).orderBy(asc(calls.id))),
)
const openToDecide = keysVerb<CallRecord, Tx>((q, keys) =>
  locked(
    q
      .select()
      .from(calls)
      .where(and(inArray(calls.subjectId, keys), isNull(calls.closedAt)))
      .orderBy(asc(calls.id)),
  ),
)
const closedEmergencies = keysVerb<CallRecord>((q, keys) =>
  q
    .select()
    .from(calls)
    .where(
      and(inArray(calls.subjectId, keys), gt(calls.closedAt, sql.placeholder('since')), eq(calls.kind, 'emergency')),
    )
    .orderBy(asc(calls.closedAt)),
)
const ownedBy = readVerb<{ owner: string }, CallRecord[]>((q) =>
  q
    .select()
    .from(calls)
    .where(and(eq(calls.ownerId, sql.placeholder('owner')), eq(calls.state, 'claimed'))),
)
const waitingP1 = readVerb<Record<string, never>, CallRecord[]>((q) =>
  q
    .select()
    .from(calls)
    .where(and(eq(calls.state, 'waiting'), eq(calls.priority, 1)))
    .orderBy(asc(calls.id)),
)
const takeNumbers = writeVerb<{ name: string; count: number }, { value: number }[]>((q) =>
  q
    .insert(counters)
    .values({ name: sql.placeholder('name'), value: sql.placeholder('count') })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + excluded.value` } })
    .returning({ value: counters.value }),
)
/** A call that changed, with the version that was read, and the rings it starts or marks. */
export interface Written {
  readonly before: CallRecord | null
  readonly after: CallRecord
  readonly rings: readonly RingChange[]
}

/** Writes what was decided. Throws Conflict when another version is stored than the one that was read. */
export async function writeCalls(tx: Tx, changes: readonly Written[], at: number): Promise<void> {
  await insertCalls(
    tx,
    changes.filter(({ before }) => before === null).map(({ after }) => after as CallRow),
  )
  await moveCalls(tx, changes)
  await insertRings(tx, changes.flatMap(startedRings))
  for (const { after, rings: marks } of changes) {
    for (const mark of marks) await markRing(tx, after, mark, at)
  }
}

async function moveCalls(tx: Tx, changes: readonly Written[]): Promise<void> {
  const pressed: { readonly before: CallRecord; readonly after: CallRecord }[] = []
  for (const { before, after } of changes) {
    if (!before || before.version === after.version) continue
    const onlyPressed = REST.every((column) => before[column] === after[column])
    if (onlyPressed) pressed.push({ before, after })
    else if ((await updateCall(tx, after as CallRow, before as CallRow)) === 0) throw new Conflict(movedOn(1))
  }
  const missing = pressed.length - (await writePressed(tx, pressed))
  if (missing > 0) throw new Conflict(movedOn(missing))
}

const movedOn = (calls: number): string => `calls that moved on from the version that was read: ${calls}`

function startedRings({ after, rings: marks }: Written): RingRow[] {
  const starts = marks.filter((mark) => mark.op === 'start')
  return starts.map(({ reason }, n) => ({
    id: newId(),
    callId: after.id,
    ring: after.ring - (starts.length - 1 - n),
    priority: after.priority,
    reason,
    rangAt: after.rangAt,
    shownAt: null,
    claimedAt: null,
    claimedBy: null,
  }))
}

async function markRing(tx: Tx, call: CallRecord, mark: RingChange, at: number): Promise<void> {
  if (mark.op === 'shown') await ringShown(tx, { callId: call.id, ring: call.ring, at })
  if (mark.op === 'claimed') await ringClaimed(tx, { callId: call.id, ring: call.ring, at, by: mark.by })
}

export async function linkSignals(tx: Tx, links: readonly Link[]): Promise<void> {
  await insertLinks(tx, links)
}

/** Calls for this transaction to change, before their timers: whoever wants them too waits here until it is done. */
export async function holdCalls(tx: Tx, ids: readonly string[]): Promise<CallRecord[]> {
  return toChange(tx, ids)
}

export async function holdCall(tx: Tx, id: string): Promise<CallRecord | undefined> {
  return (await holdCalls(tx, [id]))[0]
}

export async function findCalls(on: Reader, ids: readonly string[]): Promise<CallRecord[]> {
  return byIds(on, ids)
}

/** Open calls of these subjects. */
export async function openCallsOf(on: Reader, subjects: readonly string[]): Promise<CallRecord[]> {
  return openOfSubjects(on, subjects)
}

/**
 * The same for this transaction to change. Another process that decides presses for one of these calls waits until that
 * is done and goes on from there, instead of finding at its end that all its work was about an older version.
 */
export async function holdOpenCallsOf(tx: Tx, subjects: readonly string[]): Promise<CallRecord[]> {
  return openToDecide(tx, subjects)
}

/** Emergencies of these subjects closed after `since`, the newest last: a new press reopens them. */
export async function closedEmergenciesOf(
  on: Reader,
  subjects: readonly string[],
  since: number,
): Promise<CallRecord[]> {
  return closedEmergencies(on, subjects, { since })
}

export async function claimedBy(on: Reader, owner: string): Promise<CallRecord[]> {
  return ownedBy(on, { owner })
}

/** Calls of the first priority that nobody has claimed. */
export async function waitingEmergencies(on: Reader): Promise<CallRecord[]> {
  return waitingP1(on, {})
}

/** The next `count` numbers of a counter; returns the last of them. */
export async function nextNumbers(tx: Tx, name: string, count: number): Promise<number> {
  return (await takeNumbers(tx, { name, count }))[0]?.value ?? count
}
