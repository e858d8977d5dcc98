import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Event } from '#contract/events'
import { eventRoutes } from '#contract/routes'
import { signIn } from '../support/person.ts'
import { keyOf, type Ledger } from './ledger.ts'
import type { ProductCopy } from './product-copy.ts'
import { leash } from './server-process.ts'
import { ADMIN } from './town.ts'

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

/** All events, as a console would fetch them. */
export async function eventsOf(url: string): Promise<Event[]> {
  const admin = await signIn(() => url, ADMIN.user, ADMIN.password)
  const all: Event[] = []
  for (;;) {
    const { items } = await admin.call(eventRoutes.list, { query: { after: all.at(-1)?.seq ?? 0, limit: 1000 } })
    if (items.length === 0) return all
    all.push(...items)
  }
}

/** Compares what the devices were promised with what the database and the feed hold. The server has stopped. */
export function audit(copy: ProductCopy, dataDir: string, ledger: Ledger, events: readonly Event[]): Findings {
  const db = new Sqlite(join(dataDir, 'anling.sqlite'), { readonly: true })
  const keys = (query: string): string[] =>
    (db.prepare(query).raw().all() as [string, string][]).map(([device, id]) => keyOf(device, id))
  const rows = keys('select device_id, signal_id from signals')
  const stored = new Set(rows)
  const told = timesTold(events)
  const findings = {
    stored: stored.size,
    lost: [...new Set([...ledger.receipted, ...ledger.pubacked])].filter((key) => !stored.has(key)),
    untold: [...stored].filter((key) => !told.has(key)),
    doubled: [
      ...twice(rows),
      ...[...told].filter(([, times]) => times > 1).map(([key]) => key),
      ...keys(`select device_id, signal_id from signals join call_signals on signal_uid = uid
        group by device_id, signal_id having count(distinct call_id) > 1`),
    ],
    undecided: keys('select device_id, signal_id from signals join inbox using (uid)'),
    twoCalls: keys(`select subject_id, kind from calls where closed_at is null
      group by subject_kind, subject_id, kind having count(*) > 1`),
    broken: [...gaps(events), ...damage(db), ...chainFaults(copy, dataDir)],
  }
  db.close()
  return findings
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

function damage(db: InstanceType<typeof Sqlite>): string[] {
  const said = String(db.pragma('integrity_check', { simple: true }))
  return said === 'ok' ? [] : [said]
}

/** The product's own verb, as an auditor would run it. */
function chainFaults(copy: ProductCopy, dataDir: string): string[] {
  const run = spawnSync(process.execPath, ['--import', leash, copy.main, 'verify', '--data', dataDir], {
    encoding: 'utf8',
  })
  return run.status === 0 ? [] : [`verify: ${run.stderr}`]
}
