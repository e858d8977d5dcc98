import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Actor, Event, EventType } from '#contract/events'
import { toIso } from '../clock.ts'
import { rowsVerb } from '../db/batch.ts'
import { changeVerb, type Database, type Reader, readVerb, type Tx } from '../db/database.ts'
import { consumers, events } from '../db/schema/events.ts'
import { canonicalJson } from './canonical.ts'
import { type ChainKey, chainHash, GENESIS } from './chain.ts'

/** Something that happened, before it has a number. No personal text in `data`: references and codes only. */
export interface EventDraft {
  readonly at: number
  readonly type: EventType
  readonly actor: Actor
  readonly callId?: string | null
  readonly homeId?: string | null
  readonly deviceId?: string | null
  readonly data?: Record<string, unknown>
}

type Row = typeof events.$inferSelect

const COLUMNS = [
  'seq',
  'at',
  'type',
  'actorKind',
  'actorId',
  'callId',
  'homeId',
  'deviceId',
  'data',
  'keyId',
  'hash',
] as const

const insertRows = rowsVerb<Row>(COLUMNS, (q, rows) => q.insert(events).values(rows))
const newestRow = readVerb((q) =>
  q.select({ seq: events.seq, at: events.at, hash: events.hash }).from(events).orderBy(desc(events.seq)).limit(1),
)
const rowsAfter = readVerb<{ after: number; limit: number }, Row[]>((q) =>
  q
    .select()
    .from(events)
    .where(gt(events.seq, sql.placeholder('after')))
    .orderBy(asc(events.seq))
    .limit(sql.placeholder('limit')),
)
const rowsOfCall = readVerb<{ callId: string }, Row[]>((q) =>
  q
    .select()
    .from(events)
    // In these words, or the index does not serve.
    .where(and(eq(events.callId, sql.placeholder('callId')), sql`${events.type} <> 'call.pressed'`))
    .orderBy(asc(events.seq)),
)
const consumerSeq = readVerb<{ name: string }, { seq: number }[]>((q) =>
  q
    .select({ seq: consumers.seq })
    .from(consumers)
    .where(eq(consumers.name, sql.placeholder('name'))),
)
const moveConsumer = changeVerb<{ name: string; seq: number }>((q) =>
  q
    .insert(consumers)
    .values({ name: sql.placeholder('name'), seq: sql.placeholder('seq') })
    .onConflictDoUpdate({ target: consumers.name, set: { seq: sql`excluded.seq` } }),
)
const rowsBetween = readVerb<{ after: number; upTo: number }, Row[]>((q) =>
  q
    .select()
    .from(events)
    .where(and(gt(events.seq, sql.placeholder('after')), lte(events.seq, sql.placeholder('upTo'))))
    .orderBy(asc(events.seq)),
)

/** The log: appended in the transaction of what happened, read by number, never changed. */
export interface EventLog {
  /** Numbers and chains the drafts in this transaction. Readers learn of them after the commit. */
  append(tx: Tx, drafts: readonly EventDraft[]): Promise<void>
  /** Number of the newest event as this transaction sees it; 0 when there is none. */
  newest(tx: Tx): Promise<number>
  after(seq: number, limit: number): Promise<Event[]>
  between(after: number, upTo: number): Promise<Event[]>
  /** What happened to a call, without its further presses: the call counts those, and there may be thousands. */
  ofCall(callId: string): Promise<Event[]>
  /** Number of the newest sealed event; 0 when there is none. */
  upTo(): Promise<number>
  /** When the newest event happened, milliseconds since 1970; 0 when there is none. */
  newestAt(): Promise<number>
  /** Calls `listener` after every commit that appended; returns how to stop it. */
  onAppended(listener: () => void): () => void
  consumerSeq(on: Reader, name: string): Promise<number>
  moveConsumer(tx: Tx, name: string, seq: number): Promise<void>
}

export function eventLog(db: Database, key: ChainKey): EventLog {
  const listeners = new Set<() => void>()
  const recent = tail()
  const announce = () => {
    for (const listener of listeners) listener()
  }
  return {
    async append(tx, drafts) {
      if (drafts.length === 0) return
      const [newest] = await newestRow(tx, {})
      const rows = sealed(drafts, key, newest ?? { seq: 0, hash: GENESIS })
      await insertRows(tx, rows)
      tx.afterCommit(() => {
        recent.add(rows.map(toEvent))
        announce()
      })
    },
    newest: async (tx) => (await newestRow(tx, {}))[0]?.seq ?? 0,
    after: async (seq, limit) =>
      recent.after(seq, limit) ?? (await rowsAfter(db.read, { after: seq, limit })).map(toEvent),
    between: async (after, upTo) => (await rowsBetween(db.read, { after, upTo })).map(toEvent),
    ofCall: async (callId) => (await rowsOfCall(db.read, { callId })).map(toEvent),
    upTo: async () => (await newestRow(db.read, {}))[0]?.seq ?? 0,
    newestAt: async () => (await newestRow(db.read, {}))[0]?.at ?? 0,
    onAppended(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    consumerSeq: async (on, name) => (await consumerSeq(on, { name }))[0]?.seq ?? 0,
    moveConsumer: async (tx, name, seq) => {
      await moveConsumer(tx, { name, seq })
    },
  }
}

/** Events kept in memory, so that those who follow the log closely do not read back what was just written. */
const TAIL = 1_000

/** The newest committed events without a gap; null for what lies further back, which is read from the disk. */
function tail() {
  let events: Event[] = []
  return {
    add(fresh: readonly Event[]) {
      const gap = events.length > 0 && events.at(-1)?.seq !== (fresh[0]?.seq ?? 0) - 1
      if (gap) events = []
      for (const event of fresh) events.push(event)
      if (events.length > 2 * TAIL) events = events.slice(-TAIL)
    },
    after(seq: number, limit: number): Event[] | null {
      const first = events[0]?.seq
      if (first === undefined || seq < first - 1) return null
      return events.slice(seq - first + 1, seq - first + 1 + limit)
    },
  }
}

/** Numbers follow the head, hashes chain from it. */
function sealed(drafts: readonly EventDraft[], key: ChainKey, head: { seq: number; hash: Uint8Array }): Row[] {
  let previous = head.hash
  return drafts.map((draft, n) => {
    const row: Row = {
      seq: head.seq + n + 1,
      at: draft.at,
      type: draft.type,
      actorKind: draft.actor.kind,
      actorId: draft.actor.id,
      callId: draft.callId ?? null,
      homeId: draft.homeId ?? null,
      deviceId: draft.deviceId ?? null,
      data: canonicalJson(draft.data ?? {}),
      keyId: key.id,
      hash: GENESIS as Buffer,
    }
    row.hash = chainHash(key, previous, row)
    previous = row.hash
    return row
  })
}

function toEvent(row: Row): Event {
  return {
    seq: row.seq,
    at: toIso(row.at),
    type: row.type,
    actor: { kind: row.actorKind, id: row.actorId },
    callId: row.callId,
    homeId: row.homeId,
    deviceId: row.deviceId,
    data: JSON.parse(row.data) as Record<string, unknown>,
  }
}

/** First broken place of the chain, or how many rows are whole. Reads in pages, so any size fits in memory. */
export async function verifyChain(
  db: Database,
  keyOf: (id: string) => ChainKey | undefined,
): Promise<{ whole: number; brokenAt: number | null }> {
  let previous: Uint8Array = GENESIS
  let whole = 0
  for (;;) {
    const rows = await rowsAfter(db.read, { after: whole, limit: 1000 })
    for (const row of rows) {
      const key = keyOf(row.keyId)
      const expected = key && row.seq === whole + 1 ? chainHash(key, previous, row) : null
      if (!expected?.equals(row.hash)) return { whole, brokenAt: row.seq }
      previous = row.hash
      whole = row.seq
    }
    if (rows.length === 0) return { whole, brokenAt: null }
  }
}
