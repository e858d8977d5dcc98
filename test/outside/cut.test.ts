/** Revoking cuts a device off within 2 s, at our own broker and at Mosquitto; and this test would notice if it did not. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Patch } from '../crash/product-copy.ts'
import { say } from '../crash/report.ts'
import { killAll } from '../crash/server-process.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'
import { oneHome } from './one-home.ts'

/** Design §5. Milliseconds. */
const CUT_MS = 2_000

let mosquitto: Mosquitto
beforeAll(async () => {
  mosquitto = await startMosquitto()
})
afterEach(killAll)
afterAll(() => mosquitto.stop())

type Place = 'our own broker' | 'Mosquitto'

/** How long the connection of a revoked device lives on, at most the limit, and whether it is let in again. */
async function revoked(place: Place, patches: readonly Patch[] = []): Promise<{ tookMs: number; letIn: boolean }> {
  const home = await oneHome(place === 'Mosquitto' ? mosquitto : null, patches)
  let limit: ReturnType<typeof setTimeout> | undefined
  const gone = new Promise<void>((resolve) => {
    home.device.client.once('close', () => resolve())
    limit = setTimeout(resolve, 2 * CUT_MS)
  })
  const began = performance.now()
  await home.revoke()
  await gone
  clearTimeout(limit)
  const tookMs = performance.now() - began
  const letIn = await home.isLetIn()
  await home.stop()
  return { tookMs, letIn }
}

test.each<Place>(['our own broker', 'Mosquitto'])('a revoked device is cut off at %s', async (place) => {
  const { tookMs, letIn } = await revoked(place)
  say(`revoke → cut at ${place}: ${tookMs.toFixed(1)} ms`)
  expect(tookMs).toBeLessThanOrEqual(CUT_MS)
  expect(letIn).toBe(false)
})

test.each<[Place, Patch]>([
  ['our own broker', { file: 'server/intake/broker.ts', find: 'client.close()', replace: '' }],
  [
    'Mosquitto',
    {
      file: 'server/intake/outside/dynamic-security.ts',
      find: "command: 'disableClient'",
      replace: "command: 'getClient'",
    },
  ],
])('control: one that is not cut off at %s is noticed', async (place, patch) => {
  expect((await revoked(place, [patch])).tookMs).toBeGreaterThan(CUT_MS)
})
