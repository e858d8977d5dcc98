/**
 * One device floods (research/reliability.md T16, G8): it is slowed by not reading its socket, none of its presses is
 * dropped, they are one call with a counter, and nobody else waits for it.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { audit, eventsOf } from './audit.ts'
import type { Findings } from './findings.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { hardlyLonger, percentile, pressAtPace } from './pace.ts'
import { DROPPED_OVER_LIMIT, NOT_SLOWED } from './points.ts'
import { type Patch, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll, startServer } from './server-process.ts'
import { settled } from './settled.ts'
import { seedTown } from './town.ts'
import { newUnit, type Unit } from './unit.ts'

/** Presses of the flood, 1,000 a second; each is one packet, and the acknowledgement of its receipt another. */
const FLOOD = 2_000
const FLOOD_MS = 2_000
/** Packets a second that the server lets one device send; four seconds' worth may come at once. */
const RATE = 200
const BURST = 4 * RATE
/** How long after the first press of the flood its receipts are counted. Milliseconds. */
const COUNTED_MS = 3_000
/** Presses read from the socket at one blow beyond the limit: a chunk is taken whole, and paid for afterwards. */
const CHUNK = 300

const CALM_UNITS = 10
const CALM_EVERY_MS = 20
/** A process that has just started is slower. Milliseconds. */
const WARM_MS = 1_000
const CALM_BEFORE_MS = 2_500

afterEach(killAll)

interface Outcome {
  /** Receipts the flooding device had in the counted time. */
  readonly early: number
  readonly findings: Findings
  readonly ledger: Ledger
  /** Presses of each call of the flooding home. */
  readonly calls: readonly number[]
  /** Slowest of a hundred presses of others, from the press to its receipt. Milliseconds. */
  readonly p99Before: number
  readonly p99During: number
}

/** Others press at their pace; then one floods, while they go on. */
async function flood(patches: readonly Patch[], rate: number): Promise<Outcome> {
  const folder = newFolder()
  const copy = await productCopy(patches)
  try {
    const ledger = newLedger()
    const [flooding, ...calm] = (await seedTown(folder.path, 1 + CALM_UNITS)).map((one) => newUnit(one, ledger))
    if (!flooding) throw new Error('no home')
    const server = await startServer(copy, folder.path, { env: { ANLING_DEVICE_RATE: String(rate) } })
    await Promise.all([flooding, ...calm].map((unit) => unit.connect(server.mqttPort)))
    const warming = pressAtPace(calm, CALM_EVERY_MS)
    await pause(WARM_MS)
    await warming.stop()
    const before = pressAtPace(calm, CALM_EVERY_MS)
    await pause(CALM_BEFORE_MS)
    const p99Before = percentile(await before.stop(), 99)
    const during = pressAtPace(calm, CALM_EVERY_MS)
    const early = await pressWildly(flooding, ledger)
    const p99During = percentile(await during.stop(), 99)
    await settled(folder.path)
    const events = await eventsOf(server.url)
    for (const unit of [flooding, ...calm]) unit.hangUp()
    await server.stop()
    const findings = audit(copy, folder.path, ledger, events)
    return { early, findings, ledger, calls: pressesOf(folder.path, flooding.id), p99Before, p99During }
  } finally {
    copy.remove()
    folder.remove()
  }
}

/** All presses at 1,000 a second; resolves when the last was acknowledged, with how many were in the counted time. */
async function pressWildly(unit: Unit, ledger: Ledger): Promise<number> {
  const began = performance.now()
  const mine = (acknowledged: ReadonlySet<string>): number =>
    [...acknowledged].filter((key) => key.startsWith(unit.id)).length
  for (let sent = 0; sent < FLOOD; await pause(1)) {
    const due = Math.min(FLOOD, ((performance.now() - began) * FLOOD) / FLOOD_MS)
    for (; sent < due; sent += 1) void unit.press('sos')
  }
  await pause(began + COUNTED_MS - performance.now())
  const early = mine(ledger.receipted)
  while (mine(ledger.pubacked) < FLOOD) await pause(50)
  return early
}

function pressesOf(dataDir: string, device: string): number[] {
  const db = new Sqlite(join(dataDir, 'anling.sqlite'), { readonly: true })
  const query = 'select presses from calls join devices using (home_id) where devices.id = ?'
  const presses = db.prepare(query).pluck().all(device) as number[]
  db.close()
  return presses
}

function tell(what: string, { early, findings, calls, p99Before, p99During }: Outcome): void {
  say(
    `${what}: ${early} of ${FLOOD} receipts in the first ${COUNTED_MS / 1000} s, lost ${findings.lost.length}, ` +
      `calls with ${calls.join(', ')} presses; others' p99 ${p99Before.toFixed(1)} ms before, ${p99During.toFixed(1)} ms during`,
  )
}

/** What the limit lets through in the counted time. */
const MOST_EARLY = BURST + (RATE * COUNTED_MS) / 1000 + CHUNK

test('a device that floods is slowed, loses nothing, makes one call, and holds up nobody', {
  timeout: 90_000,
}, async () => {
  const outcome = await flood([], RATE)
  tell('flood', outcome)
  const { early, findings, ledger, calls, p99Before, p99During } = outcome
  expect(early).toBeLessThanOrEqual(MOST_EARLY)
  expect(findings).toEqual({
    stored: ledger.sent.size,
    ...{ lost: [], untold: [], doubled: [], undecided: [], twoCalls: [], broken: [] },
  })
  expect(calls).toEqual([FLOOD])
  expect(p99During).toBeLessThanOrEqual(hardlyLonger(p99Before))
})

describe('controls', () => {
  test('a door that slows nobody is caught', { timeout: 60_000 }, async () => {
    const outcome = await flood(NOT_SLOWED, RATE)
    tell('control, not slowed', outcome)
    expect(outcome.early).toBeGreaterThan(MOST_EARLY)
  })

  test('a door that drops what is over the limit, and stands still meanwhile, is caught', {
    timeout: 60_000,
  }, async () => {
    const outcome = await flood(DROPPED_OVER_LIMIT, 100_000)
    tell('control, dropped over the limit', outcome)
    expect(outcome.findings.lost.length).toBeGreaterThan(0)
    expect(outcome.calls).not.toEqual([FLOOD])
    expect(outcome.p99During).toBeGreaterThan(hardlyLonger(outcome.p99Before))
  })
})
