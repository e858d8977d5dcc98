import { afterEach, beforeEach, expect, test } from 'vitest'
import { residentRoutes } from '#contract/routes'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let admin: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  home = await house.given.home({
    address: '解放路7号院3号楼',
    residents: ['王秀兰', '单雄信', '阿依古丽·买买提', '𠀀𬎆𬎆'].map(someone),
  })
  await house.given.home({ address: '幸福里100%_楼', residents: ['王小明', '张建国'].map(someone) })
})
afterEach(() => house.stop())

function someone(name: string) {
  return { name, sex: 'female' as const, bornOn: null, livesAlone: true, flags: [] }
}

const find = async (q: string) => (await admin.call(residentRoutes.search, { query: { q } })).items
const names = async (q: string) => (await find(q)).map(({ name }) => name).sort()

test.each([
  ['wxl', ['王秀兰']],
  ['WXL', ['王秀兰']],
  ['wangxiulan', ['王秀兰']],
  ['wang xiu', ['王秀兰']],
  ['wx', ['王小明', '王秀兰']],
  ['shan', ['单雄信']],
  ['秀兰', ['王秀兰']],
  ['古丽·买', ['阿依古丽·买买提']],
  ['𬎆', ['𠀀𬎆𬎆']],
  ['zzz', []],
  ['100%_', ['张建国', '王小明']],
  ['%', ['张建国', '王小明']],
])('%s finds %j', async (q, found) => expect(await names(q)).toEqual([...found].sort()))

test('a number is found whole and by its last four, and no longer once it is another', async () => {
  const id = home.card.residents[0]?.id ?? ''
  const body = { version: 0, fields: { idNumber: '11010519491231002X', phones: ['138 7776 0002'] } }
  await admin.call(residentRoutes.change, { params: { id }, body })
  const hit = { id, homeId: home.card.id, name: '王秀兰', address: '解放路7号院3号楼', found: 'number' }
  for (const q of ['002x', '110105 19491231 002X', '0002', '13877760002']) expect(await find(q)).toMatchObject([hit])
  await admin.call(residentRoutes.change, { params: { id }, body: { version: 1, fields: { phones: [] } } })
  expect([await find('0002'), await find('13877760002')]).toEqual([[], []])
})

test('a device and an address lead to whoever lives there; who left or was renamed is found no more', async () => {
  const [first, second] = home.card.residents
  expect((await find(home.device.id)).map(({ found }) => found)).toEqual(['device', 'device', 'device', 'device'])
  expect((await find('解放路7号')).length).toBe(4)
  const params = { id: first?.id ?? '' }
  await admin.call(residentRoutes.change, { params, body: { version: 0, fields: { name: '李秀兰' } } })
  expect([await names('wxl'), await names('lxl')]).toEqual([[], ['李秀兰']])
  await admin.call(residentRoutes.leave, { params: { id: second?.id ?? '' }, body: { version: 0, why: 'moved' } })
  expect([await names('shan'), (await find('解放路7号')).length]).toEqual([[], 3])
})

test('a manager finds whoever lives in their area, and nobody else', async () => {
  const east = await house.given.area('district', null, '河东区')
  const below = await house.given.area('subdistrict', east.id, '大王庄街道')
  const { card } = await house.given.home({ areaId: below.id, residents: [someone('王秀兰')] })
  const manager = await house.given.person('manager', '张敏', { areaId: east.id })
  const { items } = await manager.call(residentRoutes.search, { query: { q: 'wxl' } })
  expect(items).toMatchObject([{ id: card.residents[0]?.id, community: '大王庄街道' }])
  expect(await names('wxl')).toEqual(['王秀兰', '王秀兰'])
})
