import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { registryRoutes } from '#contract/routes'
import { homeUnit } from '../../device-sim/device.ts'
import { runSql } from '../store/shell.ts'
import { type AtBroker, accepts, atBroker, until } from '../support/at-broker.ts'
import { connectDevice, pressBody } from '../support/device.ts'
import { newFolder } from '../support/folder.ts'
import { onlyCall } from '../support/handling.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'
import { pushSignal } from '../support/push.ts'

let mosquitto: Mosquitto
let at: AtBroker

beforeAll(async () => {
  mosquitto = await startMosquitto()
  at = atBroker(() => mosquitto)
})
afterEach(() => at.leave())
afterAll(() => mosquitto.stop())

test('a device added while the broker is away is let in once it is back', async () => {
  const house = await at.house()
  await mosquitto.kill()
  await until(async () => !(await accepts(house)))
  const credential = await at.register(house)
  await mosquitto.start()
  await until(() => accepts(house))
  const device = await at.connected(house, credential)
  expect(await device.press('sos')).toMatchObject({ stored: true })
})

test('a device revoked while the broker is away is shut out once it is back', async () => {
  const house = await at.house()
  const device = await at.unit(house)
  const other = await at.unit(house)
  await mosquitto.kill()
  await until(async () => !(await accepts(house)))
  const admin = await house.given.admin()
  await admin.call(registryRoutes.revokeDevice, { params: { id: device.id } })
  await mosquitto.start()
  await until(() => accepts(house))
  await until(() => isRefused(device))
  expect(await isRefused(other)).toBe(false)
})

test('a device that the broker knows from an earlier house is let in with its new secret, and only with that', async () => {
  const body = { id: 'known-1', model: 'AL-1', class: 'mains', homeId: null } as const
  const before = await at.house({ config: { processName: 'before' } })
  const old = await (await before.given.admin()).call(registryRoutes.addDevice, { body })
  await (await at.connected(before, old)).stop()
  const house = await at.house()
  const credential = await (await house.given.admin()).call(registryRoutes.addDevice, { body })
  const device = await at.connected(house, credential)
  expect(await device.press('sos')).toMatchObject({ stored: true })
  expect(await isRefused(old)).toBe(true)
})

test('the house keeps a device’s secret sealed until the broker has it, and no longer', async () => {
  const folder = newFolder()
  const house = await at.house({ folder })
  await mosquitto.kill()
  await until(async () => !(await accepts(house)))
  const { id, secret } = await at.register(house)
  const kept = (): Record<string, unknown> | undefined =>
    runSql(join(folder.path, 'anling.sqlite'), 'select encrypted_secret, confirmed_at from broker_accounts')[0]
  const waiting = kept()
  expect(waiting?.confirmed_at).toBeNull()
  expect(waiting?.encrypted_secret).toBeInstanceOf(Uint8Array)
  expect(Buffer.from(waiting?.encrypted_secret as Uint8Array).includes(secret)).toBe(false)
  await mosquitto.start()
  await at.connected(house, { id, secret })
  // The broker lets it in before its answer has come back and is written down.
  await until(async () => kept()?.confirmed_at !== null)
  expect(kept()).toMatchObject({ encrypted_secret: null, confirmed_at: house.clock.now() })
})

async function isRefused(credential: { id: string; secret: string }): Promise<boolean> {
  const device = await connectDevice(mosquitto.port, credential).catch(() => null)
  await device?.stop()
  return device === null
}

test('a device from before there was this broker is let in there after its first press by HTTP', async () => {
  const folder = newFolder()
  const house = await at.house({ folder })
  await mosquitto.kill()
  await until(async () => !(await accepts(house)))
  const credential = await at.register(house)
  // As if it had been registered while the house had a broker of its own.
  runSql(join(folder.path, 'anling.sqlite'), 'delete from broker_accounts')
  await mosquitto.start()
  await until(() => accepts(house))
  await house.settled()
  expect(await isRefused(credential)).toBe(true)
  const { receipt } = await pushSignal(house.app.url, credential, pressBody('sos'))
  expect(receipt).toMatchObject({ stored: true })
  const device = await at.connected(house, credential)
  expect(await device.press('sos')).toMatchObject({ stored: true })
})

test('a unit as it is built keeps its press over the death of the broker, and is shown its call again', async () => {
  const house = await at.house()
  const credential = await at.register(house)
  await (await at.connected(house, credential)).stop()
  const unit = homeUnit({ ...credential, mqttUrl: mosquitto.url })
  await unit.press('sos').receipted
  await mosquitto.kill()
  const { receipted } = unit.press('sos')
  await mosquitto.start()
  expect(await receipted).toMatchObject({ stored: true })
  await house.settled()
  await until(async () => unit.shown === 'ringing')
  await unit.stop()
})

test('while the broker is away the second road still leads to the desk', async () => {
  const house = await at.house()
  const operator = await house.given.person()
  const device = await at.unit(house)
  await mosquitto.kill()
  const { receipt } = await pushSignal(house.app.url, device, pressBody('sos'))
  expect(receipt).toMatchObject({ stored: true })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ deviceId: device.id })
  await mosquitto.start()
})
