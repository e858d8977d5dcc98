import { parse } from 'csv/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TableKind } from '#contract/imports'
import { exportRoutes, holdRoutes, homeRoutes, importRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { idOf } from '../support/bad-rows.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { apply, checked, csv } from '../support/table-file.ts'

const HEADINGS = [
  ...['社区', '地址', '姓名', '性别', '身份证号', '联系人1姓名', '联系人1关系', '联系人1电话', '设备编号'],
]
const of = (address: string, name: string, id = '', contact = '', phone = '', device = ''): string[] => {
  return ['幸福社区', address, name, '女', id, contact, contact === '' ? '' : '亲属', phone, device]
}
const WANG = of('幸福里1号', '王秀兰', idOf('19400308', '002'), '李红', '10000000001')
const ZHAO = of('幸福里2号', '赵兰', idOf('19410102', '004'))
const SUN = of('幸福里3号', '孙梅', '', '孙丽', '10000000003')

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  await house.given.area('community', null, '幸福社区')
})
afterEach(() => house.stop())

/** A file that was taken in whole; then a minute goes by. */
async function takenIn(rows: readonly (readonly string[])[], kind: TableKind = 'homes', headings = HEADINGS) {
  const { id, found } = await checked(house, admin, kind, csv([headings, ...rows]))
  expect(found.filter(({ level }) => level === 'error')).toEqual([])
  await apply(house, admin, id)
  await house.skip({ minutes: 1 })
  return id
}
async function undo(id: string) {
  await admin.call(importRoutes.undo, { params: { id } })
  await house.settled()
  return admin.call(importRoutes.show, { params: { id } })
}
const kept = async (id: string) =>
  (await admin.call(importRoutes.kept, { params: { id } })).items.map(({ row, why }) => [row, why])
const refusal = async (id: string) => (await admin.try(importRoutes.undo, { params: { id } })).problem?.code

/** Address and name of everybody who is registered, as the export has it; it has a line for a home without anybody too. */
async function registry(): Promise<string[]> {
  const file = await admin.call(exportRoutes.registry, { params: { kind: 'homes' }, query: { format: 'csv' } })
  const [, , ...rows] = parse(Buffer.from(file), { bom: true, relax_column_count: true }) as string[][]
  return rows.flatMap((row) => (row[3] === '' ? [] : `${row[1]} ${row[3]}`)).sort()
}
async function addedBy(id: string) {
  const added = (await house.news()).filter(({ type, data }) => type === 'home.added' && data.import === id)
  return Promise.all(added.map(({ homeId }) => admin.call(registryRoutes.showHome, { params: { id: homeId ?? '' } })))
}
const at = async (id: string, address: string) => {
  const home = (await addedBy(id)).find((one) => one.address === address)
  if (!home) throw new Error(`no home at ${address}`)
  return home
}

test('a whole import is taken back, and the mended file comes in whole', async () => {
  const id = await takenIn([WANG, ZHAO, SUN])
  const mended = csv([HEADINGS, WANG, of('幸福里22号', '赵兰', ZHAO[4]), SUN])
  // Without an undo everybody in it is named as standing there.
  const before = await checked(house, admin, 'homes', mended)
  expect(before.found.map(({ row, code }) => [row, code])).toEqual([
    [2, 'id_exists'],
    [3, 'id_exists'],
    [4, 'resident_exists'],
  ])
  const wang = await at(id, '幸福里1号')
  expect(await undo(id)).toMatchObject({ stage: 'undone', added: 3, undone: 3, kept: 0, canUndo: false })
  expect([await registry(), await kept(id)]).toEqual([[], []])

  // They left as whoever leaves does: nobody is rung for the home, and nothing is deleted.
  const home = await admin.call(registryRoutes.showHome, { params: { id: wang.id } })
  expect([home.residents, home.contacts]).toEqual([[], []])
  const person = await admin.call(residentRoutes.show, { params: { id: wang.residents[0]?.id ?? '' } })
  expect(person).toMatchObject({ name: '王秀兰', left: { why: 'mistake' } })

  const again = await checked(house, admin, 'homes', mended)
  expect(again.found).toEqual([])
  expect(await apply(house, admin, again.id)).toMatchObject({ stage: 'done', added: 3, skipped: 0 })
  expect(await registry()).toEqual(['幸福里1号 王秀兰', '幸福里22号 赵兰', '幸福里3号 孙梅'])
  const back = await admin.call(registryRoutes.showHome, { params: { id: wang.id } })
  expect(back).toMatchObject({ residents: [{ name: '王秀兰' }], contacts: [{ name: '李红' }] })

  const told = (await house.news()).filter(({ data }) => data.import === id)
  const types = ['import.started', ...Array(3).fill('home.added'), 'import.applied', 'import.undo_started']
  expect(told.map(({ type }) => type)).toEqual([...types, ...Array(3).fill('resident.left'), 'import.undone'])
  expect(told.at(-1)?.data).toEqual({ import: id, kind: 'homes', undone: 3, kept: 0 })
  expect(JSON.stringify(told)).not.toMatch(/王秀兰|幸福里|10000000001/)
})

test('whoever has been touched since stays, and is named by row with the reason; the others leave', async () => {
  const rows = ['4', '5', '6', '7', '8'].map((number) => of(`幸福里${number}号`, '周梅'))
  const id = await takenIn([...rows, WANG])
  const [edited, held, homeEdited, left] = await Promise.all(
    ['4', '5', '6', '7'].map((number) => at(id, `幸福里${number}号`)),
  )
  const personIn = (home: typeof edited): string => home?.residents[0]?.id ?? ''
  const params = { id: personIn(edited) }
  await admin.call(residentRoutes.change, { params, body: { version: 0, fields: { livesAlone: true } } })
  const travel = { kind: 'travel', fromOn: '2026-11-22', untilOn: null, reviewOn: '2026-11-23' } as const
  await admin.call(holdRoutes.add, { params: { id: personIn(held) }, body: { ...travel, services: ['meals'] } })
  const doorNote = '敲门要响一些'
  await admin.call(homeRoutes.change, {
    params: { id: homeEdited?.id ?? '' },
    body: { version: 0, fields: { doorNote } },
  })
  await admin.call(residentRoutes.leave, { params: { id: personIn(left) }, body: { version: 0, why: 'moved' } })

  expect(await undo(id)).toMatchObject({ stage: 'undone', undone: 2, kept: 4 })
  expect(await kept(id)).toEqual([
    [2, 'edited'],
    [3, 'hold'],
    [4, 'home_edited'],
    [5, 'left'],
  ])
  expect(await registry()).toEqual(['幸福里4号 周梅', '幸福里5号 周梅', '幸福里6号 周梅'])
  const [first] = (await admin.call(importRoutes.kept, { params: { id }, query: { language: 'en' } })).items
  expect(first?.sentence).toMatch(/^Somebody has changed this person’s file since/)
  const departed = await admin.call(residentRoutes.show, { params: { id: personIn(left) } })
  expect(departed.left?.why).toBe('moved')
})

const DEVICE_HEADINGS = ['设备编号', '型号', '供电方式']

test('a home that has pressed keeps its people, contacts and device; a silent one gives its device back', async () => {
  await takenIn([['AL-9', 'AL-1', '插电']], 'devices', DEVICE_HEADINGS)
  const unit = await house.given.stockDevice()
  const rows = [
    of('幸福里1号', '王秀兰', '', '李红', '10000000001', unit.id),
    of('幸福里1号', '李强'),
    of('幸福里2号', '赵兰', '', '', '', 'AL-9'),
  ]
  const id = await takenIn(rows)
  await unit.press('sos')
  await house.settled()
  const silent = await at(id, '幸福里2号')
  expect(silent.devices.map((device) => device.id)).toEqual(['AL-9'])

  expect(await undo(id)).toMatchObject({ undone: 1, kept: 2 })
  expect(await kept(id)).toEqual([
    [2, 'called'],
    [3, 'called'],
  ])
  const pressed = await at(id, '幸福里1号')
  expect(pressed).toMatchObject({
    residents: [{ name: '王秀兰' }, { name: '李强' }],
    contacts: [{ name: '李红' }],
    devices: [{ id: unit.id }],
  })
  const device = await admin.call(registryRoutes.showDevice, { params: { id: 'AL-9' } })
  expect(device).toMatchObject({ stage: 'stock', homeId: null, revokedAt: null })
  expect((await admin.call(homeRoutes.retrievals, {})).items).toEqual([])
  // So the mended file may name it again.
  await takenIn([of('幸福里20号', '赵兰', '', '', '', 'AL-9')])
})

test('what came to a home beside people stays while one of them does, and goes with the last', async () => {
  const old = await takenIn([of('幸福里1号', '刘英', '', '刘军', '10000000009')])
  const id = await takenIn([
    of('幸福里1号', '王秀兰', '', '李红', '10000000001'),
    of('幸福里1号', '李强'),
    of('幸福里2号', '赵兰', '', '赵军', '10000000002'),
    of('幸福里2号', '赵蓝'),
  ])
  const there = await at(id, '幸福里2号')
  const travel = { kind: 'travel', fromOn: '2026-11-22', untilOn: null, reviewOn: '2026-11-23' } as const
  const params = { id: there.residents[1]?.id ?? '' }
  await admin.call(holdRoutes.add, { params, body: { ...travel, services: ['meals'] } })
  expect(await undo(id)).toMatchObject({ undone: 3, kept: 1 })
  const names = async (home: { readonly id: string }) => {
    const { residents, contacts } = await admin.call(registryRoutes.showHome, { params: { id: home.id } })
    return [...residents, ...contacts].map(({ name }) => name)
  }
  expect(await names(there)).toEqual(['赵蓝', '赵军'])
  expect(await names(await at(old, '幸福里1号'))).toEqual(['刘英', '刘军'])
})

test('devices still in stock are retired and may come in again under another model; one put up is kept', async () => {
  const id = await takenIn(
    [
      ['AL-7', 'AL-1', '插电'],
      ['AL-8', 'AL-1', '插电'],
    ],
    'devices',
    DEVICE_HEADINGS,
  )
  await takenIn([of('幸福里1号', '王秀兰', '', '', '', 'AL-8')])
  expect(await undo(id)).toMatchObject({ stage: 'undone', undone: 1, kept: 1 })
  expect(await kept(id)).toEqual([[3, 'not_in_stock']])
  const stage = async (device: string) =>
    (await admin.call(registryRoutes.showDevice, { params: { id: device } })).stage
  expect([await stage('AL-7'), await stage('AL-8')]).toEqual(['retired', 'installed'])

  const mended = csv([DEVICE_HEADINGS, ['AL-7', 'AL-1', '电池'], ['AL-8', 'AL-1', '电池']])
  const again = await checked(house, admin, 'devices', mended)
  expect(again.found).toMatchObject([{ row: 3, code: 'device_exists' }])
  await apply(house, admin, again.id, true)
  const device = await admin.call(registryRoutes.showDevice, { params: { id: 'AL-7' } })
  expect(device).toMatchObject({ stage: 'stock', class: 'battery', revokedAt: null })
  const secrets = await admin.call(importRoutes.secrets, { params: { id: again.id } })
  const [, credential] = parse(Buffer.from(secrets), { bom: true }) as string[][]
  const unit = await house.given.reconnected({ id: credential?.[0] ?? '', secret: credential?.[1] ?? '' })
  expect(unit.id).toBe('AL-7')
})

test('a process that ends in the middle is followed by one that goes on, and nobody leaves twice', async () => {
  const rows = Array.from({ length: 100 }, (_, n) => of(`幸福里${n}号`, '周梅'))
  const id = await takenIn(rows)
  await admin.call(importRoutes.undo, { params: { id } })
  await house.restart()
  expect(await refusal(id)).toMatch(/^import_(under_way|undone)$/)
  // Where several processes share the database, each leaves the others' files alone for a while.
  await house.skip({ seconds: 20 })
  expect(await admin.call(importRoutes.show, { params: { id } })).toMatchObject({ stage: 'undone', undone: 100 })
  expect(await registry()).toEqual([])
  const left = (await house.news()).filter(({ type }) => type === 'resident.left').map(({ data }) => data.resident)
  expect([left.length, new Set(left).size]).toEqual([100, 100])
})

test('a stopped import gives back what it had taken in; what was never taken in has nothing to give', async () => {
  const empty = await checked(house, admin, 'homes', csv([HEADINGS, WANG]))
  expect(await refusal(empty.id)).toBe('import_not_applied')
  await admin.call(importRoutes.cancel, { params: { id: empty.id } })
  expect(await refusal(empty.id)).toBe('import_not_applied')

  const rows = Array.from({ length: 400 }, (_, n) => of(`幸福里${n}号`, '周梅'))
  const { id } = await checked(house, admin, 'homes', csv([HEADINGS, ...rows]))
  await admin.call(importRoutes.apply, { params: { id }, body: { leaveOutBadRows: false } })
  expect(await refusal(id)).toBe('import_under_way')
  const stopped = await admin.call(importRoutes.cancel, { params: { id } })
  const other = await house.given.person('admin')
  expect(await other.try(importRoutes.undo, { params: { id } })).toMatchObject({ status: 404 })
  expect(await other.try(importRoutes.kept, { params: { id } })).toMatchObject({ status: 404 })
  if (stopped.added > 0) expect(await undo(id)).toMatchObject({ stage: 'undone', undone: stopped.added })
  expect(await registry()).toEqual([])
  await house.settled()
})

test('an import is taken back once', async () => {
  const id = await takenIn([WANG])
  await undo(id)
  expect(await refusal(id)).toBe('import_undone')
  expect(await admin.try(importRoutes.cancel, { params: { id } })).toMatchObject({ status: 409 })
})
