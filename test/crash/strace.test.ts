/**
 * The order on a real disk: frame of the write-ahead log written, log synced, and only then the acknowledgement. A
 * SIGKILL cannot show this, because what the kernel holds survives it; the system calls can.
 */
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { newLedger } from './ledger.ts'
import { checkOrder, type OrderFaults } from './order.ts'
import { ACKNOWLEDGED_BEFORE_STORED, NOT_SYNCED } from './points.ts'
import { type Patch, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll, startServer } from './server-process.ts'
import { seedTown } from './town.ts'
import { readTrace, straceCommand } from './trace.ts'
import { newUnit } from './unit.ts'

const UNITS = 10
const ONE_BY_ONE = 100
const BURSTS = 12

afterEach(killAll)

/** Presses one by one and then all at once, under strace; a trace of everything that was written and synced. */
async function orderOf(patches: readonly Patch[]): Promise<OrderFaults & { readonly sent: number }> {
  const folder = newFolder(true)
  const copy = await productCopy(patches)
  try {
    const ledger = newLedger()
    const packets = new Map<string, string>()
    const units = (await seedTown(folder.path, UNITS)).map((credential) =>
      newUnit(credential, ledger, (port, messageId, id) => packets.set(`${port} ${messageId}`, id)),
    )
    const trace = join(folder.path, 'trace')
    const server = await startServer(copy, folder.path, { under: straceCommand(trace) })
    await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))
    for (let n = 0; n < ONE_BY_ONE; n += 1) await units[n % UNITS]?.press('sos')
    for (let n = 0; n < BURSTS; n += 1) await Promise.all(units.map((unit) => unit.press('sos')))
    for (const unit of units) unit.hangUp()
    await server.stop()
    const order = checkOrder(await readTrace(trace), (port, messageId) => packets.get(`${port} ${messageId}`))
    return { ...order, sent: ledger.sent.size }
  } finally {
    copy.remove()
    folder.remove()
  }
}

const summary = ({ sent, pubacks, receipts, unwritten, unsynced }: Awaited<ReturnType<typeof orderOf>>): string =>
  `${sent} presses: ${pubacks} PUBACKs and ${receipts} receipts looked at, ` +
  `${unwritten.length} before their frame was written, ${unsynced.length} before the log was synced`

test('every acknowledgement follows the sync of what it acknowledges', { timeout: 180_000 }, async () => {
  const order = await orderOf([])
  say(summary(order))
  const all = ONE_BY_ONE + BURSTS * UNITS
  expect(order).toEqual({ sent: all, pubacks: all, receipts: all, unwritten: [], unsynced: [] })
})

test('control: a store that does not sync each commit is caught', { timeout: 180_000 }, async () => {
  const order = await orderOf(NOT_SYNCED)
  say(`control: ${summary(order)}`)
  expect(order.unsynced.length).toBeGreaterThan(0)
})

test('control: a copy that acknowledges before it stores is caught', { timeout: 180_000 }, async () => {
  const order = await orderOf(ACKNOWLEDGED_BEFORE_STORED)
  say(`control: ${summary(order)}`)
  expect(order.unwritten.length).toBeGreaterThan(0)
})
