import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Device } from '#contract/registry'
import { deviceRoutes, registryRoutes } from '#contract/routes'
import { upTopic } from '#contract/topics'
import { openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
let home: GivenHome
let clones: MqttClient[]
beforeEach(async () => {
  house = await startHouse()
  operator = await house.given.person()
  home = await house.given.home()
  clones = []
})
afterEach(async () => {
  await Promise.all(clones.map((client) => client.endAsync(true)))
  await house.stop()
})

/** A unit with the secret of the home's device; with a client id of its own it stays beside the other. */
async function unit(clientId: string): Promise<MqttClient> {
  const { id, secret } = home.credential
  const options = { clientId, username: id, password: secret, protocolVersion: 4 as const, reconnectPeriod: 0 }
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${house.app.mqttPort}`, options)
  clones.push(client)
  return client
}

/** A heartbeat, acknowledged, so that the next one comes behind it. */
async function beat(client: MqttClient, boot: string, n = 0): Promise<void> {
  const body = { v: 1, kind: 'heartbeat', at: '2026-11-22T02:00:00.000Z', boot, n }
  await client.publishAsync(upTopic(home.device.id, 'heartbeat'), JSON.stringify(body), { qos: 1 })
}

/** Two units take turns, so often that they are found. */
async function takeTurns(rounds = 3): Promise<void> {
  const clone = await unit('copy-1')
  for (let n = 0; n < rounds; n += 1) {
    await beat(home.device.client, 'own')
    await beat(clone, 'copied')
  }
  await house.settled()
}

const shown = async (): Promise<Device> =>
  (await house.given.admin()).call(registryRoutes.showDevice, { params: { id: home.device.id } })
const told = async () => (await house.news()).filter(({ type }) => type === 'device.cloned')

test('two units under one secret ring the desk as a fault, once a day, and the device shows it', async () => {
  await takeTurns()
  expect(await openCalls(operator)).toMatchObject([
    { kind: 'technical', priority: 3, trigger: 'cloned', deviceId: home.device.id, home: { id: home.card.id } },
  ])
  const since = (await shown()).clonedAt
  expect(since).not.toBeNull()
  await takeTurns(6)
  expect([(await told()).length, (await openCalls(operator)).length]).toEqual([1, 1])
  await house.skip({ minutes: 24 * 60 + 1 })
  await takeTurns()
  operator = await house.given.person()
  // The call of yesterday is still open: the news stands in its time line.
  const [call] = await openCalls(operator)
  expect((await told()).map(({ callId }) => callId)).toEqual([call?.id, call?.id])
  expect((await shown()).clonedAt).not.toBe(since)
})

test('neither unit is refused anything: a press on either rings', async () => {
  await takeTurns()
  const clone = await unit('copy-2')
  const receipt = home.device.nextReceipt()
  const body = { v: 1, id: 'p1', kind: 'sos', at: '2026-11-22T02:00:00.000Z', boot: 'copied', n: 1 }
  await clone.publishAsync(upTopic(home.device.id, 'alarm'), JSON.stringify(body), { qos: 1 })
  expect(await receipt).toMatchObject({ id: 'p1', stored: true })
  expect(await home.press('sos')).toMatchObject({ stored: true })
  await house.settled()
  const emergencies = (await openCalls(operator)).filter(({ kind }) => kind === 'emergency')
  expect(emergencies).toMatchObject([{ priority: 1, presses: 2 }])
})

test('a new secret ends it', async () => {
  await takeTurns()
  const admin = await house.given.admin()
  await admin.call(deviceRoutes.rotate, { params: { id: home.device.id } })
  expect((await shown()).clonedAt).toBeNull()
})

test('control: a device that only connects anew all day, and loses power in between, rings nobody', async () => {
  for (let n = 0; n < 8; n += 1) {
    // Under its own client id, as a mobile unit does when it changes cells: it throws its old connection off the line.
    const again = await unit(home.device.id)
    await beat(again, `power-up-${Math.floor(n / 3)}`, n % 3)
    await beat(again, `power-up-${Math.floor(n / 3)}`, n % 3)
  }
  await house.settled()
  expect([await openCalls(operator), await told(), (await shown()).clonedAt]).toEqual([[], [], null])
})
