import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewFeeRule } from '#contract/fees'
import { deviceRoutes, feeRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
})
afterEach(() => house.stop())

const SERVICE: NewFeeRule = {
  ...{ kind: 'service', fen: 2_000, governmentFromAge: 75, areaId: null },
  fromOn: '2026-01-01',
}
const addRule = (parts: Partial<NewFeeRule> = {}) => admin.call(feeRoutes.addRule, { body: { ...SERVICE, ...parts } })
const bornOn = (day: string): { residents: [GivenHome['card']['residents'][number]] } =>
  ({ residents: [{ name: '王秀兰', sex: 'female', bornOn: day, livesAlone: true, flags: [] }] }) as never

async function statement(month: string, area?: string, who = admin) {
  await house.settled()
  return who.call(feeRoutes.statement, { query: { month, ...(area !== undefined && { area }) } })
}

test('a month says by area how many units stood there, and who pays how much for them', async () => {
  await addRule()
  await addRule({ kind: 'joining', fen: 10_000 })
  const [east, west] = [
    await house.given.area('community', null, '东'),
    await house.given.area('community', null, '西'),
  ]
  await house.given.home({ areaId: east.id, ...bornOn('1940-03-08') })
  await house.given.home({ areaId: east.id, ...bornOn('1960-03-08') })
  await house.given.home({ areaId: west.id, ...bornOn('1951-11-22') })
  const { items, total } = await statement('2026-11')
  const told = items.map(({ name, figures: { units, joining, service } }) => [
    name,
    units,
    ...[joining.government.fen, joining.resident.fen, service.government.fen, service.resident.fen],
  ])
  expect(told.sort()).toEqual([
    ['东', 2, 10_000, 10_000, 2_000, 2_000],
    ['西', 1, 10_000, 0, 2_000, 0],
  ])
  expect(total).toMatchObject({ units: 3, service: { government: { units: 2, fen: 4_000 } } })
  expect((await statement('2026-12')).total.joining.government.units).toBe(0)
  expect((await statement('2026-10')).items).toEqual([])
})

test('a unit that takes the place of another joins nothing and costs the month once', async () => {
  await addRule()
  await addRule({ kind: 'joining', fen: 10_000 })
  const home = await house.given.home()
  const spare = await house.given.stockDevice()
  await house.skip({ minutes: 60 })
  admin = await house.given.admin()
  await admin.call(deviceRoutes.swap, { params: { id: home.device.id }, body: { newDeviceId: spare.id } })
  const { total } = await statement('2026-11')
  expect(total).toMatchObject({
    units: 1,
    joining: { government: { units: 1 } },
    service: { government: { units: 1 } },
  })
  const next = (await statement('2026-12')).total
  expect(next).toMatchObject({ units: 1, joining: { government: { units: 0 } }, service: { government: { units: 1 } } })
})

test('a unit that was retired costs that month and no later one', async () => {
  await addRule()
  const home = await house.given.home()
  await admin.call(deviceRoutes.retire, { params: { id: home.device.id } })
  expect((await statement('2026-11')).total.units).toBe(1)
  expect((await statement('2026-12')).total.units).toBe(0)
})

test('who left is nobody to be paid for', async () => {
  await addRule()
  const home = await house.given.home(bornOn('1940-03-08'))
  const params = { id: home.card.id }
  const body = { name: '李建国', sex: 'male', bornOn: '1960-01-01', livesAlone: false, flags: [] } as const
  await admin.call(residentRoutes.add, { params, body: { ...body, flags: [] } })
  const id = home.card.residents[0]?.id ?? ''
  await admin.call(residentRoutes.leave, { params: { id }, body: { version: 0, why: 'moved' } })
  expect((await statement('2026-12')).total.service).toMatchObject({ government: { units: 0 }, resident: { units: 1 } })
})

test('a rule that was taken back counts nowhere; one of an area counts there, from its date on', async () => {
  const wrong = await addRule({ fen: 1 })
  const area = await house.given.area('community', null, '东')
  await house.given.home({ areaId: area.id })
  await house.given.home()
  await admin.call(feeRoutes.withdrawRule, { params: { id: wrong.id } })
  expect((await statement('2026-11')).total.withoutRule).toBe(2)
  await addRule()
  await addRule({ fen: 1_500, areaId: area.id, fromOn: '2026-12-01' })
  expect((await statement('2026-11')).total.service.government.fen).toBe(4_000)
  expect((await statement('2026-12')).total.service.government.fen).toBe(3_500)
  const { items } = await admin.call(feeRoutes.rules)
  expect(items.map(({ fen, withdrawnAt }) => [fen, withdrawnAt !== null])).toEqual([
    [1_500, false],
    [2_000, false],
    [1, true],
  ])
  const told = (await house.news()).filter(({ type }) => type.startsWith('fee_rule.'))
  expect(told.map(({ type }) => type.slice(9))).toEqual(['added', 'withdrawn', 'added', 'added'])
})

test('the manager of an area learns of theirs alone, and the table says who asked', async () => {
  await addRule()
  const [east, west] = [
    await house.given.area('community', null, '东'),
    await house.given.area('community', null, '西'),
  ]
  await house.given.home({ areaId: east.id })
  await house.given.home({ areaId: west.id })
  const manager = await house.given.person('manager', '赵丽', { areaId: east.id })
  expect((await statement('2026-11', undefined, manager)).items.map(({ name }) => name)).toEqual(['东'])
  expect((await manager.try(feeRoutes.statement, { query: { month: '2026-11', area: west.id } })).status).toBe(404)
  const query = { month: '2026-11', format: 'csv' } as const
  const file = Buffer.from(await manager.call(feeRoutes.file, { query })).toString('utf8')
  const lines = file.trim().split('\r\n')
  expect(lines[0]).toContain('安铃导出：赵丽（')
  expect(lines[2]).toContain(',东,1,')
  expect(lines.at(-1)).toContain(',合计,1,')
  expect(file).not.toContain('西')
  expect((await house.news()).filter(({ type }) => type === 'registry.exported')).toHaveLength(1)
})

test('units that came before this version are found in the log', async () => {
  await addRule()
  const home = await house.given.home()
  await house.restart()
  admin = await house.given.admin()
  await admin.call(registryRoutes.revokeDevice, { params: { id: home.device.id } })
  expect((await statement('2026-12')).total.units).toBe(0)
})
