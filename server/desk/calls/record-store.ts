import { localDate } from '../../calendar/local-date.ts'
import type { Tx } from '../../db/database.ts'
import type { EventDraft, EventLog } from '../../events/log.ts'
import { clearTimer, setTimer } from '../../timers/store.ts'
import type { CallRecord, CallTimer, Change } from './call.ts'
import { linkSignals, nextNumbers, type Written, writeCalls } from './store.ts'

/** One decision: the call before it (null for a new one), what it changes, and the signal behind it, if any. */
export interface Decided {
  readonly before: CallRecord | null
  readonly change: Change
  readonly signalUid: string | null
}

/**
 * State, rings, timers and news in one transaction, or nothing (design §3). Several decisions about one call in a
 * batch are written once, with all their news.
 */
export async function recordChanges(
  tx: Tx,
  events: EventLog,
  changes: readonly Decided[],
  others: readonly EventDraft[],
  at: number,
): Promise<void> {
  const decided = await numbered(tx, changes, at)
  await writeCalls(tx, joined(decided), at)
  await linkSignals(tx, decided.flatMap(linkOf))
  for (const [callId, timers] of lastTimers(decided)) {
    for (const timer of timers.values()) await setOrClear(tx, callId, timer)
  }
  await events.append(tx, [...decided.flatMap((one) => drafts(one.change, at)), ...others])
}

/** Gives new calls the number people say: month and day, then a count within the local day, without gaps. */
async function numbered(tx: Tx, decided: readonly Decided[], at: number): Promise<readonly Decided[]> {
  const fresh = decided.filter(({ before }) => before === null).map(({ change }) => change.call.id)
  if (fresh.length === 0) return decided
  const day = localDate(at)
  const last = await nextNumbers(tx, `call:${day}`, fresh.length)
  const numberOf = (index: number): string =>
    `${day.slice(5, 7)}${day.slice(8, 10)}-${String(last - fresh.length + index + 1).padStart(4, '0')}`
  const numbers = new Map(fresh.map((id, index) => [id, numberOf(index)]))
  return decided.map((one) => {
    const number = numbers.get(one.change.call.id)
    return number ? { ...one, change: { ...one.change, call: { ...one.change.call, number } } } : one
  })
}

function joined(decided: readonly Decided[]): Written[] {
  const byCall = new Map<string, Written>()
  for (const { before, change } of decided) {
    const earlier = byCall.get(change.call.id)
    byCall.set(change.call.id, {
      before: earlier ? earlier.before : before,
      after: change.call,
      rings: [...(earlier?.rings ?? []), ...change.rings],
    })
  }
  return [...byCall.values()]
}

function linkOf({ change, signalUid }: Decided): { signalUid: string; callId: string }[] {
  return signalUid === null ? [] : [{ signalUid, callId: change.call.id }]
}

function lastTimers(decided: readonly Decided[]): Map<string, Map<string, CallTimer>> {
  const byCall = new Map<string, Map<string, CallTimer>>()
  for (const { change } of decided) {
    if (change.timers.length === 0) continue
    const timers = byCall.get(change.call.id) ?? new Map<string, CallTimer>()
    for (const timer of change.timers) timers.set(timer.kind, timer)
    byCall.set(change.call.id, timers)
  }
  return byCall
}

async function setOrClear(tx: Tx, subject: string, { kind, dueAt }: CallTimer): Promise<void> {
  if (dueAt === null) await clearTimer(tx, kind, subject)
  else await setTimer(tx, { kind, subject, dueAt })
}

function drafts(change: Change, at: number): EventDraft[] {
  const { id, homeId } = change.call
  return change.events.map(({ type, actor, data }) => ({
    at,
    type,
    actor,
    callId: id,
    homeId,
    deviceId: actor.kind === 'device' ? actor.id : null,
    data,
  }))
}
