import pg from 'pg'
import type { Event } from '#contract/events'
import { chainFaults } from '../crash/audit.ts'
import { compare, type Findings, type Pair, QUERIES } from '../crash/findings.ts'
import type { Ledger } from '../crash/ledger.ts'
import type { ProductCopy } from '../crash/product-copy.ts'
import type { Cluster } from './cluster.ts'

/** Compares what the devices were promised with what PostgreSQL and the feed hold. */
export async function auditCluster(
  copy: ProductCopy,
  { databaseUrl, dataDir }: Cluster,
  ledger: Ledger,
  events: readonly Event[],
): Promise<Findings> {
  const admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  const pairs = async (text: string): Promise<Pair[]> =>
    (await admin.query<[string, string]>({ text, rowMode: 'array' })).rows
  const held = {
    signals: await pairs(QUERIES.signals),
    inTwoCalls: await pairs(QUERIES.inTwoCalls),
    undecided: await pairs(QUERIES.undecided),
    twoCalls: await pairs(QUERIES.twoCalls),
    broken: chainFaults(copy, dataDir, databaseUrl),
  }
  await admin.end()
  return compare(held, ledger, events)
}
