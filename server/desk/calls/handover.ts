import type { HandoverReason } from '#contract/calls'
import type { EventType } from '#contract/events'
import { type CallRecord, type Decision, did, NOT_PARKED, next, refuse, unchanged, without } from './call.ts'
import { watched } from './watching.ts'

/** A call goes from its owner to a colleague, who was asked whether they are there (service.ts). */
export interface Transfer {
  readonly by: string
  readonly to: string
  readonly reason: HandoverReason
  /** A supervisor hands on what is not theirs. */
  readonly isSupervisor: boolean
}

/** Somebody takes a call from its owner. */
export interface Takeover {
  readonly by: string
  readonly reason: HandoverReason
  /** A supervisor, or anybody when the owner has fallen silent. */
  readonly mayOverrule: boolean
}

export function transfer(call: CallRecord, { by, to, reason, isSupervisor }: Transfer, at: number): Decision {
  if (call.ownerId === null) return refuse('call_not_claimed')
  if (call.ownerId !== by && !isSupervisor) return refuse('call_not_yours')
  return owned(call, to, at, 'call.transferred', by, reason)
}

export function takeOver(call: CallRecord, { by, reason, mayOverrule }: Takeover, at: number): Decision {
  if (call.ownerId === null) return refuse('call_not_claimed')
  if (call.ownerId !== by && !mayOverrule) return refuse('takeover_not_allowed')
  return owned(call, by, at, 'call.taken_over', by, reason)
}

/** The clock of the new owner begins anew; what was done before stays done. */
function owned(
  call: CallRecord,
  ownerId: string,
  at: number,
  type: EventType,
  by: string,
  reason: HandoverReason,
): Decision {
  if (call.ownerId === ownerId) return unchanged(call)
  const to = { state: 'claimed', ownerId, claimedAt: at, unattended: false, resolvedAt: null, ...NOT_PARKED } as const
  return {
    ok: true,
    call: next(call, to),
    events: [did(type, by, { from: call.ownerId, to: ownerId, reason })],
    timers: [...without(call), ...watched(call, at)],
    rings: [],
  }
}
