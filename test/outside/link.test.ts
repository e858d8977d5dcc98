import mqtt from 'mqtt'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Receipt } from '#contract/receipts'
import { downTopic, upTopic } from '#contract/topics'
import { inbox } from '../../server/intake/inbox.ts'
import { type AtBroker, accepts, atBroker, until } from '../support/at-broker.ts'
import { pressBody, type TestDevice } from '../support/device.ts'
import { claim, onlyCall } from '../support/handling.ts'
import type { House } from '../support/house.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'

/** "No matching subscribers" (MQTT 5 §3.4.2.1). */
const NOBODY_LISTENS = 16

let mosquitto: Mosquitto
let at: AtBroker

beforeAll(async () => {
  mosquitto = await startMosquitto()
  at = atBroker(() => mosquitto)
})
afterEach(() => at.leave())
afterAll(() => mosquitto.stop())

test('a press at the broker is stored and receipted, rings, and lights the lamp', async () => {
  const house = await at.house()
  const seat = await house.given.seat()
  const device = await at.unit(house)
  expect(await device.press('sos', { id: 'm-1' })).toMatchObject({ id: 'm-1', stored: true })
  await house.settled()
  const { call } = await device.lamp('ringing')
  const rung = await onlyCall(seat.person)
  expect(rung).toMatchObject({ number: call, deviceId: device.id, trigger: 'sos' })
  await claim(seat.person, rung)
  await house.settled()
  expect(await device.lamp('claimed')).toMatchObject({ call })
})

test('a device that says it is back is shown how its call stands', async () => {
  const house = await at.house()
  const device = await at.unit(house)
  await device.press('sos')
  await house.settled()
  await device.stop()
  const back = await at.connected(house, device)
  await back.publish('online', JSON.stringify({ v: 1, online: true }), { retain: true })
  expect(await back.lamp('ringing')).toMatchObject({ state: 'ringing' })
})

test('a device may speak and listen for itself and for nobody else', async () => {
  const house = await at.house()
  const operator = await house.given.person()
  const [device, other] = [await at.unit(house), await at.unit(house)]
  const foreign = [
    downTopic(other.id, 'receipt'),
    upTopic(other.id, 'alarm'),
    upTopic(device.id, 'alarm'),
    'anling/v1/+/down/receipt',
    '$share/anling/anling/v1/+/up/#',
    'anling/probe/#',
    '#',
    '$SYS/#',
    '$CONTROL/dynamic-security/v1/response',
  ]
  const granted = await Promise.all(foreign.map((filter) => subscribes(device, filter)))
  expect(granted).toEqual(foreign.map(() => false))
  expect(await subscribes(device, downTopic(device.id, 'command'))).toBe(true)
  for (const topic of [upTopic(other.id, 'alarm'), downTopic(other.id, 'receipt'), '$CONTROL/dynamic-security/v1']) {
    await cutOffBy(await at.connected(house, device), topic)
  }
  await other.press('meal')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ deviceId: other.id, trigger: 'meal' })
  expect(other.receipts).toHaveLength(1)
})

/** Publishes where it may not; resolves when the broker has ended the connection. */
function cutOffBy({ client }: TestDevice, topic: string): Promise<void> {
  return new Promise((resolve) => {
    client.once('close', () => resolve())
    client.publish(topic, pressBody('sos'), { qos: 1 }, () => {})
  })
}

async function subscribes({ client }: TestDevice, filter: string): Promise<boolean> {
  const [grant] = await client.subscribeAsync(filter, { qos: 1 }).catch(() => [])
  return grant !== undefined && grant.qos < 128
}

test('nobody throws another device off the line by taking its client id', async () => {
  const house = await at.house()
  const [device, other] = [await at.unit(house), await at.unit(house)]
  const { id, secret } = device
  const thief = mqtt.connectAsync(mosquitto.url, {
    clientId: other.id,
    username: id,
    password: secret,
    protocolVersion: 4,
    reconnectPeriod: 0,
  })
  await expect(thief).rejects.toThrow()
  expect(await other.press('sos')).toMatchObject({ stored: true })
})

test('a press by a device that is not in the registry rings at the desk', async () => {
  const before = await at.house()
  const credential = await at.register(before)
  await at.connected(before, credential)
  await at.leave()
  // Another registry, the same broker: the account is there, the device is not.
  const house = await at.house()
  const operator = await house.given.person()
  const stranger = await at.connected(house, credential)
  expect(await stranger.press('sos')).toMatchObject({ stored: true })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ deviceId: credential.id, home: null, kind: 'emergency' })
})

/** A store that says no, and one that breaks. */
const REFUSALS: readonly [how: string, refuse: () => Promise<Receipt>][] = [
  ['refuses', () => Promise.reject(new Error('disk full'))],
  [
    'throws',
    () => {
      throw new Error('no such store')
    },
  ],
]

test.each(REFUSALS)('what the store %s is not acknowledged, and comes again by itself later', async (_, refuse) => {
  let refuses = false
  const house = await at.house({
    inbox(options) {
      const real = inbox(options)
      return {
        append: (arrival) => (refuses ? refuse() : real.append(arrival)),
        get waiting() {
          return real.waiting
        },
      }
    },
  })
  const operator = await house.given.person()
  const device = await at.unit(house)
  refuses = true
  const receipt = device.nextReceipt()
  // Pressed once and not resent: if the house had acknowledged it, nobody would ever hear of it again.
  await device.publish('alarm', pressBody('sos', { id: 'once' }))
  await until(async () => !(await accepts(house)))
  expect(device.receipts).toEqual([])
  refuses = false
  expect(await receipt).toMatchObject({ id: 'once', stored: true })
  expect(await accepts(house)).toBe(true)
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 1 })
})

test('of two processes at one broker each press reaches exactly one', async () => {
  const first = await at.house({ config: { processName: 'one' } })
  const second = await at.house({ config: { processName: 'two' } })
  const device = await at.unit(first)
  for (let n = 0; n < 20; n += 1) await device.press('help_done')
  const told = await Promise.all([first, second].map(pressesIn))
  expect(told[0]).toBeGreaterThan(0)
  expect(told[1]).toBeGreaterThan(0)
  expect((told[0] ?? 0) + (told[1] ?? 0)).toBe(20)
})

test('a process that is stopped politely leaves no press behind', async () => {
  const leaving = await at.house({ config: { processName: 'one' } })
  const staying = await at.house({ config: { processName: 'two' } })
  const device = await at.unit(staying)
  const ids = Array.from({ length: 300 }, (_, n) => `p-${n}`)
  // Each press is sent once and never again: one that was dealt to the process on its way out would be missed.
  const presses = ids.map((id) => device.publish('key', pressBody('help_done', { id })))
  await device.nextReceipt()
  await Promise.all([leaving.restart(), ...presses])
  await until(async () => new Set(device.receipts.map(({ id }) => id)).size === ids.length)
  expect((await pressesIn(leaving)) + (await pressesIn(staying))).toBe(ids.length)
})

test('a process that is stopped politely first stores all that the broker had dealt to it', async () => {
  let openGate = (): void => {}
  const gate = new Promise<void>((resolve) => {
    openGate = resolve
  })
  const house = await at.house({
    config: { brokerLinks: 1 },
    inbox(options) {
      const real = inbox(options)
      return {
        append: (arrival) => gate.then(() => real.append(arrival)),
        get waiting() {
          return real.waiting
        },
      }
    },
  })
  const { id, secret } = await at.register(house)
  await house.settled()
  const login = { username: id, password: secret, clientId: id, protocolVersion: 5, reconnectPeriod: 0 } as const
  const device = await mqtt.connectAsync(mosquitto.url, login)
  let isHeard = true
  device.on('packetreceive', (packet) => {
    if (packet.cmd === 'puback' && packet.reasonCode === NOBODY_LISTENS) isHeard = false
  })
  const press = () => device.publishAsync(upTopic(id, 'key'), pressBody('help_done'), { qos: 1 })
  let dealt = 0
  // More than the broker sends ahead, each sent once and never again; then on until the house has left the group.
  for (; dealt < 900; dealt += 1) await press()
  const back = house.restart()
  for (;;) {
    await press()
    if (!isHeard) break
    dealt += 1
    await new Promise(setImmediate)
  }
  openGate()
  await back
  await device.endAsync()
  expect(await pressesIn(house)).toBe(dealt)
})

async function pressesIn(house: House): Promise<number> {
  return (await house.news()).filter(({ type }) => type === 'signal.recorded').length
}
