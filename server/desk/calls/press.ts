import type { CallKind, SubjectKind, Trigger } from '#contract/calls'
import type { SignalKind } from '#contract/signals'
import {
  type CallEvent,
  type CallRecord,
  type Change,
  isOpen,
  type Moment,
  newCall,
  ringAgain,
  unchanged,
} from './call.ts'
import { hurriedDueAt } from './ladder.ts'
import { type Meaning, meaningOf } from './triggers.ts'

/** A closed emergency that is pressed again within this time was not over (design §6 rule 8). Milliseconds. */
export const REOPEN_MS = 30 * 60_000
/** Three presses within this time raise the call (rule 4). Milliseconds. */
export const REPEAT_WINDOW_MS = 60_000
/** A press this much older than its arrival rings as "delayed". Milliseconds. */
export const DELAYED_MS = 5 * 60_000

/** A stored signal, with what the house knows of its device. Instants in milliseconds. */
export interface Signal {
  readonly uid: string
  readonly id: string
  readonly deviceId: string
  readonly homeId: string | null
  readonly kind: SignalKind | 'unreadable'
  readonly lane: string
  readonly receivedAt: number
  readonly deviceAt: string | null
  readonly boot: string | null
  readonly n: number | null
  /** This id was used before with another body: a new signal, and a technical call besides. */
  readonly conflict: boolean
  /** A test press in the window that was opened for its device (design §6 rule 12). */
  readonly isTest: boolean
}

/** What a call is about: the home the device stands in, or the device itself while it stands in none. */
export function subjectOf(signal: Signal): { readonly kind: SubjectKind; readonly id: string } {
  return signal.homeId ? { kind: 'home', id: signal.homeId } : { kind: 'device', id: signal.deviceId }
}

/** A new ringing call. */
export function open(
  id: string,
  signal: Signal,
  what: { readonly kind: CallKind; readonly priority: number; readonly trigger: Trigger },
  moment: Moment,
): Change {
  const subject = subjectOf(signal)
  const { homeId, deviceId, receivedAt } = signal
  const about = { subjectKind: subject.kind, subjectId: subject.id, homeId, deviceId, receivedAt }
  return newCall({ id, ...what, ...about, delayed: isDelayed(signal) }, said('call.opened', signal, what), moment)
}

/** A further press of the home is information (design §6 rule 4): it joins, counts, and hurries the ladder. */
export function press(call: CallRecord, signal: Signal, trigger: Trigger, priority: number, moment: Moment): Change {
  if (!isOpen(call)) return reopenByPress(call, signal, trigger, moment)
  const counted = count(call, signal, Math.min(call.priority, priority))
  const events = [said('call.pressed', signal, { trigger, presses: counted.presses })]
  if (counted.priority < call.priority) events.push(said('call.raised', signal, { priority: counted.priority }))
  if (call.state === 'parked' || call.state === 'resolved') {
    const again = ringAgain(counted, 'pressed', moment)
    return { ok: true, ...again, events: [...events, said('call.rang', signal, { reason: 'pressed' })] }
  }
  if (call.state !== 'waiting') return { ok: true, call: counted, events, timers: [], rings: [] }
  const hurried = hurriedDueAt(counted, moment.at, moment.audible)
  const stepDueAt = hurried === null ? call.stepDueAt : Math.min(hurried, call.stepDueAt ?? hurried)
  // Most presses of a stuck button change nothing about the next step: then no timer is written.
  if (stepDueAt === call.stepDueAt) return { ok: true, call: counted, events, timers: [], rings: [] }
  return {
    ok: true,
    call: { ...counted, stepDueAt },
    events,
    timers: [{ kind: 'ladder', dueAt: stepDueAt }],
    rings: [],
  }
}

/** Whether a closed call takes a new press of the same home back, instead of a new call. */
export function reopens(call: CallRecord, at: number): boolean {
  return call.closedAt !== null && call.state === 'closed' && call.priority === 1 && at - call.closedAt <= REOPEN_MS
}

function reopenByPress(call: CallRecord, signal: Signal, trigger: Trigger, moment: Moment): Change {
  const again = ringAgain({ ...count(call, signal, call.priority), cancelled: false }, 'reopened', moment)
  return { ok: true, ...again, events: [said('call.reopened', signal, { trigger, by: 'press' })] }
}

/** What the caller or a helper says on the device. None of it closes anything (rule 6). */
export function tell(
  call: CallRecord,
  signal: Signal,
  meaning: Extract<Meaning, { type: 'tells' }>,
  at: number,
): Change {
  const event = said(meaning.event, signal, {})
  if (meaning.event === 'call.cancelled') return told({ ...call, cancelled: true }, event)
  if (meaning.event === 'call.help_arrived') return told({ ...call, onSceneAt: call.onSceneAt ?? at }, event)
  return told(call, event)
}

function told(call: CallRecord, event: CallEvent): Change {
  return { ...unchanged({ ...call, version: call.version + 1 }), events: [event] }
}

/** A condition ended: news for the call, never its end. */
export function restore(call: CallRecord, signal: Signal): Change {
  return told(call, said('call.restored', signal, { condition: signal.kind }))
}

export function meaning(signal: Signal): Meaning {
  return signal.isTest ? { type: 'records' } : meaningOf(signal.kind, signal.lane)
}

function count(call: CallRecord, signal: Signal, priority: number): CallRecord {
  const thirdInAMinute = call.pressedBeforeAt !== null && signal.receivedAt - call.pressedBeforeAt <= REPEAT_WINDOW_MS
  return {
    ...call,
    presses: call.presses + 1,
    pressedBeforeAt: call.pressedAt,
    pressedAt: signal.receivedAt,
    repeated: call.repeated || thirdInAMinute,
    priority: thirdInAMinute && !call.repeated ? Math.max(1, priority - 1) : priority,
    version: call.version + 1,
  }
}

function isDelayed(signal: Signal): boolean {
  const pressedAt = signal.deviceAt === null ? Number.NaN : Date.parse(signal.deviceAt)
  // A clock that says 1970 has no battery, not a press of half a century ago: only a plausible clock can say "delayed".
  const age = signal.receivedAt - pressedAt
  return age > DELAYED_MS && age < 30 * 24 * 3_600_000
}

function said(type: CallEvent['type'], signal: Signal, data: Record<string, unknown>): CallEvent {
  return { type, actor: { kind: 'device', id: signal.deviceId }, data: { ...data, signal: signal.id } }
}
