import { MOST_PARKED_MS, MOST_PARKED_P1_MS, type ParkReason } from '#contract/calls'
import { HOUSE } from '#contract/events'
import {
  type CallRecord,
  type Decision,
  did,
  type Moment,
  NOT_PARKED,
  next,
  rang,
  refuse,
  ringAgain,
  unchanged,
  without,
} from './call.ts'
import { watched } from './watching.ts'

/** A call that may wait: its owner knows for what, and until when it must have happened. */
export interface Parking {
  readonly by: string
  readonly until: number
  readonly reason: ParkReason
}

/** Parked again it waits until the new time. An emergency waits only for somebody who has been heard or seen. */
export function park(call: CallRecord, { by, until, reason }: Parking, at: number): Decision {
  if (call.ownerId !== by) return refuse('call_not_yours')
  if (until <= at) return refuse('park_in_past')
  if (until - at > (call.priority === 1 ? MOST_PARKED_P1_MS : MOST_PARKED_MS)) return refuse('park_too_long')
  const isSafe = call.contactedAt !== null || call.onSceneAt !== null
  if (call.priority === 1 && !isSafe) return refuse('park_needs_contact')
  return {
    ok: true,
    call: next(call, { state: 'parked', parkedUntil: until, parkedFor: reason, resolvedAt: null, unattended: false }),
    events: [did('call.parked', by, { until: new Date(until).toISOString(), reason })],
    timers: [
      { kind: 'parked', dueAt: until },
      { kind: 'contact', dueAt: null },
      { kind: 'lease', dueAt: null },
    ],
    rings: [],
  }
}

/** The owner goes on before the time has come. */
export function resume(call: CallRecord, by: string, at: number): Decision {
  return {
    ok: true,
    call: next(call, { state: 'claimed', ...NOT_PARKED }),
    events: [did('call.resumed', by, {})],
    timers: [...without(call), ...watched(call, at)],
    rings: [],
  }
}

/** The time has come: it rings again, and the one who knows it is asked first. */
export function wake(call: CallRecord, moment: Moment): Decision {
  if (call.state !== 'parked' || (call.parkedUntil ?? 0) > moment.at) return unchanged(call)
  const again = ringAgain(next(call, {}), 'woken', moment)
  const woke = { type: 'call.woke', actor: HOUSE, data: { owner: call.ownerId } } as const
  return { ok: true, ...again, call: { ...again.call, assignedId: call.ownerId }, events: [woke, rang('woken')] }
}
