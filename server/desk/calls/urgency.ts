import type { PriorityReason } from '#contract/calls'
import { type CallRecord, type Decision, did, next, refuse, unchanged } from './call.ts'

/** The owner says how urgent the call is. */
export interface Urgency {
  readonly by: string
  readonly priority: number
  readonly reason: PriorityReason | null
}

/** Lowering needs a reason (design §6 rule 5); a further press raises it again. */
export function prioritise(call: CallRecord, { by, priority, reason }: Urgency): Decision {
  if (call.ownerId !== by) return refuse('call_not_yours')
  if (call.priority === priority) return unchanged(call)
  const isLower = priority > call.priority
  if (isLower && (reason === null || reason === 'worse')) return refuse('reason_missing')
  return {
    ...unchanged(next(call, { priority })),
    events: [did('call.reprioritised', by, { from: call.priority, to: priority, reason })],
  }
}
