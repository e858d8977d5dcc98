import type { Call } from '#contract/calls'
import { isOver } from '../live/stream.ts'

export const SCOPES = ['all', 'waiting', 'mine'] as const
export type Scope = (typeof SCOPES)[number]

/**
 * Level, then age; within a level whoever waits stands before whoever is looked after, or ten calls in hand would push
 * a new one off the screen. Ids break ties, so the order is always one.
 */
export function compareCalls(a: Call, b: Call): number {
  return (
    a.priority - b.priority ||
    Number(a.state !== 'waiting') - Number(b.state !== 'waiting') ||
    a.receivedAt.localeCompare(b.receivedAt) ||
    a.id.localeCompare(b.id)
  )
}

export interface View {
  readonly scope: Scope
  /** Levels to show; empty means all. */
  readonly levels: ReadonlySet<number>
  readonly accountId: string
}

/** A waiting P1 is in every view: a filter must never hide an emergency (design §6 rule 10). */
function isInView(call: Call, view: View): boolean {
  if (isOver(call)) return false
  if (call.state === 'waiting' && call.priority === 1) return true
  if (view.levels.size > 0 && !view.levels.has(call.priority)) return false
  if (view.scope === 'waiting') return call.state === 'waiting'
  return view.scope === 'all' || call.owner?.id === view.accountId
}

/** Ids of the calls of a view, in the order they are to be worked on. */
export function sortedIds(calls: ReadonlyMap<string, Call>, view: View): readonly string[] {
  return [...calls.values()]
    .filter((call) => isInView(call, view))
    .sort(compareCalls)
    .map((call) => call.id)
}

/**
 * The order while somebody's pointer or focus is on the list: nothing that stands there moves, not even what has just
 * been closed; what is new comes last.
 */
export function heldOrder(
  shown: readonly string[],
  sorted: readonly string[],
  calls: ReadonlyMap<string, Call>,
): readonly string[] {
  const standing = shown.filter((id) => calls.has(id))
  const known = new Set(standing)
  return [...standing, ...sorted.filter((id) => !known.has(id))]
}

/** The call that a press of Space takes: the one on top among those that wait. */
export function topWaiting(calls: ReadonlyMap<string, Call>): Call | undefined {
  return [...calls.values()].filter((call) => call.state === 'waiting').sort(compareCalls)[0]
}

export function waitingCount(calls: ReadonlyMap<string, Call>): number {
  let count = 0
  for (const call of calls.values()) if (call.state === 'waiting') count += 1
  return count
}
