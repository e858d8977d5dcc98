import { and, asc, eq, gt, gte, inArray, lt, lte, notInArray, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../db/database.ts'
import { devices } from '../db/schema/registry.ts'
import { inbox, signalBodies, signals } from '../db/schema/signals.ts'
import { type Asking, isTestPress } from './test-press.ts'

export type SignalRow = typeof signals.$inferSelect
type BodyRow = typeof signalBodies.$inferSelect
type InboxRow = typeof inbox.$inferSelect

/** After this many failures a signal no longer holds back later ones of its home: they may be somebody calling. */
export const BLOCKING_TRIES = 3

const insertSignals = rowsVerb<SignalRow>(
  [
    'uid',
    'deviceId',
    'signalId',
    'identity',
    'bodyHash',
    'kind',
    'lane',
    'road',
    'receivedAt',
    'deviceAt',
    'boot',
    'n',
    'button',
    'battery',
    'mains',
    'rssi',
    'test',
    'retained',
    'flaws',
  ],
  (q, rows) => q.insert(signals).values(rows).onConflictDoNothing(),
)
const insertBodies = rowsVerb<BodyRow>(['uid', 'body'], (q, rows) => q.insert(signalBodies).values(rows))
const insertPending = rowsVerb<InboxRow>(['uid', 'subject', 'conflict', 'attempts', 'retryAt', 'fault'], (q, rows) =>
  q.insert(inbox).values(rows),
)
const storedUids = keysVerb<{ uid: string }>((q, keys) =>
  q.select({ uid: signals.uid }).from(signals).where(inArray(signals.uid, keys)),
)
const sameId = readVerb<{ deviceId: string; signalId: string; from: string; to: string }, { bodyHash: string }[]>((q) =>
  q
    .select({ bodyHash: signals.bodyHash })
    .from(signals)
    .where(
      and(
        eq(signals.deviceId, sql.placeholder('deviceId')),
        gte(signals.identity, sql.placeholder('from')),
        lt(signals.identity, sql.placeholder('to')),
        eq(signals.signalId, sql.placeholder('signalId')),
      ),
    ),
)
const pending = readVerb<{ now: number; limit: number }, StoredPending[]>((q) =>
  q
    .select({
      uid: signals.uid,
      subject: inbox.subject,
      id: signals.signalId,
      deviceId: signals.deviceId,
      homeId: devices.homeId,
      kind: signals.kind,
      lane: signals.lane,
      receivedAt: signals.receivedAt,
      deviceAt: signals.deviceAt,
      boot: signals.boot,
      n: signals.n,
      test: signals.test,
      testUntil: devices.testUntil,
      conflict: inbox.conflict,
      attempts: inbox.attempts,
    })
    .from(inbox)
    .innerJoin(signals, eq(signals.uid, inbox.uid))
    .leftJoin(devices, eq(devices.id, signals.deviceId))
    .where(
      and(
        lte(inbox.retryAt, sql.placeholder('now')),
        notInArray(
          inbox.subject,
          q
            .select({ subject: inbox.subject })
            .from(inbox)
            .where(and(gt(inbox.retryAt, sql.placeholder('now')), lt(inbox.attempts, BLOCKING_TRIES))),
        ),
      ),
    )
    .orderBy(asc(inbox.uid))
    .limit(sql.placeholder('limit')),
)
const take = keysVerb<{ uid: string }, Tx>((q, keys) =>
  q.delete(inbox).where(inArray(inbox.uid, keys)).returning({ uid: inbox.uid }),
)
const postpone = changeVerb<{ uid: string; attempts: number; retryAt: number; fault: string }>((q) =>
  q
    .update(inbox)
    .set({
      attempts: sql`${sql.placeholder('attempts')}`,
      retryAt: sql`${sql.placeholder('retryAt')}`,
      fault: sql`${sql.placeholder('fault')}`,
    })
    .where(eq(inbox.uid, sql.placeholder('uid'))),
)

/** A stored signal that waits to be decided. */
export interface PendingRow {
  readonly uid: string
  /** What it holds back while it fails: its home, or its device when that has none. */
  readonly subject: string
  readonly id: string
  readonly deviceId: string
  readonly homeId: string | null
  readonly kind: string
  readonly lane: string
  readonly receivedAt: number
  readonly deviceAt: string | null
  readonly boot: string | null
  readonly n: number | null
  /** A test press in the window that was opened for its device (design §6 rule 12). */
  readonly isTest: boolean
  readonly conflict: boolean
  readonly attempts: number
}

/** The same as it is read back from the disk. */
type StoredPending = Omit<PendingRow, 'isTest'> & Asking

/** A signal with its bytes, ready to be stored. `conflict`: its id was used before with another body. */
export interface NewSignal {
  readonly signal: SignalRow
  readonly homeId: string | null
  readonly testUntil: number | null
  readonly body: Uint8Array
  readonly subject: string
  readonly conflict: boolean
}

/** A signal just stored, as the processor takes it. One literal: spreading costs a sixteenth of the road of a press. */
export function toPending({ signal, homeId, testUntil, subject, conflict }: NewSignal): PendingRow {
  const { kind, test, receivedAt } = signal
  return {
    uid: signal.uid,
    subject,
    id: signal.signalId,
    deviceId: signal.deviceId,
    homeId,
    kind,
    lane: signal.lane,
    receivedAt,
    deviceAt: signal.deviceAt,
    boot: signal.boot,
    n: signal.n,
    isTest: isTestPress({ kind, test, receivedAt, testUntil }),
    conflict,
    attempts: 0,
  }
}

/**
 * Stores the signals that are new; all or nothing with the transaction. One insert finds out which are, because nearly
 * always all of them are; only when some stood there already is each looked at.
 * @returns what was stored: without duplicates, and with `conflict` where an id came back with another body
 */
export async function storeSignals(tx: Tx, arrived: readonly NewSignal[]): Promise<NewSignal[]> {
  const rows = arrived.map(({ signal }) => signal)
  const inserted = await insertSignals(tx, rows)
  const fresh = inserted === rows.length ? [...arrived] : await lookAtEach(tx, arrived)
  await insertBodies(
    tx,
    fresh.map(({ signal, body }) => ({ uid: signal.uid, body: Buffer.from(body) })),
  )
  const open = { attempts: 0, retryAt: 0, fault: null }
  await insertPending(
    tx,
    fresh.map(({ signal, subject, conflict }) => ({ uid: signal.uid, subject, conflict, ...open })),
  )
  return fresh
}

async function lookAtEach(tx: Tx, arrived: readonly NewSignal[]): Promise<NewSignal[]> {
  const uids = arrived.map(({ signal }) => signal.uid)
  const stored = new Set((await storedUids(tx, uids)).map(({ uid }) => uid))
  const fresh: NewSignal[] = []
  for (const one of arrived) {
    const kept = stored.has(one.signal.uid) ? one : await storeBeside(tx, one)
    if (kept) fresh.push(kept)
  }
  return fresh
}

/** Another body under an id that was used before is another signal (design §4); the same body is a duplicate. */
async function storeBeside(tx: Tx, one: NewSignal): Promise<NewSignal | null> {
  const { deviceId, signalId, bodyHash } = one.signal
  // From the id itself to the last id and hash: the space before the hash is the smallest printable character.
  const bodies = await sameId(tx, { deviceId, signalId, from: signalId, to: `${signalId}!` })
  if (bodies.some((body) => body.bodyHash === bodyHash)) return null
  const signal = { ...one.signal, identity: `${signalId} ${bodyHash}` }
  // None: another process has stored this very body meanwhile.
  const inserted = await insertSignals(tx, [signal])
  return inserted === 1 ? { ...one, signal, conflict: true } : null
}

/** Pending signals that may be decided now, oldest first; homes with one waiting for its retry are left out. */
export async function pendingSignals(on: Reader, now: number, limit: number): Promise<PendingRow[]> {
  const rows = await pending(on, { now, limit })
  return rows.map(({ test, testUntil, ...row }) => {
    const { kind, receivedAt } = row
    return { ...row, isTest: isTestPress({ kind, test, receivedAt, testUntil }) }
  })
}

/**
 * Takes these signals out of the inbox; which of them were still there. Of two processes that want the same signal one
 * waits here for the other's transaction, and then finds it gone.
 */
export async function takePending(tx: Tx, uids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await take(tx, uids)).map(({ uid }) => uid))
}

export async function postponeSignal(
  tx: Tx,
  uid: string,
  attempts: number,
  retryAt: number,
  fault: string,
): Promise<void> {
  await postpone(tx, { uid, attempts, retryAt, fault })
}
