import type { Actor, Event, EventType } from '#contract/events'
import { toIso } from '../clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { listeners } from '../db/database.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { canonicalJson } from './canonical.ts'
import type { ChainKey } from './chain.ts'
import { sealed, sealer } from './seal.ts'
import {
  type EventRow,
  eventsAfter,
  eventsBetween,
  eventsOfCall,
  newestEvent,
  type UnsealedRow,
  writeEvents,
  writeUnsealed,
} from './store.ts'
import { tail } from './tail.ts'

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

/** The log: appended in the transaction of what happened, read by number, never changed. Readers see sealed events. */
export interface EventLog {
  /** Writes the drafts in this transaction. Readers learn of them after the commit, when they are sealed. */
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
  /** Calls `listener` whenever there are new events to read; returns how to stop it. */
  onAppended(listener: () => void): () => void
  /** Everything committed so far, by any process, is sealed and can be read here. */
  settled(): Promise<void>
}

/** Sealed events read in one go. */
const PAGE = 1_000

/**
 * The log on either engine. On SQLite events are sealed in the transaction that writes them; where many processes
 * write, each leaves them unsealed and seals right after its commit whatever is there (ADR 16).
 */
export function eventLog(db: Database, key: ChainKey, onFault: (fault: unknown) => void = () => {}): EventLog {
  const news = listeners()
  const recent = tail()
  const seal = oneAtATime(sealer(db, key))
  let pulledUpTo: number | null = null

  /** Reads what was sealed since the last time, by whomever, and tells the readers of this process. */
  const pull = oneAtATime(async () => {
    pulledUpTo ??= (await newestEvent(db.read))?.seq ?? 0
    for (let more = true; more; ) {
      const rows = await eventsAfter(db.read, pulledUpTo, PAGE)
      recent.add(rows.map(toEvent))
      pulledUpTo = rows.at(-1)?.seq ?? pulledUpTo
      more = rows.length === PAGE
    }
    news.call()
  })

  async function settle(): Promise<void> {
    if (db.isSoleWriter) return
    await seal()
    await pull()
  }

  if (!db.isSoleWriter) db.onAnnounced(() => void pull().catch(onFault))

  async function appendSealed(tx: Tx, drafts: readonly EventDraft[]): Promise<void> {
    const rows = sealed(drafts.map(toRow), key, await newestEvent(tx))
    await writeEvents(tx, rows)
    tx.afterCommit(() => {
      recent.add(rows.map(toEvent))
      news.call()
    })
  }

  async function appendUnsealed(tx: Tx, drafts: readonly EventDraft[]): Promise<void> {
    await writeUnsealed(tx, drafts.map(toRow))
    tx.afterCommit(() => void settle().catch(onFault))
  }

  return {
    async append(tx, drafts) {
      if (drafts.length === 0) return
      await (db.isSoleWriter ? appendSealed : appendUnsealed)(tx, drafts)
    },
    newest: async (tx) => (await newestEvent(tx))?.seq ?? 0,
    after: async (seq, limit) => recent.after(seq, limit) ?? (await eventsAfter(db.read, seq, limit)).map(toEvent),
    between: async (after, upTo) => (await eventsBetween(db.read, after, upTo)).map(toEvent),
    ofCall: async (callId) => (await eventsOfCall(db.read, callId)).map(toEvent),
    upTo: async () => (await newestEvent(db.read))?.seq ?? 0,
    newestAt: async () => (await newestEvent(db.read))?.at ?? 0,
    onAppended: news.add,
    settled: settle,
  }
}

function toRow(draft: EventDraft): UnsealedRow {
  return {
    at: draft.at,
    type: draft.type,
    actorKind: draft.actor.kind,
    actorId: draft.actor.id,
    callId: draft.callId ?? null,
    homeId: draft.homeId ?? null,
    deviceId: draft.deviceId ?? null,
    data: canonicalJson(draft.data ?? {}),
  }
}

function toEvent(row: EventRow): Event {
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
