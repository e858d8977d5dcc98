/**
 * Nothing acknowledged is ever lost, whenever the process dies. The real server, killed with SIGKILL while real MQTT
 * devices press, is started again on the same folder, and at the end every promise is held against the database and
 * against the feed.
 *
 *   ANLING_KILLS=1000 npx vitest run test/crash/kill.test.ts     more kills (50)
 *   ANLING_SEED=…                                               the instants of an earlier run
 */
import { afterAll, afterEach, expect, test } from 'vitest'
import { seedOfRun } from './dice.ts'
import { ACKNOWLEDGED_BEFORE_STORED } from './points.ts'
import { type Patch, type ProductCopy, productCopy } from './product-copy.ts'
import { ledgerText, say } from './report.ts'
import { killAll } from './server-process.ts'
import { torture } from './torture.ts'

const KILLS = Number(process.env.ANLING_KILLS ?? 50)
const DEVICES = 20
const WINDOW = 4
const RECEIPTS_A_KILL = 100

const copies: ProductCopy[] = []
async function copyWith(...patches: readonly Patch[]): Promise<ProductCopy> {
  const copy = await productCopy(patches)
  copies.push(copy)
  return copy
}
afterEach(killAll)
afterAll(() => {
  for (const copy of copies) copy.remove()
})

test(`${KILLS} kills under load lose and double nothing`, { timeout: 60_000 + KILLS * 10_000 }, async () => {
  const seed = seedOfRun()
  say(`seed ${seed}`)
  const verdict = await torture({
    copy: await copyWith(),
    kills: KILLS,
    inFlight: KILLS / 5,
    seed,
    devices: DEVICES,
    window: WINDOW,
    progress: say,
  })
  say(ledgerText(`${KILLS} kills`, verdict))
  const { findings, tally, ledger } = verdict
  expect(findings).toEqual({
    stored: ledger.sent.size,
    lost: [],
    untold: [],
    doubled: [],
    undecided: [],
    twoCalls: [],
    broken: [],
  })
  expect(tally.receiptsBeforeKills).toBeGreaterThanOrEqual(KILLS * RECEIPTS_A_KILL)
  expect(tally.inFlight).toBeGreaterThanOrEqual(KILLS / 5)
  expect(Math.max(...tally.recoveryMs)).toBeLessThanOrEqual(5_000)
})

test('control: a copy that acknowledges before it stores is caught', { timeout: 120_000 }, async () => {
  const verdict = await torture({
    copy: await copyWith(...ACKNOWLEDGED_BEFORE_STORED),
    kills: 15,
    inFlight: 0,
    seed: seedOfRun(),
    devices: DEVICES,
    window: WINDOW,
    progress: () => {},
  })
  say(ledgerText('control: acknowledged before stored', verdict))
  expect(verdict.findings.lost.length).toBeGreaterThan(0)
})
