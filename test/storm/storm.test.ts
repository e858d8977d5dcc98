/**
 * A district comes back after a power cut: every device connects at once, each with a press that it kept. And before
 * that: signs of life of all of them leave no row behind.
 *
 *   ANLING_STORM=10000 npx vitest run test/storm      more devices (5000)
 */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { audit, eventsOf } from '../crash/audit.ts'
import { newLedger } from '../crash/ledger.ts'
import { percentile } from '../crash/pace.ts'
import { productCopy } from '../crash/product-copy.ts'
import { say } from '../crash/report.ts'
import { killAll, type ServerProcess, startServer, withOpenFiles } from '../crash/server-process.ts'
import { lookUntil } from '../crash/settled.ts'
import { seedTown } from '../crash/town.ts'
import { newFolder } from '../support/folder.ts'
import { type District, startDistrict } from './district.ts'
import type { StormTimes } from './generator.ts'

const DEVICES = Number(process.env.ANLING_STORM ?? 5_000)
const HEARTBEATS = 3
/** Goals of research/reliability.md §1.1: G3 for the receipt, T14 for the whole storm. */
const RECEIPT_P99_MS = 2_000
const ALL_MS = 20_000

const copy = await productCopy()
const folder = newFolder()
let district: District | undefined
afterEach(async () => {
  await district?.end()
  await killAll()
  copy.remove()
  folder.remove()
})

test(`${DEVICES} devices come back at once and press`, { timeout: 240_000 }, async () => {
  const credentials = await seedTown(folder.path, DEVICES)
  say(`${DEVICES} homes with a device each`)
  const server = await startServer(copy, folder.path, {
    under: withOpenFiles(DEVICES + 200),
    env: { ANLING_DEVICE_RATE: '50' },
  })
  district = startDistrict(copy.generator, credentials)
  await district.connect(server.mqttPort)
  await heartbeatsLeaveNoRow(district)
  await district.hangUp()
  server.resetVitals()
  const began = performance.now()
  const times = await district.storm(server.mqttPort)
  const opened = await lookUntil(folder.path, `select count(*) = ${DEVICES} from calls where subject_kind = 'home'`)
  await report(server, times, performance.now() - began)
  expect(opened).toBe(true)
  await nothingIsMissing(server, times)
  expect(percentile(times.afterSending, 99)).toBeLessThanOrEqual(RECEIPT_P99_MS * (DEVICES / 5_000))
  expect(Math.max(...times.afterPower)).toBeLessThanOrEqual(ALL_MS * (DEVICES / 5_000))
})

async function heartbeatsLeaveNoRow(all: District): Promise<void> {
  const before = rowCounts()
  const began = Date.now()
  for (let n = 0; n < HEARTBEATS; n += 1) await all.heartbeat()
  // They were heard: the last one of each device reaches its row within the ten seconds of design §3.
  const heard = await lookUntil(
    folder.path,
    `select count(*) = ${DEVICES} from devices where last_seen_at >= ${began}`,
    15_000,
  )
  expect(heard).toBe(true)
  expect(rowCounts()).toEqual(before)
  say(`${DEVICES * HEARTBEATS} heartbeats, no row more in any of ${Object.keys(before).length} tables`)
}

function rowCounts(): Record<string, number> {
  const db = new Sqlite(join(folder.path, 'anling.sqlite'), { readonly: true })
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const counts = tables.map((table) => [table, Number(db.prepare(`select count(*) from "${table}"`).pluck().get())])
  db.close()
  return Object.fromEntries(counts) as Record<string, number>
}

async function nothingIsMissing(server: ServerProcess, { acknowledged }: StormTimes): Promise<void> {
  const events = await eventsOf(server.url)
  await server.stop()
  const ledger = { ...newLedger(), receipted: new Set(acknowledged) }
  expect(ledger.receipted.size).toBe(DEVICES)
  expect(audit(copy, folder.path, ledger, events)).toEqual({
    stored: DEVICES,
    lost: [],
    untold: [],
    doubled: [],
    undecided: [],
    twoCalls: [],
    broken: [],
  })
}

async function report(
  server: ServerProcess,
  { afterSending, afterPower, resent }: StormTimes,
  openedMs: number,
): Promise<void> {
  const { rss, cpuMs, loopP99Ms, loopMaxMs } = await server.vitals()
  const lines: [string, number][] = [
    ['receipted', afterSending.length],
    ['sent more than once', resent],
    ['press sent to receipt, p50 ms', percentile(afterSending, 50)],
    ['press sent to receipt, p99 ms', percentile(afterSending, 99)],
    ['power back to receipt, p50 ms', percentile(afterPower, 50)],
    ['power back to receipt, p99 ms', percentile(afterPower, 99)],
    ['all receipted after, ms', Math.max(...afterPower)],
    ['calls open after, ms', openedMs],
    ['server processor time, ms', cpuMs],
    ['server memory (RSS), MB', rss / 2 ** 20],
    ['server event loop delay, p99 ms', loopP99Ms],
    ['server event loop delay, max ms', loopMaxMs],
  ]
  say(
    `\nstorm of ${DEVICES}\n${lines.map(([name, value]) => `  ${name.padEnd(34)} ${Math.round(value)}`).join('\n')}\n`,
  )
}
