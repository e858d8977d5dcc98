import { type CallRecord, type Change, did, isOpen, NOT_PARKED, next, type Refusal, refuse, without } from './call.ts'

/** One call of a home goes on with another. */
export interface Merged {
  readonly ok: true
  readonly merged: Change
  readonly into: Change
}

/**
 * Makes two open calls of one home one: the more urgent goes on, the other points to it (research/call-centre.md §6.3).
 * Nothing of either is lost: presses are added, and each keeps its own time line.
 */
export function merge(call: CallRecord, into: CallRecord, by: string, at: number): Merged | Refusal {
  const code = whyNot(call, into, by)
  if (code !== null) return refuse(code)
  const merged: Change = {
    ok: true,
    call: next(call, { state: 'merged', mergedIntoId: into.id, closedAt: at, stepDueAt: null, ...NOT_PARKED }),
    events: [did('call.merged', by, { into: into.id, number: into.number })],
    timers: without(call, 'ladder', 'contact', 'lease'),
    rings: [],
  }
  const went: Change = {
    ok: true,
    call: next(into, {
      presses: into.presses + call.presses,
      repeated: into.repeated || call.repeated,
      pressedAt: Math.max(into.pressedAt, call.pressedAt),
    }),
    events: [did('call.absorbed', by, { call: call.id, number: call.number, presses: call.presses })],
    timers: [],
    rings: [],
  }
  return { ok: true, merged, into: went }
}

function whyNot(call: CallRecord, into: CallRecord, by: string): Refusal['code'] | null {
  if (!isOpen(call) || !isOpen(into)) return 'call_closed'
  if (call.id === into.id || call.subjectId !== into.subjectId) return 'merge_other_home'
  if (call.kind === 'technical' || into.kind === 'technical') return 'merge_technical'
  if (call.priority < into.priority) return 'merge_upwards'
  // Whoever merges has one of them, and takes the other from nobody.
  const owners = [call.ownerId, into.ownerId]
  if (!owners.includes(by) || owners.some((owner) => owner !== null && owner !== by)) return 'call_not_yours'
  return null
}
