import type { Outcome } from '#contract/calls'
import type { ProblemCode } from '#contract/problems'
import type { CallRecord } from './call.ts'

/** Somebody else has the person now, or nobody can help them any more. */
const HANDED_OVER: ReadonlySet<Outcome['result']> = new Set([
  'ambulance_sent',
  'hospital_admitted',
  'police_or_fire',
  'found_deceased',
])
/** Causes behind which there is no need of anybody's help. */
const HARMLESS: ReadonlySet<Outcome['cause']> = new Set(['accidental', 'test', 'device_fault', 'information'])

/**
 * What still stands in the way of this outcome, the first to be dealt with first; [] when nothing does. The rules of
 * design §6 rule 7: a call about a person ends when somebody was rung, and when the person was heard or seen or others
 * were sent. What nobody saw, nobody may say.
 */
export function unmet(call: CallRecord, outcome: Outcome): ProblemCode[] {
  const found: ProblemCode[] = []
  const isAboutPerson = call.kind === 'emergency' || call.kind === 'welfare'
  if (isAboutPerson && call.contactAttemptedAt === null) found.push('contact_missing')
  if (isAboutPerson && !isSafe(call, outcome)) found.push('safety_missing')
  if (contradicts(outcome)) found.push('outcome_contradicts')
  return found
}

function isSafe({ contactedAt, onSceneAt }: CallRecord, { result, seenBy }: Outcome): boolean {
  if (HANDED_OVER.has(result)) return true
  if (seenBy === 'not_seen') return false
  return seenBy === 'spoke' ? contactedAt !== null || onSceneAt !== null : true
}

function contradicts({ cause, result, seenBy }: Outcome): boolean {
  if (HARMLESS.has(cause) && HANDED_OVER.has(result)) return true
  return result === 'found_deceased' && seenBy === 'spoke'
}
