import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewHold } from '#contract/holds'
import { callRoutes, holdRoutes, residentRoutes } from '#contract/routes'
import { claim, onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

const HOSPITAL: NewHold = {
  ...{ kind: 'hospital', fromOn: '2026-11-22', untilOn: null, reviewOn: '2026-11-29' },
  services: ['meals', 'visits'],
}

let house: House
let admin: Person
let home: GivenHome
let id: string
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  home = await house.given.home()
  id = home.card.residents[0]?.id ?? ''
})
afterEach(() => house.stop())

const add = (hold: Partial<NewHold> = {}, who = id) =>
  admin.try(holdRoutes.add, { params: { id: who }, body: { ...HOSPITAL, ...hold } })
const change = (hold: string, version: number, fields: Partial<NewHold>) =>
  admin.try(holdRoutes.change, { params: { id: hold }, body: { version, fields } })
const end = (hold: string, version: number) => admin.try(holdRoutes.end, { params: { id: hold }, body: { version } })
const list = async () => (await admin.call(holdRoutes.ofResident, { params: { id } })).items
const due = async (on: string, who = admin) => (await who.call(holdRoutes.due, { query: { on } })).items

test('a hold stands as it was written down, changes by version, and stays readable when it is over', async () => {
  const { body } = await add()
  expect(body).toMatchObject({ ...HOSPITAL, residentId: id, version: 1, endedAt: null })
  expect((await change(body.id, 1, { untilOn: '2026-12-05' })).body).toMatchObject({
    untilOn: '2026-12-05',
    version: 2,
  })
  expect(await change(body.id, 1, { untilOn: null })).toMatchObject({
    status: 409,
    problem: { code: 'stale_version', detail: { version: 2 } },
  })
  await house.restart()
  expect((await end(body.id, 2)).body.endedAt).not.toBeNull()
  expect(await end(body.id, 3)).toMatchObject({ status: 409, problem: { code: 'hold_ended' } })
  expect(await list()).toMatchObject([{ id: body.id, untilOn: '2026-12-05', version: 3 }])
})

test('of two who change the same hold one is told to look again', async () => {
  const { id: hold } = (await add()).body
  const answers = await Promise.all([change(hold, 1, { kind: 'family' }), change(hold, 1, { kind: 'travel' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('no hold ends before it begins, or is asked about before that', async () => {
  for (const wrong of [{ untilOn: '2026-11-21' }, { reviewOn: '2026-11-21' }]) {
    expect(await add(wrong)).toMatchObject({ status: 422, problem: { code: 'dates_reversed' } })
  }
  const { id: hold } = (await add({ untilOn: '2026-11-22' })).body
  expect(await change(hold, 1, { fromOn: '2026-11-23' })).toMatchObject({ problem: { code: 'dates_reversed' } })
})

test('a hold is due from its review day until somebody puts that off, ends it, or it runs out', async () => {
  const { id: open } = (await add()).body
  const { id: short } = (await add({ untilOn: '2026-11-30', reviewOn: '2026-11-28' })).body
  const ids = async (on: string) => (await due(on)).map((hold) => hold.id)
  expect(await ids('2026-11-27')).toEqual([])
  expect(await ids('2026-11-30')).toEqual([short, open])
  expect(await ids('2026-12-01')).toEqual([open])
  expect(await due('2026-12-01')).toMatchObject([{ name: '王秀兰', homeId: home.card.id, address: home.card.address }])
  await change(open, 1, { reviewOn: '2026-12-09' })
  expect([await ids('2026-12-08'), await ids('2026-12-09')]).toEqual([[], [open]])
  await end(open, 2)
  expect(await ids('2026-12-09')).toEqual([])
})

test('whoever keeps an area is told of its holds and of no others', async () => {
  const elsewhere = await house.given.area('community', null)
  const other = await house.given.home({ areaId: elsewhere.id })
  await add()
  const { id: theirs } = (await add({}, other.card.residents[0]?.id)).body
  const manager = await house.given.person('manager', '陈静', { areaId: elsewhere.id })
  expect((await due('2026-12-01', manager)).map((hold) => hold.id)).toEqual([theirs])
  expect((await due('2026-12-01')).length).toBe(2)
})

test('a hold of everything mutes no emergency', async () => {
  const seat = await house.given.seat()
  const held = await house.given.home()
  await add({ services: ['meals', 'visits', 'daycare'] }, held.card.residents[0]?.id)
  for (const one of [home, held]) {
    await one.press('sos')
    await house.settled()
  }
  // Control: the home beside it, of which nothing is on hold, rings just so.
  const calls = (await openCalls(seat.person)).map((call) => [call.home?.id, call.priority, call.ringing])
  const rings = [home, held].map(({ card }) => [card.id, 1, true])
  expect(calls.sort()).toEqual(rings.sort())
})

test('the card of a call says why somebody may not be at home, and how old that news is, as long as it stands', async () => {
  const { person } = await house.given.seat()
  await home.press('sos')
  await house.settled()
  const call = await onlyCall(person)
  await claim(person, call)
  const signs = async () =>
    (await person.call(callRoutes.show, { params: { id: call.id } })).card?.residents.map((one) => one.holds)
  // Control: nobody is away of whom nobody said so, nor whose day has not come or is over.
  await add({ kind: 'travel', fromOn: '2026-11-23', untilOn: '2026-11-24', reviewOn: '2026-11-23' })
  await add({ kind: 'family', fromOn: '2026-11-20', untilOn: '2026-11-21', reviewOn: '2026-11-20' })
  expect(await signs()).toEqual([[]])
  const { id: hold } = (await add()).body
  const { kind, fromOn, untilOn, reviewOn } = HOSPITAL
  const sign = { kind, fromOn, untilOn, reviewOn, writtenAt: '2026-11-22T02:00:00.000Z', reviewDue: false }
  expect(await signs()).toEqual([[sign]])
  await end(hold, 1)
  expect(await signs()).toEqual([[]])
})

test('a hold that nobody asked about on its day says so on the card', async () => {
  const { person } = await house.given.seat()
  await add({ reviewOn: '2026-11-22' })
  await home.press('sos')
  await house.settled()
  const { card } = await person.call(callRoutes.show, { params: { id: (await onlyCall(person)).id } })
  expect(card?.residents[0]?.holds).toMatchObject([{ kind: 'hospital', reviewDue: true }])
})

test('each step is an event without a word of why; nobody who left is put on hold', async () => {
  const { id: hold } = (await add()).body
  await change(hold, 1, { kind: 'family' })
  await end(hold, 2)
  const events = (await house.news()).filter(({ type }) => type.startsWith('hold.'))
  expect(events.map(({ type }) => type)).toEqual(['hold.added', 'hold.changed', 'hold.ended'])
  expect(events.map(({ data, homeId }) => [data, homeId])).toEqual(
    events.map(() => [{ hold, resident: id }, home.card.id]),
  )
  await admin.call(residentRoutes.leave, { params: { id }, body: { version: 0, why: 'moved' } })
  expect(await add()).toMatchObject({ status: 409, problem: { code: 'resident_left' } })
  expect(await add({}, 'nobody')).toMatchObject({ status: 404 })
  expect(await end('none', 1)).toMatchObject({ status: 404 })
})
