/**
 * The house acknowledges to the broker after the commit, so what it could not store comes again without the device. The
 * device here presses once and never resends, as none may be built: only so the broker's PUBACK is seen alone.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Receipt } from '#contract/receipts'
import type { Patch } from '../crash/product-copy.ts'
import { killAll } from '../crash/server-process.ts'
import { pressBody } from '../support/device.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'
import { oneHome } from './one-home.ts'

/** A message that was not acknowledged is back long before this. Milliseconds. */
const PATIENCE_MS = 3_000

/** A store that refuses the first signal it is given. */
const REFUSES_ONCE: Patch = {
  file: 'server/intake/inbox.ts',
  find: '    append(arrival) {',
  replace: `    append(arrival) {
      if (!globalThis.refused) {
        globalThis.refused = true
        return Promise.reject(new Error('planted'))
      }`,
}

const ACKNOWLEDGES_FIRST: Patch = {
  file: 'server/intake/outside/link-connection.ts',
  find: `taking = takeOne(packet).then(
        () => done(),`,
  replace: `done()
      taking = takeOne(packet).then(
        () => {},`,
}

let mosquitto: Mosquitto
beforeAll(async () => {
  mosquitto = await startMosquitto()
})
afterEach(killAll)
afterAll(() => mosquitto.stop())

/** What a device that presses once is told; null when it hears nothing. */
async function pressOnce(patches: readonly Patch[]): Promise<Receipt | null> {
  const home = await oneHome(mosquitto, patches)
  let limit: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<null>((resolve) => {
    limit = setTimeout(() => resolve(null), PATIENCE_MS)
  })
  const receipt = home.device.nextReceipt()
  await home.device.publish('alarm', pressBody('sos', { id: 'once' }))
  const heard = await Promise.race([receipt, silence])
  clearTimeout(limit)
  await home.stop()
  return heard
}

test('a press that was refused once is stored and receipted without being sent again', async () => {
  expect(await pressOnce([REFUSES_ONCE])).toMatchObject({ id: 'once', stored: true })
})

test('control: with a link that acknowledges first it is gone', async () => {
  expect(await pressOnce([REFUSES_ONCE, ACKNOWLEDGES_FIRST])).toBeNull()
})
