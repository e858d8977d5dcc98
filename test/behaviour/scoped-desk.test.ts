import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Area } from '#contract/areas'
import type { Event } from '#contract/events'
import type { FromServer } from '#contract/live'
import { accountRoutes, deskRoutes } from '#contract/routes'
import { deskCalls, openCalls } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'

let house: House
let east: Area
let west: Area
beforeEach(async () => {
  house = await startHouse()
  const city = await house.given.area('city', null, '天津市')
  east = await house.given.area('district', city.id, '河东区')
  west = await house.given.area('district', city.id, '河西区')
})
afterEach(() => house.stop())

const phoned = (news: readonly Event[], homeId: string): Event[] =>
  news.filter(
    (event) => event.type === 'call.escalated' && event.homeId === homeId && /^phone/.test(String(event.data.action)),
  )

/** Which homes a console was told of, in whatever way. */
function toldOf(messages: readonly FromServer[]): Set<string> {
  const calls = messages.flatMap((message) => ('calls' in message ? message.calls : []))
  const events = messages.flatMap((message) => ('events' in message ? message.events : []))
  const homes = [...calls.map(({ home }) => home?.id), ...events.map(({ homeId }) => homeId)]
  return new Set(homes.filter((id) => typeof id === 'string'))
}

test('a console is told of calls in its own areas, live and in its snapshot', async () => {
  const [own, other] = [
    await house.given.home({ areaId: (await house.given.area('subdistrict', east.id)).id }),
    await house.given.home({ areaId: (await house.given.area('subdistrict', west.id)).id }),
  ]
  await other.press('sos')
  const { console } = await house.given.seat('张敏', { areaId: east.id })
  const { console: whole } = await house.given.seat('刘洋')
  await own.press('sos')
  await other.press('service')
  await house.advance({ seconds: 1 })
  expect([...toldOf(console.messages)]).toEqual([own.card.id])
  // Control: who sees everything was told of both.
  expect(toldOf(whole.messages)).toEqual(new Set([own.card.id, other.card.id]))
})

test('a call that no console of its area would ring at goes to the phones at once, whoever else is on duty', async () => {
  const [own, other] = [await house.given.home({ areaId: east.id }), await house.given.home({ areaId: west.id })]
  const { person } = await house.given.seat('张敏', { areaId: east.id })
  await own.press('sos')
  await other.press('sos')
  await house.advance({ seconds: 5 })
  const news = await house.news()
  expect(phoned(news, other.card.id).length).toBeGreaterThan(0)
  expect(phoned(news, own.card.id)).toEqual([])
  // The desk itself rings everywhere: somebody is missing.
  expect(await deskCalls(person)).toHaveLength(1)
  expect((await openCalls(person)).map(({ home }) => home?.id)).toEqual([own.card.id])
})

test('when the only console of an area goes, its ringing calls go to the phones though another area has one', async () => {
  const home = await house.given.home({ areaId: east.id })
  const { console } = await house.given.seat('张敏', { areaId: east.id })
  await house.given.seat('刘洋', { areaId: west.id })
  await home.press('sos')
  await house.advance({ seconds: 2 })
  expect(phoned(await house.news(), home.card.id)).toEqual([])
  console.send({ type: 'duty', on: false, audio: 'running', toneConfirmed: true })
  await console.until(
    (message): message is Extract<FromServer, { type: 'beat' }> => message.type === 'beat' && !message.onDuty,
  )
  await house.advance({ seconds: 5 })
  expect(phoned(await house.news(), home.card.id).length).toBeGreaterThan(0)
})

test('a home that lies in no area, and a device that stands in no home, ring everywhere', async () => {
  const home = await house.given.home({ areaId: null })
  const loose = await house.given.stockDevice()
  const { person, console } = await house.given.seat('张敏', { areaId: east.id })
  await home.press('sos')
  await loose.press('sos')
  await house.advance({ seconds: 5 })
  expect((await openCalls(person)).map(({ deviceId }) => deviceId).sort()).toEqual([home.device.id, loose.id].sort())
  expect([...toldOf(console.messages)]).toEqual([home.card.id])
  expect(phoned(await house.news(), home.card.id)).toEqual([])
})

test('a desk sees its own areas and those it covers for', async () => {
  const admin = await house.given.admin()
  const add = (name: string, area: Area, coveredById: string | null) =>
    admin.call(deskRoutes.add, { body: { name, areaIds: [area.id], hours: [], coveredById } })
  const covering = await add('河东台', east, null)
  const covered = await add('河西台', west, covering.id)
  const [atCovering, atCovered] = [
    await house.given.person('operator', '甲', { deskId: covering.id }),
    await house.given.person('operator', '乙', { deskId: covered.id }),
  ]
  const [inEast, inWest] = [await house.given.home({ areaId: east.id }), await house.given.home({ areaId: west.id })]
  await inEast.press('sos')
  await inWest.press('sos')
  await house.settled()
  const homes = async (who: typeof atCovered) => (await openCalls(who)).map(({ home }) => home?.id).sort()
  expect(await homes(atCovering)).toEqual([inEast.card.id, inWest.card.id].sort())
  expect(await homes(atCovered)).toEqual([inWest.card.id])
})

test('who is given another area learns nothing more of the old one, not even on a console that is open', async () => {
  const home = await house.given.home({ areaId: east.id })
  const { person, console } = await house.given.seat('张敏', { areaId: east.id })
  const admin = await house.given.admin()
  const to = { role: 'operator', areaId: west.id, deskId: null } as const
  await admin.call(accountRoutes.assign, { params: { id: person.account.id }, body: to })
  await home.press('sos')
  await house.settled()
  await console.closed()
  expect([...toldOf(console.messages)]).toEqual([])
  expect((await person.try(accountRoutes.list)).status).toBe(401)
  const said = (await house.news()).filter(({ type }) => type === 'account.assigned')
  expect(said.map(({ data }) => data)).toEqual([{ account: person.account.id, ...to }])
})
