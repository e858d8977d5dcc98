import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { registryRoutes } from '#contract/routes'
import { downTopic } from '#contract/topics'
import { pressBody } from '../support/device.ts'
import { handle, onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse({ config: { devicePacketsPerSecond: 1_000 } })
  operator = (await house.given.seat()).person
  home = await house.given.home()
})
afterEach(() => house.stop())

const heartbeat = (fields = {}) =>
  JSON.stringify({ v: 1, kind: 'heartbeat', at: '2026-11-22T02:00:00Z', boot: 'b1', n: 0, ...fields })

/** A press that comes after everything the device sent before: one connection keeps its order. */
async function everythingTaken(): Promise<void> {
  await home.press('cancel')
  await house.settled()
}

test('heartbeats show when a device was last heard, and are no news', async () => {
  const admin = await house.given.admin()
  const before = (await house.news()).length
  for (let n = 0; n < 20; n += 1) await home.device.publish('heartbeat', heartbeat({ battery: 80 }), { qos: 0 })
  await home.device.publish('online', '{"v":1,"online":true}', { retain: true })
  await house.advance({ seconds: 5 })
  await home.device.publish('heartbeat', heartbeat({ mains: true }))
  await house.advance({ seconds: 10 })
  const device = await admin.call(registryRoutes.showDevice, { params: { id: home.device.id } })
  expect(device).toMatchObject({ lastSeenAt: '2026-11-22T02:00:05.000Z', battery: 80, mains: true })
  expect(await house.news()).toHaveLength(before)
  expect(home.device.receipts).toEqual([])
})

test('a retained alarm rings once and is kept by no broker', async () => {
  const receipt = home.device.nextReceipt()
  await home.device.publish('alarm', pressBody('sos', { id: 'kept' }), { retain: true })
  await receipt
  await house.settled()
  const again = await house.given.reconnected(home.credential)
  await again.lamp('ringing')
  await house.restart()
  await (await house.given.reconnected(home.credential)).lamp('ringing')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 1 })
})

test('nothing that a device retains comes back to it, not even on a topic it may hear', async () => {
  const topic = downTopic(home.device.id, 'state')
  await home.device.publish(topic, pressBody('cancel'), { retain: true })
  await everythingTaken()
  const again = await house.given.reconnected(home.credential)
  await again.lamp('idle')
  expect(again.lamps).toEqual([{ v: 1, call: null, state: 'idle', say: '' }])
})

test('a packet over the cap cuts the link and rings as unreadable, once an hour', async () => {
  const tooLarge = async () => {
    const device = await house.given.reconnected(home.credential)
    const cut = new Promise<void>((resolve) => device.client.once('close', () => resolve()))
    device.publish('alarm', pressBody('sos', { button: 'x'.repeat(70_000) })).catch(() => {})
    await cut
    await house.settled()
  }
  await tooLarge()
  await vi.waitFor(async () => {
    await house.settled()
    await onlyCall(operator)
  })
  const call = await onlyCall(operator)
  expect(call).toMatchObject({ kind: 'emergency', trigger: 'unreadable', presses: 1 })
  for (const seconds of [1, 90, 600]) {
    await house.advance({ seconds })
    await tooLarge()
  }
  expect(await onlyCall(operator)).toMatchObject({ id: call.id, presses: 1 })
  await handle(operator, call)
  await house.skip({ minutes: 61 })
  await tooLarge()
  // The link is cut before its report is stored, and nobody is told when that is.
  await vi.waitFor(async () => {
    await house.settled()
    expect((await openCalls(operator)).map(({ trigger }) => trigger)).toEqual(['unreadable'])
  })
})

test('a device that floods is slowed, loses nothing, and holds up nobody else', async () => {
  const flood = 3_000
  const calm = await house.given.home()
  const floods = home.device
  let flooded = 0
  floods.client.on('message', (topic) => {
    if (topic.endsWith('/receipt')) flooded += 1
  })
  for (let n = 0; n < flood; n += 1) void floods.publish('key', pressBody('cancel')).catch(() => {})
  await calm.press('sos')
  expect(flooded).toBeLessThan(flood)
  while (floods.receipts.length < flood) {
    await floods.nextReceipt()
    // Two packets each, the press and the acknowledgement of its receipt: time enough for both.
    house.clock.move(2)
  }
  expect(new Set(floods.receipts.map(({ id }) => id)).size).toBe(flood)
  await house.settled()
  expect((await openCalls(operator)).map(({ deviceId }) => deviceId)).toEqual([calm.device.id])
})

test('a clock set back does not make a device fall silent', async () => {
  house.clock.jumpTo(house.clock.now() - 3_600_000)
  for (let n = 0; n < 3; n += 1) expect(await home.press('sos')).toMatchObject({ stored: true })
})
