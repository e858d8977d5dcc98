import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Area } from '#contract/areas'
import { areaRoutes, deskRoutes, registryRoutes } from '#contract/routes'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
})
afterEach(() => house.stop())

async function tree() {
  const city = await house.given.area('city', null, '天津市')
  const [east, west] = [
    await house.given.area('district', city.id, '河东区'),
    await house.given.area('district', city.id, '河西区'),
  ]
  const street = await house.given.area('subdistrict', east.id, '大王庄街道')
  const community = await house.given.area('community', street.id, '幸福社区')
  const grid = await house.given.area('grid', community.id, '第三网格')
  return { city, east, west, street, community, grid }
}

const now = async (id: string): Promise<Area> =>
  (await admin.call(areaRoutes.list)).items.find((area) => area.id === id) as Area

test('a home says where it lies by its community, also when it lies in a grid', async () => {
  const { grid } = await tree()
  const { card } = await house.given.home({ areaId: grid.id })
  expect(card).toMatchObject({ areaId: grid.id, community: '幸福社区' })
})

test('what lies in an area is counted, also what came to it by a merger', async () => {
  const { city, community, grid, street } = await tree()
  await house.given.home({ areaId: grid.id })
  await house.given.home({ areaId: community.id })
  const contents = (id: string) => admin.call(areaRoutes.contents, { params: { id } })
  expect(await contents(city.id)).toEqual({ areas: 5, homes: 2 })
  expect(await contents(grid.id)).toEqual({ areas: 0, homes: 1 })
  const other = await house.given.area('community', street.id, '安福社区')
  expect(await contents(other.id)).toEqual({ areas: 0, homes: 0 })
  const body = { intoId: other.id, version: (await now(community.id)).version }
  await admin.call(areaRoutes.merge, { params: { id: community.id }, body })
  expect(await contents(other.id)).toEqual({ areas: 1, homes: 2 })
})

test('a street that moves to another district takes along what lies in it, and who managed the old one loses sight of it', async () => {
  const { east, west, street, grid } = await tree()
  const { card } = await house.given.home({ areaId: grid.id })
  const [before, after] = [
    await house.given.person('manager', '甲', { areaId: east.id }),
    await house.given.person('manager', '乙', { areaId: west.id }),
  ]
  const params = { id: card.id }
  expect((await before.try(registryRoutes.showHome, { params })).status).toBe(200)
  expect((await after.try(registryRoutes.showHome, { params })).status).toBe(404)
  const body = { parentId: west.id, version: street.version }
  expect(await admin.call(areaRoutes.move, { params: { id: street.id }, body })).toMatchObject({ parentId: west.id })
  expect((await before.try(registryRoutes.showHome, { params })).status).toBe(404)
  expect((await after.try(registryRoutes.showHome, { params })).status).toBe(200)
  // Who read it a moment ago and moves it now is told.
  const again = await admin.try(areaRoutes.move, { params: { id: street.id }, body: { ...body, parentId: east.id } })
  expect(again).toMatchObject({ status: 409, problem: { code: 'stale_version' } })
  const moved = (await house.news()).filter(({ type }) => type === 'area.moved')
  expect(moved.map(({ data }) => data)).toEqual([{ area: street.id, from: east.id, to: west.id }])
})

test('communities that merge: homes of the one count to the other, keep what was written in them, and show its name', async () => {
  const { street, community, grid } = await tree()
  const other = await house.given.area('community', street.id, '和平社区')
  const older = await house.given.area('community', street.id, '老社区')
  const [own, inGrid, oldest] = [
    await house.given.home({ areaId: community.id }),
    await house.given.home({ areaId: grid.id }),
    await house.given.home({ areaId: older.id }),
  ]
  await admin.call(areaRoutes.merge, { params: { id: older.id }, body: { intoId: community.id, version: 1 } })
  await admin.call(areaRoutes.merge, { params: { id: community.id }, body: { intoId: other.id, version: 1 } })
  const keeper = await house.given.person('manager', '丙', { areaId: other.id })
  for (const { card } of [own, inGrid, oldest]) {
    expect(await keeper.call(registryRoutes.showHome, { params: { id: card.id } })).toMatchObject({
      areaId: card.areaId,
      community: '和平社区',
    })
  }
  expect(await now(community.id)).toMatchObject({ mergedIntoId: other.id, closedAt: expect.any(String) })
  expect(await now(grid.id)).toMatchObject({ parentId: other.id, mergedIntoId: null })
  const into = await admin.try(registryRoutes.addHome, {
    body: { address: '幸福里', areaId: community.id, doorNote: '', residents: [], contacts: [] },
  })
  expect(into.problem?.code).toBe('area_closed')
})

test('what cannot stand is refused in words, and nothing changes', async () => {
  const { city, east, west, street } = await tree()
  const body = { code: city.code, name: '又一个', level: 'district', parentId: city.id } as const
  expect((await admin.try(areaRoutes.add, { body })).problem?.code).toBe('area_code_taken')
  const wrong = { ...body, code: 'x', level: 'grid' } as const
  expect((await admin.try(areaRoutes.add, { body: wrong })).problem?.code).toBe('area_wrong_level')
  const params = { id: east.id }
  const under = await admin.try(areaRoutes.move, { params, body: { parentId: street.id, version: 1 } })
  expect(under.problem?.code).toBe('area_in_circle')
  const swallowed = await admin.try(areaRoutes.merge, { params, body: { intoId: street.id, version: 1 } })
  expect(swallowed.problem?.code).toBe('area_in_circle')
  const renamed = await admin.call(areaRoutes.rename, { params, body: { name: '新河东区', version: 1 } })
  expect(renamed).toMatchObject({ name: '新河东区', version: 2 })
  expect(await now(west.id)).toEqual(west)
})

test('a manager keeps the areas of their own, and others are not there for them', async () => {
  const { city, east, west } = await tree()
  const keeper = await house.given.person('manager', '丁', { areaId: east.id })
  const seen = (await keeper.call(areaRoutes.list)).items.map(({ name }) => name)
  expect(seen).toEqual(['河东区', '大王庄街道', '幸福社区', '第三网格'])
  const add = (parentId: string | null, level: Area['level']) =>
    keeper.try(areaRoutes.add, { body: { code: `n-${level}`, name: '新街道', level, parentId } })
  expect((await add(east.id, 'subdistrict')).status).toBe(201)
  for (const parentId of [west.id, city.id, 'none', null]) {
    expect(await add(parentId, parentId === city.id ? 'district' : 'subdistrict')).toMatchObject({ status: 404 })
  }
})

test('desks serve areas once, cover for each other and never for themselves', async () => {
  const { city, east, west } = await tree()
  const hours = [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }]
  const all = await admin.call(deskRoutes.add, {
    body: { name: '市台', areaIds: [city.id], hours: [], coveredById: null },
  })
  const body = { name: '河东台', areaIds: [east.id], hours, coveredById: all.id }
  const own = await admin.call(deskRoutes.add, { body })
  expect(own).toMatchObject({ ...body, version: 1 })
  const taken = await admin.try(deskRoutes.add, { body: { ...body, name: '又一台' } })
  expect(taken.problem?.code).toBe('area_has_desk')
  expect((await admin.try(deskRoutes.add, { body: { ...body, areaIds: [] } })).problem?.code).toBe('name_taken')
  const { id: _id, ...whole } = all
  const circle = await admin.try(deskRoutes.change, { params: { id: all.id }, body: { ...whole, coveredById: own.id } })
  expect(circle.problem?.code).toBe('desk_in_circle')
  const more = { ...whole, areaIds: [city.id, west.id] }
  expect(await admin.call(deskRoutes.change, { params: { id: all.id }, body: more })).toMatchObject({ version: 2 })
  const late = await admin.try(deskRoutes.change, { params: { id: all.id }, body: more })
  expect(late.problem?.code).toBe('stale_version')
  expect((await admin.call(deskRoutes.list)).items.map(({ name }) => name).sort()).toEqual(['市台', '河东台'])
  const said = (await house.news()).filter(({ type }) => type.startsWith('desk.'))
  expect(said.map(({ type }) => type)).toEqual(['desk.added', 'desk.added', 'desk.changed'])
})
