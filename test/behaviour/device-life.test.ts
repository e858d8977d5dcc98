import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceStage } from '#contract/devices'
import type { DeviceCredential } from '#contract/registry'
import { deviceRoutes, registryRoutes } from '#contract/routes'
import { onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let admin: Person
let operator: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  operator = (await house.given.seat()).person
  home = await house.given.home()
})
afterEach(() => house.stop())

const step = (name: 'retire' | 'retrieve', id: string) => admin.call(deviceRoutes[name], { params: { id } })
const install = (id: string, homeId = home.card.id) =>
  admin.try(deviceRoutes.install, { params: { id }, body: { homeId } })
const swap = (id: string, newDeviceId: string) =>
  admin.try(deviceRoutes.swap, { params: { id }, body: { newDeviceId } })
const stageOf = async (id: string): Promise<DeviceStage> =>
  (await admin.call(registryRoutes.showDevice, { params: { id } })).stage

test('a device from stock rings for the home it was installed in, without connecting anew', async () => {
  const device = await house.given.stockDevice()
  expect(await stageOf(device.id)).toBe('stock')
  expect((await install(device.id)).body).toMatchObject({ stage: 'installed', homeId: home.card.id })
  await house.settled()
  await device.press('sos')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ deviceId: device.id, home: { address: home.card.address } })
})

test('a swap puts the new one in its place; the old one still rings for that home until it is fetched', async () => {
  const fresh = await house.given.stockDevice()
  expect((await swap(home.device.id, fresh.id)).body).toMatchObject({ id: fresh.id, stage: 'installed' })
  expect(await stageOf(home.device.id)).toBe('swapped')
  await house.settled()
  await home.device.press('sos')
  await fresh.press('sos')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 2, home: { address: home.card.address } })
  expect(await step('retrieve', home.device.id)).toMatchObject({ stage: 'retrieved', homeId: null })
})

test('a swap that cannot be done whole changes nothing', async () => {
  const elsewhere = await house.given.home()
  expect(await swap(home.device.id, elsewhere.device.id)).toMatchObject({
    status: 409,
    problem: { code: 'device_elsewhere', detail: { stage: 'installed' } },
  })
  expect([await stageOf(home.device.id), await stageOf(elsewhere.device.id)]).toEqual(['installed', 'installed'])
  expect((await house.news()).filter(({ type }) => type === 'device.swapped')).toEqual([])
})

test('a retired device is cut off; brought back it may be installed again under another secret only', async () => {
  const gone = new Promise<void>((resolve) => home.device.client.once('close', () => resolve()))
  await step('retire', home.device.id)
  await gone
  await step('retrieve', home.device.id)
  const credential = await admin.call(deviceRoutes.restock, { params: { id: home.device.id } })
  await house.settled()
  expect(await stageOf(home.device.id)).toBe('stock')
  await expect(house.given.reconnected(home.credential)).rejects.toThrow('Bad username or password')
  const back = await house.given.reconnected(credential)
  expect((await install(back.id)).status).toBe(200)
  await house.settled()
  expect(await back.press('sos')).toMatchObject({ stored: true })
})

test('a new secret ends the old one at once, and only that', async () => {
  const gone = new Promise<void>((resolve) => home.device.client.once('close', () => resolve()))
  const rotated: DeviceCredential = await admin.call(deviceRoutes.rotate, { params: { id: home.device.id } })
  await gone
  await house.settled()
  expect(rotated.secret).not.toBe(home.credential.secret)
  await expect(house.given.reconnected(home.credential)).rejects.toThrow('Bad username or password')
  const again = await house.given.reconnected(rotated)
  await again.press('sos')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ home: { address: home.card.address } })
})

test('each step is refused where it does not belong, with the stage the device is in', async () => {
  const refused = (stage: DeviceStage) => ({ status: 409, problem: { code: 'device_elsewhere', detail: { stage } } })
  expect(await install(home.device.id)).toMatchObject(refused('installed'))
  expect(await admin.try(deviceRoutes.restock, { params: { id: home.device.id } })).toMatchObject(refused('installed'))
  const device = await house.given.stockDevice()
  expect(await admin.try(deviceRoutes.retrieve, { params: { id: device.id } })).toMatchObject(refused('stock'))
  expect(await install(device.id, 'nowhere')).toMatchObject({ status: 404 })
  expect(await install('nobody')).toMatchObject({ status: 404 })
  expect(await openCalls(operator)).toEqual([])
})

test('the list tells the stages apart, page by page', async () => {
  const stock = [await house.given.stockDevice(), await house.given.stockDevice()].map(({ id }) => id).sort()
  const list = (query: { stage?: DeviceStage; after?: string; limit?: number }) =>
    admin.call(deviceRoutes.list, { query })
  expect((await list({ stage: 'stock' })).items.map(({ id }) => id)).toEqual(stock)
  expect((await list({ stage: 'installed' })).items.map(({ id }) => id)).toEqual([home.device.id])
  expect((await list({ stage: 'retired' })).items).toEqual([])
  const first = await list({ limit: 2 })
  const rest = await list({ limit: 2, after: first.next ?? '' })
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([...stock, home.device.id].sort())
  expect(rest.next).toBeNull()
})

test('SIM and battery stand with the device', async () => {
  const known = {
    carrier: '中国移动',
    iccid: '89860000000000000001',
    simPaidUntilOn: '2027-03-31',
    batteryChangedOn: null,
  }
  await admin.call(deviceRoutes.keepUp, { params: { id: home.device.id }, body: known })
  expect(await admin.call(registryRoutes.showDevice, { params: { id: home.device.id } })).toMatchObject(known)
})
