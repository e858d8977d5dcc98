import type { Event } from '#contract/events'
import { keyOf, type Ledger } from './ledger.ts'

/** What may not be: every list is empty when nothing acknowledged was lost and nothing happened twice. */
export interface Findings {
  /** Acknowledged by receipt or PUBACK, and not stored. */
  readonly lost: readonly string[]
  /** Stored, and in no event. */
  readonly untold: readonly string[]
  /** Stored twice, in two events of its own, or in two calls. */
  readonly doubled: readonly string[]
  /** Stored, and still waiting to be decided. */
  readonly undecided: readonly string[]
  /** Homes with two open calls of one kind. */
  readonly twoCalls: readonly string[]
  /** Broken chain, gaps in the numbers, damaged pages. */
  readonly broken: readonly string[]
  readonly stored: number
}

/** Each signal is the cause of exactly one of these; what else its press set off stands in further events. */
const OWN_EVENTS: ReadonlySet<string> = new Set([
  'signal.recorded',
  'call.opened',
  'call.pressed',
  'call.reopened',
  'call.cancelled',
  'call.restored',
  'call.help_arrived',
  'call.help_done',
])

/** What a database holds at the end, whichever engine keeps it: pairs of device and signal id. */
export interface Held {
  readonly signals: readonly Pair[]
  /** Linked to more than one call. */
  readonly inTwoCalls: readonly Pair[]
  readonly undecided: readonly Pair[]
  /** Homes and kinds with more than one open call. */
  readonly twoCalls: readonly Pair[]
  /** Broken chain, damaged pages. */
  readonly broken: readonly string[]
}
export type Pair = readonly [device: string, id: string]

/** The queries whose answers are `Held`; both engines understand them. */
export const QUERIES = {
  signals: 'select device_id, signal_id from signals',
  inTwoCalls: `select device_id, signal_id from signals join call_signals on signal_uid = uid
    group by device_id, signal_id having count(distinct call_id) > 1`,
  undecided: 'select device_id, signal_id from signals join inbox using (uid)',
  twoCalls: `select subject_id, kind from calls where closed_at is null
    group by subject_kind, subject_id, kind having count(*) > 1`,
} as const

/** Compares what the devices were promised with what the database and the feed hold. */
export function compare(held: Held, ledger: Ledger, events: readonly Event[]): Findings {
  const keys = (pairs: readonly Pair[]): string[] => pairs.map(([device, id]) => keyOf(device, id))
  const rows = keys(held.signals)
  const stored = new Set(rows)
  const told = timesTold(events)
  return {
    stored: stored.size,
    lost: [...new Set([...ledger.receipted, ...ledger.pubacked])].filter((key) => !stored.has(key)),
    untold: [...stored].filter((key) => !told.has(key)),
    doubled: [
      ...twice(rows),
      ...[...told].filter(([, times]) => times > 1).map(([key]) => key),
      ...keys(held.inTwoCalls),
    ],
    undecided: keys(held.undecided),
    twoCalls: keys(held.twoCalls),
    broken: [...gaps(events), ...held.broken],
  }
}

function timesTold(events: readonly Event[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const { type, deviceId, data } of events) {
    if (!OWN_EVENTS.has(type) || deviceId === null || typeof data.signal !== 'string') continue
    const key = keyOf(deviceId, data.signal)
    times.set(key, (times.get(key) ?? 0) + 1)
  }
  return times
}

function twice(keys: readonly string[]): string[] {
  const seen = new Set<string>()
  return keys.filter((key) => seen.size === seen.add(key).size)
}

function gaps(events: readonly Event[]): string[] {
  const first = events.find(({ seq }, place) => seq !== place + 1)
  return first ? [`event ${first.seq} does not follow the one before it`] : []
}
