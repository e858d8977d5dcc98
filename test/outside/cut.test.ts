/** Revoking cuts a device off within 2 s, at our own broker and at Mosquitto; and this test would notice if it did not. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { registryRoutes } from '#contract/routes'
import { type Patch, productCopy } from '../crash/product-copy.ts'
import { say } from '../crash/report.ts'
import { killAll, startServer } from '../crash/server-process.ts'
import { lookUntil } from '../crash/settled.ts'
import { ADMIN, seedTown } from '../crash/town.ts'
import { connectDevice } from '../support/device.ts'
import { newFolder } from '../support/folder.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'
import { signIn } from '../support/person.ts'

/** Design §5. Milliseconds. */
const CUT_MS = 2_000

let mosquitto: Mosquitto
beforeAll(async () => {
  mosquitto = await startMosquitto()
})
afterEach(killAll)
afterAll(() => mosquitto.stop())

type Place = 'our own broker' | 'Mosquitto'

/** How long the connection of a revoked device lives on, and whether it is let in again; at most the limit. */
async function revoked(place: Place, patches: readonly Patch[] = []): Promise<{ tookMs: number; letIn: boolean }> {
  const copy = productCopy(patches)
  const folder = newFolder()
  const outside = place === 'Mosquitto'
  const [credential] = await seedTown(folder.path, 1, outside ? mosquitto.url : null)
  if (!credential) throw new Error('the town is empty')
  const server = await startServer(copy, folder.path, outside ? { env: mosquitto.env } : {})
  await lookUntil(folder.path, 'select count(*) = 0 from broker_accounts where confirmed_at is null')
  const device = await connectDevice(server.mqttPort, credential)
  const admin = await signIn(server.url, ADMIN.user, ADMIN.password)
  const gone = new Promise<void>((resolve) => {
    device.client.once('close', () => resolve())
    setTimeout(resolve, CUT_MS)
  })
  const began = performance.now()
  await admin.call(registryRoutes.revokeDevice, { params: { id: credential.id } })
  await gone
  const tookMs = performance.now() - began
  await device.stop()
  const letIn = await connectDevice(server.mqttPort, credential).then(
    async (again) => {
      await again.stop()
      return true
    },
    () => false,
  )
  await server.stop()
  copy.remove()
  folder.remove()
  return { tookMs, letIn }
}

test.each<Place>(['our own broker', 'Mosquitto'])('a revoked device is cut off at %s', async (place) => {
  const { tookMs, letIn } = await revoked(place)
  say(`revoke → cut at ${place}: ${tookMs.toFixed(1)} ms`)
  expect(tookMs).toBeLessThan(CUT_MS)
  expect(letIn).toBe(false)
})

test.each<[Place, Patch]>([
  ['our own broker', { file: 'server/intake/broker.ts', find: 'client.close()', replace: '' }],
  [
    'Mosquitto',
    { file: 'server/intake/dynamic-security.ts', find: "command: 'disableClient'", replace: "command: 'getClient'" },
  ],
])('control: one that is not cut off at %s is noticed', async (place, patch) => {
  expect((await revoked(place, [patch])).tookMs).toBeGreaterThanOrEqual(CUT_MS)
})
