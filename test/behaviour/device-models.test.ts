import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceModel, NewDeviceModel } from '#contract/models'
import { importRoutes, modelRoutes, registryRoutes } from '#contract/routes'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { apply, checked, csv } from '../support/table-file.ts'

const PENDANT: NewDeviceModel = {
  name: 'SOS-4G',
  maker: '安心电子',
  class: 'battery',
  signals: ['sos', 'fall'],
  hasSim: true,
  batteryMonths: 18,
}

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
})
afterEach(() => house.stop())

const add = (parts: Partial<NewDeviceModel> = {}) => admin.try(modelRoutes.add, { body: { ...PENDANT, ...parts } })
const added = async (): Promise<DeviceModel> => (await add()).body as DeviceModel
const names = async (who = admin) => (await who.call(modelRoutes.list, {})).items.map(({ name }) => name)
const register = (model: string, who = admin) =>
  who.try(registryRoutes.addDevice, { body: { model, class: 'battery', homeId: null } })
const move = (what: 'withdraw' | 'offer', { id, version }: DeviceModel) =>
  admin.try(modelRoutes[what], { params: { id }, body: { version } })

test('a new house knows the unit it comes with; others are added, each name once', async () => {
  expect(await names()).toEqual(['AL-1'])
  expect(await add()).toMatchObject({ status: 201, body: { ...PENDANT, withdrawnAt: null, version: 1 } })
  expect(await add()).toMatchObject({ status: 409, problem: { code: 'name_taken' } })
  expect(await names(await house.given.person('manager'))).toEqual(['AL-1', 'SOS-4G'])
})

test('a device is registered under a model that is kept here, and under no other', async () => {
  expect(await register('SOS-4G')).toMatchObject({ status: 409, problem: { code: 'model_unknown' } })
  await added()
  const manager = await house.given.person('manager')
  expect((await register('SOS-4G', manager)).status).toBe(201)
  const told = (await house.news()).map(({ type }) => type).filter((type) => /^(model|device)/.test(type))
  expect(told).toEqual(['model.added', 'device.added'])
})

test('a model that was withdrawn takes no more devices; those that are go on ringing, and it comes back', async () => {
  const home = await house.given.home()
  const { items } = await admin.call(modelRoutes.list, {})
  const own = items[0] as DeviceModel
  const withdrawn = (await move('withdraw', own)).body as DeviceModel
  expect(withdrawn).toMatchObject({ version: 2, withdrawnAt: expect.any(String) })
  expect(await register('AL-1')).toMatchObject({ status: 409, problem: { code: 'model_withdrawn' } })
  expect(await home.press('sos')).toMatchObject({ stored: true })
  expect(await names()).toEqual(['AL-1'])
  // Once more changes nothing and tells nothing.
  expect((await move('withdraw', withdrawn)).body).toEqual(withdrawn)
  expect((await move('offer', withdrawn)).body).toMatchObject({ version: 3, withdrawnAt: null })
  expect((await register('AL-1')).status).toBe(201)
  const told = (await house.news()).map(({ type }) => type).filter((type) => type.startsWith('model.'))
  expect(told).toEqual(['model.withdrawn', 'model.offered'])
})

test('of two who change a model the slower one is told; its name stays', async () => {
  const { id } = await added()
  const change = (maker: string, version = 1) => {
    const { name: _, ...rest } = PENDANT
    return admin.try(modelRoutes.change, { params: { id }, body: { ...rest, maker, version } })
  }
  expect((await change('甲厂')).body).toMatchObject({ name: 'SOS-4G', maker: '甲厂', version: 2 })
  expect(await change('乙厂')).toMatchObject({ status: 409, problem: { code: 'stale_version' } })
  const renamed = { ...PENDANT, version: 2 }
  expect(await admin.try(modelRoutes.change, { params: { id }, body: renamed })).toMatchObject({ status: 400 })
  expect((await move('withdraw', { ...PENDANT, id: 'none', withdrawnAt: null, version: 1 })).status).toBe(404)
})

const FILE = csv([
  ['设备编号', '型号', '供电方式'],
  ['unit-1', 'AL-1', '插电'],
  ['unit-2', 'SOS-4G', '电池'],
])

test('a file of devices names models by their names; what is not kept here is found, and added it is taken', async () => {
  const { found } = await checked(house, admin, 'devices', FILE)
  expect(found).toMatchObject([{ row: 3, column: '型号', code: 'model_unknown' }])
  expect(found[0]?.sentence).toContain('SOS-4G')
  const model = await added()
  expect((await checked(house, admin, 'devices', FILE)).found).toEqual([])
  await move('withdraw', model)
  expect((await checked(house, admin, 'devices', FILE)).found).toMatchObject([{ row: 3, code: 'model_withdrawn' }])
})

test('a model that is withdrawn between check and taking in leaves its rows out', async () => {
  const model = await added()
  const { id, job } = await checked(house, admin, 'devices', FILE)
  expect(job).toMatchObject({ rows: 2, badRows: 0 })
  await move('withdraw', model)
  expect(await apply(house, admin, id)).toMatchObject({ added: 1, skipped: 1 })
  expect((await admin.try(importRoutes.secrets, { params: { id } })).status).toBe(200)
})

test('a restart changes no model and adds none', async () => {
  await added()
  const before = (await admin.call(modelRoutes.list, {})).items
  await house.restart()
  admin = await house.given.admin()
  expect((await admin.call(modelRoutes.list, {})).items).toEqual(before)
})
