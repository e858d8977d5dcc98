import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { registryRoutes } from '#contract/routes'
import { upTopic } from '#contract/topics'
import { pressBody } from '../support/device.ts'
import { openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import { pushSignal } from '../support/push.ts'

/** Design §5: revoke disconnects within this. Milliseconds. */
const CUT_MS = 2_000

let house: House
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  home = await house.given.home()
})
afterEach(() => house.stop())

async function revoke(id: string) {
  return (await house.given.admin()).call(registryRoutes.revokeDevice, { params: { id } })
}

function closed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once('close', () => resolve()))
}

test('a revoked device is cut off at once, and nothing opens for it any more', async () => {
  const gone = closed(home.device.client)
  const began = performance.now()
  const { revokedAt } = await revoke(home.device.id)
  await gone
  const took = performance.now() - began
  process.stdout.write(`revoke → cut at the embedded broker: ${took.toFixed(1)} ms\n`)
  expect(took).toBeLessThanOrEqual(CUT_MS)
  expect(revokedAt).toBe('2026-11-22T02:00:00.000Z')
  await expect(house.given.reconnected(home.credential)).rejects.toThrow('Bad username or password')
  expect((await pushSignal(house.app.url, home.credential, pressBody('sos'))).status).toBe(401)
})

test('control: a device that was not revoked stays on the line and presses', async () => {
  const other = await house.given.deviceIn(home.card.id)
  await revoke(home.device.id)
  await house.settled()
  expect(other.client.connected).toBe(true)
  expect(await other.press('sos')).toMatchObject({ stored: true })
})

test('revoking twice is revoking once, and it stands in the log with who did it', async () => {
  const first = await revoke(home.device.id)
  house.clock.move(60_000)
  expect(await revoke(home.device.id)).toEqual(first)
  const news = (await house.news()).filter(({ type }) => type === 'device.revoked')
  expect(news).toHaveLength(1)
  expect(news[0]).toMatchObject({ deviceId: home.device.id, homeId: home.card.id, actor: { kind: 'account' } })
})

test('a device that nobody registered cannot be revoked', async () => {
  await expect(revoke('nobody')).rejects.toThrow('not_found')
})

test('the card of the home no longer shows it, the registry still does', async () => {
  const other = await house.given.deviceIn(home.card.id)
  await revoke(home.device.id)
  const admin = await house.given.admin()
  const card = await admin.call(registryRoutes.showHome, { params: { id: home.card.id } })
  expect(card.devices.map(({ id }) => id)).toEqual([other.id])
  const device = await admin.call(registryRoutes.showDevice, { params: { id: home.device.id } })
  expect(device).toMatchObject({ id: home.device.id, homeId: home.card.id })
})

test('the last will of a revoked device rings nowhere', async () => {
  const { id, secret } = await house.given.stockDevice()
  const will = { topic: upTopic(id, 'alarm'), payload: Buffer.from(pressBody('sos')), qos: 1 as const, retain: false }
  const login = { clientId: id, username: id, password: secret, protocolVersion: 4, reconnectPeriod: 0, will } as const
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${house.app.mqttPort}`, login)
  const gone = closed(client)
  await revoke(id)
  await gone
  await house.settled()
  expect(await openCalls(await house.given.person())).toEqual([])
})
