/**
 * Two processes on PostgreSQL and Mosquitto, and everything dies in turn while devices press (research/reliability.md
 * T01, T09, T28, T29). Nothing receipted is lost, nothing happens twice, consoles are back, the ladder keeps its time.
 *
 *   ANLING_BLOWS=200 npx vitest run --project cluster test/cluster/cluster.test.ts     more blows (50)
 */
import { afterAll, afterEach, expect, test } from 'vitest'
import { seedOfRun } from '../crash/dice.ts'
import { upperBound } from '../crash/ledger.ts'
import { percentile } from '../crash/pace.ts'
import { ACKNOWLEDGED_BEFORE_STORED } from '../crash/points.ts'
import { type Patch, type ProductCopy, productCopy } from '../crash/product-copy.ts'
import { say } from '../crash/report.ts'
import { killAll } from '../crash/server-process.ts'
import { startCluster } from './cluster.ts'
import { type Blow, type ClusterVerdict, clusterTorture } from './cluster-torture.ts'

const BLOWS = Number(process.env.ANLING_BLOWS ?? 50)
/** Three in five hit a process: it is what dies most. */
const ROUND: readonly Blow[] = [
  'process killed',
  'process killed',
  'broker killed',
  'process killed',
  'database restarted',
  'process killed',
  'process killed',
  'broker killed',
  'process restarted',
  'database restarted',
]
const DEVICES = 14
const LADDER_HOMES = 8
const NOTHING = { lost: [], untold: [], doubled: [], undecided: [], twoCalls: [], broken: [] }

const copies: ProductCopy[] = []
afterEach(killAll)
afterAll(() => {
  for (const copy of copies) copy.remove()
})

async function torture(blows: readonly Blow[], ladderHomes: number, patches: readonly Patch[] = []) {
  const copy = await productCopy(patches)
  copies.push(copy)
  const seed = seedOfRun()
  const cluster = await startCluster({ copy, processes: 2, homes: DEVICES + ladderHomes })
  const verdict = await clusterTorture({ copy, cluster, blows, seed, window: 3, ladderHomes, progress: say })
  await cluster.stop()
  say(text(`${blows.length} blows, ${patches.length} planted bugs, seed ${seed}`, verdict))
  return verdict
}

test(`${BLOWS} blows to two processes, broker and database lose and double nothing`, {
  timeout: 180_000 + BLOWS * 10_000,
}, async () => {
  const blows = Array.from({ length: BLOWS }, (_, n) => ROUND[n % ROUND.length] as Blow)
  const { findings, ledger, readers, ladderOffMs } = await torture(blows, LADDER_HOMES)
  expect(findings).toEqual({ ...NOTHING, stored: ledger.sent.size })
  expect(ledger.receipted.size).toBeGreaterThan(BLOWS * 20)
  expect(readers.map(({ gaps }) => gaps)).toEqual([0, 0])
  const away = readers.flatMap(({ awayMs }) => awayMs)
  expect(away.length).toBeGreaterThan(BLOWS / 10)
  expect(Math.max(...away)).toBeLessThanOrEqual(5_000)
  for (const off of ladderOffMs) expect(Math.abs(off ?? Number.NaN)).toBeLessThanOrEqual(2_000)
})

test('a process that stands still in the middle of everything harms nobody when it wakes', {
  timeout: 180_000,
}, async () => {
  const { findings, ledger, readers } = await torture(['process frozen', 'process frozen', 'process frozen'], 0)
  expect(findings).toEqual({ ...NOTHING, stored: ledger.sent.size })
  expect(readers.map(({ gaps }) => gaps)).toEqual([0, 0])
})

test('control: processes that acknowledge before they store are caught', { timeout: 180_000 }, async () => {
  const blows: Blow[] = Array.from({ length: 6 }, () => 'process killed')
  const { findings } = await torture(blows, 0, ACKNOWLEDGED_BEFORE_STORED)
  expect(findings.lost.length).toBeGreaterThan(0)
})

function text(title: string, verdict: ClusterVerdict): string {
  const { ledger, findings, readers, recoveryMs, struckMs, calmMs, ladderOffMs } = verdict
  const away = readers.flatMap(({ awayMs }) => awayMs)
  const rows: [string, string | number][] = [
    ['signals sent', ledger.sent.size],
    ['receipted', ledger.receipted.size],
    ['stored', findings.stored],
    ['lost', findings.lost.length],
    ['doubled', findings.doubled.length],
    ['undecided', findings.undecided.length],
    ['homes with two open calls of a kind', findings.twoCalls.length],
    ['broken', findings.broken.length],
    [
      'true loss rate, 95 % upper bound',
      findings.lost.length === 0 ? upperBound(ledger.receipted.size) : 'not bounded',
    ],
    ...[...recoveryMs].map(([blow, ms]): [string, string] => [`${blow}: all take presses again, ms`, spread(ms)]),
    ['press to receipt, calm, ms', spread(calmMs)],
    ['press to receipt, under way at a blow, ms', spread(struckMs)],
    ['consoles away, ms', spread(away)],
    ['ladder steps off their instant, ms', spread(ladderOffMs.map((off) => Math.abs(off ?? Number.NaN)))],
  ]
  return `${title}\n${rows.map(([what, figure]) => `  ${what.padEnd(48)} ${figure}`).join('\n')}\n`
}

function spread(values: readonly number[]): string {
  if (values.length === 0) return '–'
  const at = (percent: number): string => percentile(values, percent).toFixed(0)
  return `${values.length}: p50 ${at(50)}, p99 ${at(99)}, max ${at(100)}`
}
