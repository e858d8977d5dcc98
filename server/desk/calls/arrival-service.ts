import type { Tx } from '../../db/database.ts'
import type { EventDraft, EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import type { CallRecord, Change, Moment } from './call.ts'
import { meaning, open, press, reopens, restore, type Signal, subjectOf, tell } from './press.ts'
import { momentOf, type Reach } from './reach.ts'
import { type Decided, recordChanges } from './record-store.ts'
import { type Standing, standingCalls } from './standing-store.ts'
import { kindsTouchedBy } from './triggers.ts'

/** Turns stored signals into calls, in the transaction that takes them out of the inbox. */
export interface ArrivalService {
  /** Decides the signals in the order given. Throws when one cannot be decided; then nothing is written. */
  decideAll(tx: Tx, signals: readonly Signal[], reach: Reach, at: number): Promise<void>
  /** Opens the call that says "this signal cannot be decided", for somebody to look at. */
  reportUndecidable(tx: Tx, signal: Signal, reach: Reach, at: number): Promise<void>
}

export function arrivalService(events: EventLog, isSoleWriter: boolean): ArrivalService {
  const calls = standingCalls(events, isSoleWriter)

  async function decideAll(tx: Tx, signals: readonly Signal[], reach: Reach, at: number): Promise<void> {
    const standing = await calls.recall(tx, subjectsOf(signals), at)
    const decided: Decided[] = []
    const others: EventDraft[] = []
    for (const signal of signals) {
      const all = decideOne(signal, standing, momentOf(reach, signal.homeId, at))
      decided.push(...all)
      if (all.length === 0) others.push(recorded(signal, at))
    }
    await recordChanges(tx, events, decided, others, at)
    await calls.remember(tx, standing)
  }

  async function reportUndecidable(tx: Tx, signal: Signal, reach: Reach, at: number): Promise<void> {
    const standing = await calls.recall(tx, subjectsOf([signal]), at)
    const what = { kind: 'technical', priority: 1, trigger: 'undecidable' } as const
    const decided = [raise(signal, what, standing, momentOf(reach, signal.homeId, at), null)]
    await recordChanges(tx, events, decided, [], at)
  }

  return { decideAll, reportUndecidable }
}

type What = Parameters<typeof open>[2]

function decideOne(signal: Signal, standing: Standing, moment: Moment): Decided[] {
  const meant = meaning(signal)
  const first = decideMeaning(signal, meant, standing, moment)
  if (!signal.conflict) return first
  const what = { kind: 'technical', priority: 3, trigger: 'body_conflict' } as const
  return [...first, raise(signal, what, standing, moment, null)]
}

function decideMeaning(
  signal: Signal,
  meant: ReturnType<typeof meaning>,
  standing: Standing,
  moment: Moment,
): Decided[] {
  if (meant.type === 'asks') {
    const what = { kind: meant.kind, priority: meant.priority, trigger: signal.kind }
    return [raise(signal, what, standing, moment, signal.uid)]
  }
  const call = findTouched(signal, meant, standing)
  if (!call) return []
  if (meant.type === 'tells') return [keep(standing, call, tell(call, signal, meant, moment.at), signal.uid)]
  return [keep(standing, call, restore(call, signal), signal.uid)]
}

/** Joins the open call of this kind, reopens one just closed, or opens a new one. */
function raise(signal: Signal, what: What, standing: Standing, moment: Moment, signalUid: string | null): Decided {
  const call = standing.call(subjectOf(signal).id, what.kind)
  if (call && (call.closedAt === null || reopens(call, moment.at))) {
    return keep(standing, call, press(call, signal, what.trigger, what.priority, moment), signalUid)
  }
  return keep(standing, null, open(newId(), signal, what, moment), signalUid)
}

function keep(standing: Standing, before: CallRecord | null, change: Change, signalUid: string | null): Decided {
  standing.keep(change.call)
  return { before, change, signalUid }
}

function findTouched(signal: Signal, meant: ReturnType<typeof meaning>, standing: Standing): CallRecord | undefined {
  const subject = subjectOf(signal).id
  return kindsTouchedBy(meant)
    .map((kind) => standing.call(subject, kind))
    .find((call) => call?.closedAt === null)
}

function subjectsOf(signals: readonly Signal[]): string[] {
  return [...new Set(signals.map((signal) => subjectOf(signal).id))]
}

function recorded(signal: Signal, at: number): EventDraft {
  return {
    at,
    type: signal.isTest ? 'device.tested' : 'signal.recorded',
    actor: { kind: 'device', id: signal.deviceId },
    homeId: signal.homeId,
    deviceId: signal.deviceId,
    data: { signal: signal.id, kind: signal.kind },
  }
}
