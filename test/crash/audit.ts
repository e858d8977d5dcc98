import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Event } from '#contract/events'
import { eventRoutes } from '#contract/routes'
import { signIn } from '../support/person.ts'
import { compare, type Findings, type Pair, QUERIES } from './findings.ts'
import type { Ledger } from './ledger.ts'
import type { ProductCopy } from './product-copy.ts'
import { leash } from './server-process.ts'
import { ADMIN } from './town.ts'

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

/** Compares what the devices were promised with what the file and the feed hold. The server has stopped. */
export function audit(copy: ProductCopy, dataDir: string, ledger: Ledger, events: readonly Event[]): Findings {
  const db = new Sqlite(join(dataDir, 'anling.sqlite'), { readonly: true })
  const pairs = (query: string): Pair[] => db.prepare(query).raw().all() as Pair[]
  const held = {
    signals: pairs(QUERIES.signals),
    inTwoCalls: pairs(QUERIES.inTwoCalls),
    undecided: pairs(QUERIES.undecided),
    twoCalls: pairs(QUERIES.twoCalls),
    broken: [...damage(db), ...chainFaults(copy, dataDir)],
  }
  db.close()
  return compare(held, ledger, events)
}

function damage(db: InstanceType<typeof Sqlite>): string[] {
  const said = String(db.pragma('integrity_check', { simple: true }))
  return said === 'ok' ? [] : [said]
}

/** The product's own verb, as an auditor would run it. */
export function chainFaults(copy: ProductCopy, dataDir: string, databaseUrl = ''): string[] {
  const run = spawnSync(process.execPath, ['--import', leash, copy.main, 'verify', '--data', dataDir], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  return run.status === 0 ? [] : [`verify: ${run.stderr}`]
}
