import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HomeFields } from '#contract/homes'
import type { HomeCard } from '#contract/registry'
import { callRoutes, homeRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { claim, handle, onlyCall } from '../support/handling.ts'
import { type GivenHome, type House, type Seat, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { foundInStore } from '../support/traces.ts'

const EVERYTHING = {
  parts: { city: '天津市', district: '河东区', estate: '幸福里', building: '3', unit: '2', floor: '5', door: '501' },
  lift: 'no',
  entry: 'MARK-entry 从北门进',
  keyHolder: { name: 'MARK-holder', phone: '13877760009' },
  point: { lat: 39.1235, lng: 117.2542 },
  doorNote: 'MARK-note',
} as const satisfies HomeFields

let house: House
let admin: Person
let home: GivenHome
let seat: Seat
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  seat = await house.given.seat()
  home = await house.given.home()
})
afterEach(() => house.stop())

const show = (): Promise<HomeCard> => admin.call(registryRoutes.showHome, { params: { id: home.card.id } })
const change = (version: number, fields: HomeFields, who = admin) =>
  who.try(homeRoutes.change, { params: { id: home.card.id }, body: { version, fields } })
const history = async () => (await admin.call(homeRoutes.history, { params: { id: home.card.id } })).items
const told = async (type: string) => (await house.news()).filter((event) => event.type === type)

async function ringing(): Promise<string> {
  await home.press('sos')
  await house.settled()
  return (await onlyCall(seat.person)).id
}

const doorCode = async (id: string, who = seat.person) => {
  const { problem, body } = await who.try(callRoutes.doorCode, { params: { id } })
  return problem?.code ?? body.code
}

test('a home of which only the card is known can be known in full, and is found the same after a restart', async () => {
  expect(await show()).toMatchObject({ version: 0, lift: 'unknown', keyHolder: null, point: null, hasDoorCode: false })
  expect((await change(0, { ...EVERYTHING, doorCode: '2580#' })).body.version).toBe(1)
  await house.restart()
  expect(await show()).toMatchObject({
    ...EVERYTHING,
    keyHolder: { name: 'MARK-holder', phone: '138****0009' },
    address: '幸福里3号楼2单元501',
    version: 1,
    hasDoorCode: true,
  })
})

test('a home that has another address is found by that one, and no longer by the one it had', async () => {
  const hits = async (q: string) => (await admin.call(residentRoutes.search, { query: { q } })).items.length
  const before = await hits(home.card.address)
  await change(0, { address: '银杏路9号' })
  expect([before, await hits('9号'), await hits(home.card.address)]).toEqual([1, 1, 0])
})

test('a village without numbers at its doors has an address as well', async () => {
  const parts = { village: '李家村', group: '3', place: '村口第二家' }
  expect((await change(0, { parts })).body).toMatchObject({ parts, address: '李家村3组村口第二家' })
  // Whoever writes the address, wrote it.
  expect((await change(1, { parts, address: '李家村老槐树旁' })).body).toMatchObject({ address: '李家村老槐树旁' })
})

test('what is private of a home stands nowhere in the store, the door code least of all', async () => {
  await change(0, { ...EVERYTHING, doorCode: 'MARK-code' })
  await change(1, { doorCode: 'MARK-next', keyHolder: null })
  await house.settled()
  const secrets = ['MARK-entry', 'MARK-holder', 'MARK-note', 'MARK-code', 'MARK-next', '13877760009']
  expect(await foundInStore(house.place, secrets)).toEqual([])
  // Control: the same search finds what is kept in the clear, to be searched by.
  expect(await foundInStore(house.place, ['幸福里3号楼2单元501'])).toEqual(['幸福里3号楼2单元501'])
})

test('of two who change the same version one is told to look again, and nothing of theirs stands', async () => {
  const answers = await Promise.all([change(0, { lift: 'yes' }), change(0, { lift: 'no' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const [won, lost] = answers[0]?.status === 200 ? answers : [...answers].reverse()
  expect(lost?.problem).toMatchObject({ code: 'stale_version', detail: { version: 1 } })
  expect(await show()).toMatchObject({ version: 1, lift: won?.body.lift })
  expect((await history()).length).toBe(1)
})

test('the history says who changed which fields when; a change that changes nothing is none', async () => {
  await change(0, { entry: '按门铃', lift: 'yes' })
  await house.advance({ seconds: 5 })
  await change(1, { doorCode: '2580' })
  expect((await change(2, { doorCode: '2580', lift: 'yes' })).body.version).toBe(2)
  const by = { id: admin.account.id, name: '管理员' }
  expect(await history()).toMatchObject([
    { by, fields: ['doorCode'] },
    { by, fields: ['lift', 'entry'] },
  ])
  const events = await told('home.changed')
  expect(events.map(({ data }) => data)).toEqual([{ fields: ['lift', 'entry'] }, { fields: ['doorCode'] }])
  expect(JSON.stringify(events)).not.toMatch(/2580|按门铃/)
})

test.each([
  ['changed over', { lat: 117.2542 - 90, lng: 39.1235 }],
  ['of nowhere', { lat: 0, lng: 0 }],
  ['of Tokyo', { lat: 35.68, lng: 139.69 }],
])('a point %s is refused', async (_why, point) => {
  expect(await change(0, { point })).toMatchObject({ status: 422, problem: { code: 'point_outside' } })
  expect((await show()).point).toBeNull()
})

test('a home moves only to an area that its keeper may see', async () => {
  const [own, other] = [await house.given.area('community', null), await house.given.area('community', null)]
  expect((await change(0, { areaId: own.id })).body).toMatchObject({ areaId: own.id, community: own.name })
  const manager = await house.given.person('manager', '陈静', { areaId: own.id })
  expect(await change(1, { areaId: other.id }, manager)).toMatchObject({ status: 404 })
  expect(await change(1, { areaId: 'none' })).toMatchObject({ status: 404 })
  expect((await show()).areaId).toBe(own.id)
})

test('the door code opens for whoever has claimed the emergency while it is open, and each time is an event', async () => {
  await change(0, { doorCode: '2580#' })
  const id = await ringing()
  expect(await doorCode(id)).toBe('door_code_shut')
  await claim(seat.person, { id })
  const other = await house.given.seat('刘洋')
  expect([await doorCode(id), await doorCode(id), await doorCode(id, other.person)]).toEqual([
    '2580#',
    '2580#',
    'door_code_shut',
  ])
  const events = await told('home.door_code_shown')
  const about = { actor: { id: seat.person.account.id }, callId: id, homeId: home.card.id }
  expect(events).toMatchObject([about, about])
  expect(JSON.stringify(await house.news())).not.toContain('2580#')
  await seat.person.call(callRoutes.release, { params: { id } })
  expect(await doorCode(id)).toBe('door_code_shut')
})

test('a supervisor of the desk opens it too; nobody once the call is closed', async () => {
  await change(0, { doorCode: '2580#' })
  const id = await ringing()
  const supervisor = await house.given.person('supervisor')
  const elsewhere = await house.given.area('community', null)
  const stranger = await house.given.person('supervisor', '周平', { areaId: elsewhere.id })
  expect([await doorCode(id, supervisor), await doorCode(id, stranger)]).toEqual(['2580#', 'call_not_found'])
  await handle(seat.person, { id })
  expect([await doorCode(id), await doorCode(id, supervisor)]).toEqual(['door_code_shut', 'door_code_shut'])
})

test('no answer but that one holds the door code, and a lesser call opens none', async () => {
  await change(0, { doorCode: '2580#' })
  await home.press('service')
  await house.settled()
  const lesser = await onlyCall(seat.person)
  expect(lesser.priority).toBeGreaterThan(1)
  await claim(seat.person, lesser)
  expect(await doorCode(lesser.id)).toBe('door_code_shut')
  const seen = [await seat.person.call(callRoutes.show, { params: { id: lesser.id } }), await show(), await history()]
  expect(JSON.stringify(seen)).not.toContain('2580#')
})

test('the key holder’s phone is masked but for whoever must ring now, and shown on demand as an event', async () => {
  await change(0, EVERYTHING)
  const id = await ringing()
  const phone = async () => (await seat.person.call(callRoutes.show, { params: { id } })).card?.keyHolder?.phone
  expect(await phone()).toBe('138****0009')
  await claim(seat.person, { id })
  expect(await phone()).toBe('13877760009')
  expect(await admin.call(homeRoutes.showKeyHolder, { params: { id: home.card.id } })).toEqual({ phone: '13877760009' })
  expect((await told('home.shown')).map(({ data }) => data)).toContainEqual({ field: 'keyHolder' })
})

test('there is nothing to change at an address of nobody', async () => {
  const params = { id: 'nobody' }
  expect(await admin.try(homeRoutes.history, { params })).toMatchObject({ status: 404 })
  expect(await admin.try(homeRoutes.change, { params, body: { version: 0, fields: {} } })).toMatchObject({
    status: 404,
  })
  expect(await admin.try(homeRoutes.showKeyHolder, { params: { id: home.card.id } })).toMatchObject({ status: 404 })
})
