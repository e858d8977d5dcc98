import { parse } from 'csv/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { areaRoutes, exportRoutes, importRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { idOf } from '../support/bad-rows.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { apply, checked, csv, findings, upload, xlsx } from '../support/table-file.ts'
import { foundInStore } from '../support/traces.ts'

const HEADINGS = [
  '社区',
  '地址',
  '姓名',
  '性别',
  '出生日期',
  '独居',
  '联系人1姓名',
  '联系人1关系',
  '联系人1电话',
  '设备编号',
]
const WANG = ['幸福社区', '幸福里1号', '王秀兰', '女', '1940-03-08', '是', '李红', '女儿', '10000000001', '']
const LI = ['幸福社区', '幸福里1号', '李强', '男', '1938/5/1', '否', '李红', '女儿', '10000000001', '']
const BAD = ['幸福社区', '幸福里2号', '赵四', '男', '1940-02-31', '', '', '', '', '']

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  await house.given.area('community', null, '幸福社区')
})
afterEach(() => house.stop())

/** The registry as its export shows it: a line per resident. */
async function registry(): Promise<string[][]> {
  const file = await admin.call(exportRoutes.registry, { params: { kind: 'homes' }, query: { format: 'csv' } })
  const [, , ...rows] = parse(Buffer.from(file), { bom: true, relax_column_count: true }) as string[][]
  return rows.map((row) => row.slice(0, 6)).sort()
}

test.each([
  ['CSV', csv],
  ['XLSX', xlsx],
])('a %s is checked first and changes nothing; applied, its people stand in the registry', async (_name, write) => {
  const { job, found, id } = await checked(house, admin, 'homes', await write([HEADINGS, WANG, LI]))
  expect(job).toMatchObject({ stage: 'checked', rows: 2, badRows: 0, warnings: 0, added: 0 })
  expect(found).toEqual([])
  expect(await registry()).toEqual([])
  expect(await apply(house, admin, id)).toMatchObject({ stage: 'done', added: 2, skipped: 0 })
  expect(await registry()).toEqual([
    ['幸福社区', '幸福里1号', '', '李强', '男', '1938-05-01'],
    ['幸福社区', '幸福里1号', '', '王秀兰', '女', '1940-03-08'],
  ])
  const told = (await house.news()).filter(({ type }) => /^(import|home)\./.test(type))
  expect(told.map(({ type }) => type)).toEqual(['import.started', 'home.added', 'import.applied'])
  expect(JSON.stringify(told)).not.toMatch(/王秀兰|幸福里|10000000001/)
})

test('bad rows are named by row and column with how to mend them, and left out only when that is said', async () => {
  const { job, found, id } = await checked(house, admin, 'homes', csv([HEADINGS, WANG, BAD, WANG]))
  expect(job).toMatchObject({ stage: 'checked', rows: 3, badRows: 2 })
  expect(found).toEqual([
    {
      row: 3,
      column: '出生日期',
      code: 'date_impossible',
      level: 'error',
      sentence: '日历上没有“1940-02-31”这一天。请核对月和日。',
    },
    { row: 4, column: null, code: 'row_twice', level: 'error', sentence: '和第 2 行完全一样。请删除其中一行。' },
  ])
  const english = await admin.call(importRoutes.findings, { params: { id }, query: { language: 'en' } })
  expect(english.items[0]?.sentence).toBe('The calendar has no day “1940-02-31”. Check month and day.')
  const answer = await admin.try(importRoutes.apply, { params: { id }, body: { leaveOutBadRows: false } })
  expect(answer).toMatchObject({ status: 409, problem: { code: 'import_has_errors', detail: { rows: 2 } } })
  expect(await registry()).toEqual([])
  expect(await apply(house, admin, id, true)).toMatchObject({ stage: 'done', added: 1, skipped: 2 })
  expect((await registry()).map((row) => row[3])).toEqual(['王秀兰'])
})

test('the same file a second time adds nobody; people new to a home come to it', async () => {
  await apply(house, admin, (await checked(house, admin, 'homes', csv([HEADINGS, WANG]))).id)
  const again = await checked(house, admin, 'homes', csv([HEADINGS, WANG, LI]))
  expect(again.found).toMatchObject([{ row: 2, column: '姓名', code: 'resident_exists' }])
  expect(await apply(house, admin, again.id, true)).toMatchObject({ added: 1, skipped: 1 })
  expect((await registry()).map((row) => row[3])).toEqual(['李强', '王秀兰'])
  const [home] = (await house.news()).filter(({ type }) => type === 'home.added')
  const card = await admin.call(registryRoutes.showHome, { params: { id: home?.homeId ?? '' } })
  expect(card.residents.map(({ name }) => name)).toEqual(['王秀兰', '李强'])
  expect(card).toMatchObject({ community: '幸福社区', contacts: [{ name: '李红' }] })
})

test('a home comes to the community that it names; one that nobody knows, or two of one name, keep the row out', async () => {
  for (const name of ['和平社区', '和平社区']) await house.given.area('community', null, name)
  const rows = [WANG, ['和平社区', ...LI.slice(1)], ['乌有社区', ...LI.slice(1)]]
  const { id, found } = await checked(house, admin, 'homes', csv([HEADINGS, ...rows]))
  expect(found).toMatchObject([
    { row: 3, column: '社区', code: 'community_ambiguous' },
    { row: 4, column: '社区', code: 'community_unknown' },
  ])
  await apply(house, admin, id, true)
  expect((await registry()).map(([community]) => community)).toEqual(['幸福社区'])
})

test('identity numbers are kept as the registry keeps them: masked, found by, and the sign of the same person', async () => {
  const headings = [...HEADINGS.slice(0, 5), '身份证号']
  const [wang, zhao] = [
    [...WANG.slice(0, 5), idOf('19400308', '002')],
    ['幸福社区', '幸福里2号', '赵兰', '女', '1941-01-02', idOf('19410102', '004')],
  ]
  await apply(house, admin, (await checked(house, admin, 'homes', csv([headings, wang]))).id)
  const [home] = (await house.news()).filter(({ type }) => type === 'home.added')
  const card = await admin.call(registryRoutes.showHome, { params: { id: home?.homeId ?? '' } })
  const params = { id: card.residents[0]?.id ?? '' }
  const shown = await admin.call(residentRoutes.show, { params })
  expect(shown).toMatchObject({ version: 1, idNumber: expect.not.stringContaining('19400308') })
  const inFull = await admin.call(residentRoutes.reveal, { params, body: { field: 'idNumber' } })
  expect(inFull.values).toEqual([wang[5]])
  const changes = await admin.call(residentRoutes.history, { params })
  expect(changes.items).toMatchObject([{ by: { id: admin.account.id }, fields: ['idNumber'] }])

  // Moved meanwhile: another address, the same person.
  const moved = ['幸福社区', '幸福里9号', '王秀兰', '女', '', wang[5] ?? '']
  const twin = ['幸福社区', '幸福里3号', '赵蓝', '女', '', zhao[5] ?? '']
  const again = await checked(house, admin, 'homes', csv([headings, moved, zhao, twin]))
  expect(again.found).toMatchObject([
    { row: 2, column: '身份证号', code: 'id_exists' },
    { row: 4, column: '身份证号', code: 'id_twice', sentence: expect.stringContaining('第 3 行') },
  ])
  expect(await apply(house, admin, again.id, true)).toMatchObject({ added: 1, skipped: 2 })
  expect((await registry()).map((row) => row[3])).toEqual(['王秀兰', '赵兰'])
  expect(JSON.stringify(await house.news())).not.toContain(wang[5])
  // A name is kept in the clear, so the search in the store would find.
  expect(await foundInStore(house.place, [wang[5] ?? '', zhao[5] ?? '', '王秀兰'])).toEqual(['王秀兰'])
})

test('a number that came into the registry after the check keeps its row out; of nobody else', async () => {
  const headings = [...HEADINGS.slice(0, 5), '身份证号']
  const number = idOf('19400308', '002')
  const files = ['幸福里1号', '幸福里7号'].map((address) =>
    csv([headings, ['幸福社区', address, '王秀兰', '女', '', number], ['幸福社区', address, '李强', '男', '', '']]),
  )
  const jobs = await Promise.all(files.map((file) => checked(house, admin, 'homes', file)))
  expect(jobs.flatMap(({ found }) => found)).toEqual([])
  const ended = await Promise.all(jobs.map(({ id }) => apply(house, admin, id)))
  expect(ended.map(({ added }) => added).sort()).toEqual([1, 2])
})

test('two files that were checked before either was applied add nobody twice', async () => {
  const [one, other] = [
    await checked(house, admin, 'homes', csv([HEADINGS, WANG])),
    await checked(house, admin, 'homes', csv([HEADINGS, WANG, LI])),
  ]
  await apply(house, admin, one.id)
  expect(await apply(house, admin, other.id)).toMatchObject({ added: 1, skipped: 1 })
  expect((await registry()).map((row) => row[3])).toEqual(['李强', '王秀兰'])
})

test('devices come into stock with secrets shown once, and are installed by the file of homes', async () => {
  const devices = await checked(
    house,
    admin,
    'devices',
    csv([
      ['设备编号', '型号', '供电方式'],
      ['AL-1', 'AL-1', '插电'],
    ]),
  )
  await apply(house, admin, devices.id)
  const file = await admin.call(importRoutes.secrets, { params: { id: devices.id } })
  const [, credential] = parse(Buffer.from(file), { bom: true }) as string[][]
  expect(await admin.try(importRoutes.secrets, { params: { id: devices.id } })).toMatchObject({ status: 404 })
  const rows = [HEADINGS, [...WANG.slice(0, 9), 'AL-1'], [...LI.slice(0, 9), 'AL-2']]
  const homes = await checked(house, admin, 'homes', csv(rows))
  expect(homes.found).toMatchObject([{ row: 3, column: '设备编号', code: 'device_unknown' }])
  await apply(house, admin, homes.id, true)
  const device = await admin.call(registryRoutes.showDevice, { params: { id: 'AL-1' } })
  expect(device).toMatchObject({ stage: 'installed', homeId: expect.any(String) })
  const unit = await house.given.reconnected({ id: credential?.[0] ?? '', secret: credential?.[1] ?? '' })
  await unit.press('sos')
  await house.settled()
  const rung = (await house.news()).filter(({ type, deviceId }) => type === 'call.opened' && deviceId === 'AL-1')
  expect(rung).toMatchObject([{ homeId: device.homeId }])
  const late = await checked(house, admin, 'homes', csv([HEADINGS, [...BAD.slice(0, 4), '', '', '', '', '', 'AL-1']]))
  expect(late.found).toMatchObject([{ row: 2, code: 'device_not_in_stock' }])
})

const AREA_HEADINGS = ['编码', '名称', '级别', '上级编码']
/** Children above their parents. */
const TREE = [
  ['1201001001-3', '第三网格', '网格', '1201001001'],
  ['1201001001', '滨江道社区', '社区', '1201001'],
  ['1201001', '劝业场街道', '街道', '1201'],
  ['1201', '和平区', '区', '12'],
  ['12', '天津市', '市', ''],
]

test.each([
  ['CSV', csv],
  ['XLSX', xlsx],
])(
  'a tree of areas as %s is checked as a whole, comes in from the top, and a second time changes nothing',
  async (_name, write) => {
    const { job, found, id } = await checked(house, admin, 'areas', await write([AREA_HEADINGS, ...TREE]))
    expect([job.rows, job.badRows, found]).toEqual([5, 0, []])
    expect(await apply(house, admin, id)).toMatchObject({ stage: 'done', added: 5, skipped: 0 })
    const areas = (await admin.call(areaRoutes.list)).items
    expect(areas.map(({ code }) => code)).toEqual(expect.arrayContaining(TREE.map(([code]) => code)))
    const grid = areas.find(({ name }) => name === '第三网格')
    expect(areas.find(({ id: parent }) => parent === grid?.parentId)).toMatchObject({ name: '滨江道社区' })

    const again = await checked(house, admin, 'areas', await write([AREA_HEADINGS, ...TREE]))
    expect(again.job).toMatchObject({ badRows: 0, warnings: 5 })
    expect(again.found.map(({ code }) => code)).toEqual(Array(5).fill('area_exists'))
    expect(await apply(house, admin, again.id)).toMatchObject({ added: 0, skipped: 5 })
    // What an export writes, an import reads.
    const file = await admin.call(exportRoutes.registry, { params: { kind: 'areas' }, query: { format: 'csv' } })
    const back = await checked(house, admin, 'areas', Buffer.from(file))
    expect(back.found.map(({ code }) => code)).toEqual(Array(6).fill('area_exists'))
  },
)

test('areas that cannot come in are named with the remedy, and the good ones come in without them', async () => {
  const bad = [
    ['1202', '河东区', '区', '99'],
    ['120201', '大王庄街道', '街道', '1202'],
    ['1203', '河西区', '片', '12'],
    ['12/04', '', '区', '12'],
    ['1201', '又一个', '区', '12'],
  ]
  const { job, found, id } = await checked(house, admin, 'areas', await csv([AREA_HEADINGS, ...TREE, ...bad]))
  expect(found.map(({ row, column, code }) => [row, column, code])).toEqual([
    [7, '上级编码', 'parent_unknown'],
    [8, '上级编码', 'parent_unknown'],
    [9, '级别', 'level_unknown'],
    [10, '编码', 'area_code_malformed'],
    [10, '名称', 'area_name_missing'],
    [11, '编码', 'area_code_twice'],
  ])
  expect(found[2]?.sentence).toBe('不认识级别“片”。请填“市”“区”“街道”“社区”或“网格”。')
  expect(job.badRows).toBe(5)
  expect(await apply(house, admin, id, true)).toMatchObject({ stage: 'done', added: 5, skipped: 5 })
})

test('a tree that is too large is refused, not taken in halves', async () => {
  const rows = Array.from({ length: 5_001 }, (_, n) => [`g-${n}`, `第${n}网格`, '网格', ''])
  const { job, found } = await checked(house, admin, 'areas', await csv([AREA_HEADINGS, ...rows]))
  expect(job.stage).toBe('failed')
  expect(found.map(({ code }) => code)).toContain('file_too_large')
})

test('what is no table, or has no headings, fails with the reason', async () => {
  const old = await checked(house, admin, 'homes', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
  expect(old).toMatchObject({ job: { stage: 'failed' }, found: [{ row: 0, code: 'file_is_old_xls' }] })
  const bare = await checked(house, admin, 'homes', csv([WANG]))
  expect(bare).toMatchObject({ job: { stage: 'failed' }, found: [{ row: 0, code: 'header_not_found' }] })
  const lame = await checked(
    house,
    admin,
    'homes',
    csv([
      ['社区', '姓名'],
      ['幸福社区', '王秀兰'],
    ]),
  )
  expect(lame).toMatchObject({ job: { stage: 'failed' }, found: [{ row: 1, column: '地址', code: 'header_missing' }] })
  const apply = { params: { id: lame.id }, body: { leaveOutBadRows: true } }
  expect(await admin.try(importRoutes.apply, apply)).toMatchObject({ problem: { code: 'import_not_checked' } })
})

test('a file is its starter’s alone, cancelled it changes nothing, and nobody else may upload', async () => {
  const { id } = await checked(house, admin, 'homes', csv([HEADINGS, WANG]))
  const other = await house.given.person('admin')
  for (const route of [importRoutes.show, importRoutes.cancel, importRoutes.findings]) {
    expect(await other.try(route, { params: { id } })).toMatchObject({ status: 404 })
  }
  expect(await other.call(importRoutes.list)).toEqual({ items: [] })
  expect(await admin.call(importRoutes.cancel, { params: { id } })).toMatchObject({ stage: 'cancelled' })
  const answer = await admin.try(importRoutes.apply, { params: { id }, body: { leaveOutBadRows: false } })
  expect(answer).toMatchObject({ status: 409, problem: { code: 'import_not_checked' } })
  expect(await registry()).toEqual([])
  const file = new Uint8Array(csv([HEADINGS, WANG]))
  expect(await upload(await house.given.person('operator'), 'homes', file)).toMatchObject({ status: 403 })
  expect(await upload({ ...admin, url: house.app.url, cookie: '' }, 'homes', file)).toMatchObject({ status: 401 })
})

test('a process that ends in the middle is followed by one that goes on, without doubles', async () => {
  const rows = Array.from({ length: 300 }, (_, n) => ['幸福社区', `幸福里${n}号`, '王秀兰', '女', '1940-03-08'])
  const { id } = await checked(house, admin, 'homes', csv([HEADINGS.slice(0, 5), ...rows]))
  await admin.call(importRoutes.apply, { params: { id }, body: { leaveOutBadRows: false } })
  await house.restart()
  const between = await admin.call(importRoutes.show, { params: { id } })
  expect(between.added).toBeLessThanOrEqual(300)
  // Where several processes share the database, each leaves the others' files alone for a while.
  await house.skip({ seconds: 20 })
  expect(await admin.call(importRoutes.show, { params: { id } })).toMatchObject({ stage: 'done', added: 300 })
  expect(new Set((await registry()).map((row) => row[1])).size).toBe(300)
  expect(await registry()).toHaveLength(300)
  expect(await findings(admin, id)).toEqual([])
})
