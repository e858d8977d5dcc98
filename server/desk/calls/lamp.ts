import type { LampState } from '#contract/lamps'
import type { CallRecord } from './call.ts'

/** What the caller's device shows for a call: somebody has it, somebody is there, it is over. */
export function lampOf(call: Pick<CallRecord, 'state' | 'onSceneAt'>): LampState {
  if (call.state === 'closed' || call.state === 'merged') return 'done'
  if (call.onSceneAt !== null) return 'coming'
  if (call.state === 'waiting') return 'ringing'
  return 'claimed'
}
