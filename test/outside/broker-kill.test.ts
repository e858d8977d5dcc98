/**
 * Nothing receipted is lost, whoever dies: the broker, which forgets what it has acknowledged (reliability F5), or the
 * house behind it.
 *
 *   ANLING_BROKER_KILLS=50 npx vitest run --project outside test/outside/broker-kill.test.ts
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seedOfRun } from '../crash/dice.ts'
import { ACKNOWLEDGED_BEFORE_STORED } from '../crash/points.ts'
import { type Patch, type ProductCopy, productCopy } from '../crash/product-copy.ts'
import { say } from '../crash/report.ts'
import { killAll } from '../crash/server-process.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'
import { type BrokerTortureOptions, brokerTorture, verdictText } from './broker-torture.ts'

const KILLS = Number(process.env.ANLING_BROKER_KILLS ?? 5)
const LIMIT_MS = 60_000 + KILLS * 10_000
/** The house has its links again, and a press its receipt, so soon after the broker or it listens. Milliseconds. */
const RECOVERY_MS = 5_000

let mosquitto: Mosquitto
const copies: ProductCopy[] = []
beforeAll(async () => {
  mosquitto = await startMosquitto()
})
afterEach(killAll)
afterAll(async () => {
  for (const copy of copies) copy.remove()
  await mosquitto.stop()
})

async function torture(victim: BrokerTortureOptions['victim'], kills: number, patches: readonly Patch[] = []) {
  const copy = await productCopy(patches)
  copies.push(copy)
  const seed = seedOfRun()
  const verdict = await brokerTorture({ copy, mosquitto, victim, kills, seed, devices: 12, window: 4 })
  say(verdictText(`${kills} kills of the ${victim}, ${patches.length} planted bugs, seed ${seed}`, verdict))
  return verdict
}

const NOTHING = { lost: [], untold: [], doubled: [], undecided: [], twoCalls: [], broken: [] }

test(`${KILLS} kills of the broker under load lose and double nothing`, { timeout: LIMIT_MS }, async () => {
  const { findings, ledger, recoveryMs } = await torture('broker', KILLS)
  expect(findings).toEqual({ ...NOTHING, stored: ledger.sent.size })
  expect(Math.max(...recoveryMs)).toBeLessThanOrEqual(RECOVERY_MS)
  expect(ledger.receipted.size).toBeGreaterThan(KILLS * 50)
})

test(`${KILLS} kills of the house behind the broker lose and double nothing`, { timeout: LIMIT_MS }, async () => {
  const { findings, ledger } = await torture('house', KILLS)
  expect(findings).toEqual({ ...NOTHING, stored: ledger.sent.size })
})

test('control: a link that acknowledges before the commit is caught', { timeout: LIMIT_MS }, async () => {
  const { findings } = await torture('house', KILLS, ACKNOWLEDGED_BEFORE_STORED)
  expect(findings.lost.length).toBeGreaterThan(0)
})
