import mqtt from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceCredential } from '#contract/registry'
import { registryRoutes } from '#contract/routes'
import { downTopic, upTopic } from '#contract/topics'
import { pressBody } from '../support/device.ts'
import { onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import { pushSignal } from '../support/push.ts'

let house: House
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  home = await house.given.home()
})
afterEach(() => house.stop())

/** The return code of the broker's answer to a connection; 0 means welcome. */
async function connectAs({ id, secret }: DeviceCredential, clientId = id): Promise<number> {
  const options = { clientId, username: id, password: secret, reconnectPeriod: 0, protocolVersion: 4 as const }
  const client = mqtt.connect(`mqtt://127.0.0.1:${house.app.mqttPort}`, options)
  const code = await new Promise<number>((resolve) => {
    client.once('connect', () => resolve(0))
    client.once('error', (fault) => resolve((fault as { code?: number }).code ?? -1))
    client.once('close', () => resolve(-2))
  })
  await client.endAsync(true)
  return code
}

const BAD_CREDENTIALS = 4

test('only the device’s own secret opens the door, on both roads', async () => {
  const other = await house.given.home()
  const wrong: DeviceCredential[] = [
    { id: home.credential.id, secret: 'guess' },
    { id: home.credential.id, secret: other.credential.secret },
    { id: home.credential.id, secret: '' },
    { id: 'nobody', secret: home.credential.secret },
    { id: '', secret: '' },
  ]
  for (const credential of wrong) {
    expect(await connectAs(credential, 'somebody')).toBe(BAD_CREDENTIALS)
    expect((await pushSignal(house.app.url, credential, pressBody('sos'))).status).toBe(401)
  }
  expect(await connectAs(home.credential)).toBe(0)
  expect((await pushSignal(house.app.url, home.credential, pressBody('sos'))).status).toBe(200)
})

test('nobody throws another device off the line by taking its client id', async () => {
  const other = await house.given.home()
  expect(await connectAs(other.credential, home.device.id)).toBe(BAD_CREDENTIALS)
  expect(home.device.client.connected).toBe(true)
  expect(await home.press('sos')).toMatchObject({ stored: true })
  // A client id that is nobody's harms nobody: the user name says who it is.
  expect(await connectAs(other.credential, 'firmware-7')).toBe(0)
})

test('a device hears its own topics and nobody else’s', async () => {
  const other = await house.given.home()
  const filters = [
    downTopic(other.device.id, 'receipt'),
    upTopic(other.device.id, 'alarm'),
    upTopic(home.device.id, 'alarm'),
    'anling/v1/+/down/receipt',
    'anling/#',
    '#',
    '$SYS/#',
  ]
  const granted = await Promise.all(filters.map((filter) => subscribe(filter)))
  expect(granted).toEqual(filters.map(() => 'refused'))
  expect(await subscribe(downTopic(home.device.id, 'command'))).toBe('granted')
  const before = home.device.receipts.length
  await other.press('sos')
  await other.device.lamp('ringing')
  expect(home.device.receipts).toHaveLength(before)
})

async function subscribe(filter: string): Promise<'granted' | 'refused'> {
  const [grant] = await home.device.client.subscribeAsync(filter, { qos: 1 }).catch(() => [])
  return grant && grant.qos < 128 ? 'granted' : 'refused'
}

test('a press on another device’s topic rings at the home of whoever sent it', async () => {
  const operator = await house.given.person()
  const other = await house.given.home()
  const receipt = home.device.nextReceipt()
  await home.device.publish(upTopic(other.device.id, 'alarm'), pressBody('sos', { id: 'lost-way' }))
  expect(await receipt).toMatchObject({ id: 'lost-way', stored: true })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ deviceId: home.device.id, home: { id: home.card.id } })
  expect(other.device.receipts).toEqual([])
})

test('a stranger’s bytes are cut off before they are kept', async () => {
  const operator = await house.given.person()
  const payload = Buffer.alloc(20_000, 'x')
  const will = { topic: upTopic('x', 'alarm'), payload, qos: 1 as const, retain: false }
  const options = { clientId: 'x', username: 'x', password: 'x', reconnectPeriod: 0, will }
  const client = mqtt.connect(`mqtt://127.0.0.1:${house.app.mqttPort}`, options)
  client.on('error', () => {})
  await new Promise<void>((resolve) => client.once('close', () => resolve()))
  await client.endAsync(true)
  await house.settled()
  expect(await openCalls(operator)).toEqual([])
})

test('the secret is shown once and stands in no later answer', async () => {
  const admin = await house.given.admin()
  const device = await admin.call(registryRoutes.showDevice, { params: { id: home.device.id } })
  const card = await admin.call(registryRoutes.showHome, { params: { id: home.card.id } })
  expect(JSON.stringify([device, card, await house.news()])).not.toContain(home.credential.secret)
})
