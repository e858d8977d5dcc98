/** A process that loses its database promises nothing to anybody, says so, and takes presses again when it is back. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { newLedger } from '../crash/ledger.ts'
import { type ProductCopy, productCopy } from '../crash/product-copy.ts'
import { killAll } from '../crash/server-process.ts'
import { newUnit } from '../crash/unit.ts'
import { tell } from '../support/database.ts'
import { pushSignal } from '../support/push.ts'
import { accepts, type Cluster, startCluster } from './cluster.ts'

const SAYS = 'the database cannot be reached: no press is stored or receipted, devices keep them and send again'
/** Noticed within this, and taken again within this. Milliseconds. */
const NOTICED_MS = 5_000

let copy: ProductCopy
let cluster: Cluster
beforeAll(async () => {
  copy = await productCopy()
  cluster = await startCluster({ copy, processes: 2, homes: 2, env: { ANLING_LOG_LEVEL: 'error' } })
}, 60_000)
afterEach(killAll)
afterAll(async () => {
  await cluster.stop()
  copy.remove()
})

test('without its database a process receipts nothing and says so', { timeout: 60_000 }, async () => {
  const ledger = newLedger()
  const [credential, other] = cluster.devices
  if (!credential || !other) throw new Error('no device')
  const unit = newUnit(credential, ledger)
  await unit.connect(cluster.mosquitto.port)
  await unit.press('sos')
  await cluster.postgres.stop()
  const all = () => Promise.all([0, 1].map((place) => accepts(cluster.process(place))))
  await vi.waitFor(async () => expect(await all()).toEqual([false, false]), { timeout: NOTICED_MS })
  const pressed = unit.press('sos')
  const pushed = await pushSignal(cluster.process(0).url, other, JSON.stringify({ v: 1, id: 'p', kind: 'sos' }))
  expect(pushed.status).toBeGreaterThanOrEqual(500)
  expect(ledger.receipted.size).toBe(1)
  const says = () => [0, 1].every((place) => cluster.process(place).said().includes(SAYS))
  await vi.waitFor(() => expect(says()).toBe(true), { timeout: NOTICED_MS })
  await cluster.postgres.start()
  await vi.waitFor(async () => expect(await all()).toEqual([true, true]), { timeout: NOTICED_MS })
  const resending = setInterval(() => unit.resend(), 400)
  await pressed
  clearInterval(resending)
  unit.hangUp()
  expect(await tell(cluster.databaseUrl, 'select count(*) as n from signals')).toEqual([{ n: 2 }])
})
