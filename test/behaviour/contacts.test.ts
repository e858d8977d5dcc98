import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewContact, NewResponder } from '#contract/registry'
import {
  callRoutes,
  contactRoutes,
  homeRoutes,
  registryRoutes,
  residentRoutes,
  responderRoutes,
} from '#contract/routes'
import { startGateway } from '../support/gateway.ts'
import { claim, onlyCall } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { foundInStore } from '../support/traces.ts'

const NIGHTS = { weekdays: [1, 2, 3, 4, 5], from: '18:00', to: '07:00' }
const SON: NewContact = {
  ...{ name: '王强', relation: '儿子', phone: '138 7776 0001', note: 'MARK-note' },
  ...{ hours: [NIGHTS], channel: 'wechat', minutesAway: 25 },
}
const NEIGHBOUR: NewResponder = {
  kind: 'neighbour',
  name: '赵姨',
  phone: '13877760002',
  note: '有钥匙',
  minutesAway: 3,
}
const CLINIC: NewResponder = { kind: 'clinic', name: '社区卫生站', phone: '13877760003', note: '' }

let house: House
let admin: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  home = await house.given.home()
})
afterEach(() => house.stop())

const params = () => ({ id: home.card.id })
const show = () => admin.call(registryRoutes.showHome, { params: params() })
const add = (version: number, contact: NewContact) =>
  admin.try(contactRoutes.add, { params: params(), body: { version, contact } })
const change = (version: number, contactId: string, fields: Partial<NewContact>) =>
  admin.try(contactRoutes.change, { params: { ...params(), contactId }, body: { version, fields } })
const end = (version: number, contactId: string) =>
  admin.try(contactRoutes.end, { params: { ...params(), contactId }, body: { version } })
const order = (version: number, ids: string[]) =>
  admin.try(contactRoutes.order, { params: params(), body: { version, order: ids } })
const addResponder = (version: number, responder: NewResponder) =>
  admin.try(responderRoutes.add, { params: params(), body: { version, responder } })
const hits = async (q: string) => (await admin.call(residentRoutes.search, { query: { q } })).items
const names = async () => (await show()).contacts.map(({ name }) => name)

test('a contact comes behind the others with hours, channel and minutes; old ones may be rung at any time', async () => {
  const { body } = await add(0, SON)
  expect(body.version).toBe(1)
  expect(body.contacts).toMatchObject([
    { name: '李红', hours: [], channel: 'phone', minutesAway: null },
    { ...SON, phone: '138****0001' },
  ])
  await house.restart()
  expect((await show()).contacts).toEqual(body.contacts)
})

test('whether somebody can be reached now follows their hours by the clock of the house, also past midnight', async () => {
  const BY_DAY = { ...NIGHTS, from: '08:00', to: '18:00' }
  await add(0, SON)
  await addResponder(1, { ...NEIGHBOUR, hours: [BY_DAY] })
  const reachable = async () => {
    // Days pass, and nobody stays signed in for so long.
    const reader = await house.given.admin()
    const { contacts, responders } = await reader.call(registryRoutes.showHome, { params: params() })
    return [...contacts, ...responders].map(({ name, reachableNow }) => [name, reachableNow])
  }
  const at = (local: string) => house.skip({ seconds: (Date.parse(`${local}:00+08:00`) - house.clock.now()) / 1000 })
  // Sunday noon: a night that began on Friday is over; whoever has no hours can be reached.
  await at('2026-11-22T12:00')
  expect(await reachable()).toEqual([
    ['李红', true],
    ['王强', false],
    ['赵姨', false],
  ])
  await at('2026-11-23T17:59')
  expect(await reachable()).toEqual([
    ['李红', true],
    ['王强', false],
    ['赵姨', true],
  ])
  await at('2026-11-23T18:00')
  expect(await reachable()).toEqual([
    ['李红', true],
    ['王强', true],
    ['赵姨', false],
  ])
  await at('2026-11-24T06:59')
  expect(await reachable()).toEqual([
    ['李红', true],
    ['王强', true],
    ['赵姨', false],
  ])
})

test('a contact is changed in what is named and in nothing else', async () => {
  const son = (await add(0, SON)).body.contacts[1]?.id ?? ''
  const { body } = await change(1, son, { phone: '13877760008', minutesAway: null })
  expect(body.contacts[1]).toMatchObject({ ...SON, phone: '138****0008', minutesAway: null })
  const shown = await admin.call(registryRoutes.showContact, { params: { ...params(), contactId: son } })
  expect(shown.phone).toBe('13877760008')
})

test('whoever is rung first is whoever was put first; an order that forgets or doubles somebody is refused', async () => {
  const { contacts } = (await add(0, SON)).body
  const [daughter, son] = contacts.map(({ id }) => id) as [string, string]
  for (const wrong of [[son], [son, son], [son, daughter, 'none']]) {
    expect(await order(1, wrong)).toMatchObject({ status: 422, problem: { code: 'order_incomplete' } })
  }
  expect((await order(1, [son, daughter])).body.contacts.map(({ id }) => id)).toEqual([son, daughter])
  expect(await names()).toEqual(['王强', '李红'])
})

test('the ladder rings the contact that stands first by now, never one that has ended', async () => {
  const gateway = await startGateway()
  const loud = await startHouse({ config: gateway.settings })
  try {
    const there = await loud.given.home()
    const root = await loud.given.admin()
    const at = { id: there.card.id }
    await root.call(responderRoutes.add, { params: at, body: { version: 0, responder: NEIGHBOUR } })
    await root.call(contactRoutes.add, { params: at, body: { version: 1, contact: SON } })
    const first = { ...at, contactId: there.card.contacts[0]?.id ?? '' }
    await root.call(contactRoutes.end, { params: first, body: { version: 2 } })
    await there.press('sos')
    await loud.advance({ seconds: 70 })
    const rung = gateway.rung.flatMap(({ body }) => ('phone' in body ? [body.phone] : []))
    expect(rung).toEqual([SON.phone])
  } finally {
    await loud.stop()
    await gateway.stop()
  }
})

test('a contact that has ended is on no card and in no search, and nothing of it is deleted', async () => {
  const son = (await add(0, SON)).body.contacts[1]?.id ?? ''
  expect((await hits('13877760001')).map(({ found }) => found)).toEqual(['contact'])
  expect((await end(1, son)).body.contacts.map(({ name }) => name)).toEqual(['李红'])
  expect(await end(2, son)).toMatchObject({ status: 404 })
  expect(await hits('13877760001')).toEqual([])
  await house.settled()
  expect(await foundInStore(house.place, ['王强'])).toEqual(['王强'])
})

test('a home is found by the phone of a contact or of a responder, in full, by its last four signs, after a change', async () => {
  const son = (await add(0, SON)).body.contacts[1]?.id ?? ''
  await addResponder(1, NEIGHBOUR)
  const found = [{ id: home.card.residents[0]?.id, homeId: home.card.id, found: 'contact' }]
  for (const typed of ['13877760001', '138-7776-0001', '0001', '13877760002']) {
    expect([typed, await hits(typed)]).toMatchObject([typed, found])
  }
  await change(2, son, { phone: '13877760004' })
  expect([await hits('13877760001'), await hits('13877760004')]).toMatchObject([[], found])
  // Control: the search looks at whole numbers, not at parts.
  expect(await hits('3877760004')).toEqual([])
})

test('responders stand on the card in their order, apart from the contacts, masked until somebody must ring', async () => {
  const seat = await house.given.seat()
  await addResponder(0, NEIGHBOUR)
  const { body } = await addResponder(1, CLINIC)
  expect(body.contacts.length).toBe(1)
  expect(body.responders).toMatchObject([
    { kind: 'neighbour', phone: '138****0002', minutesAway: 3 },
    { kind: 'clinic', phone: '138****0003' },
  ])
  const ids = body.responders.map(({ id }) => id).reverse()
  await admin.call(responderRoutes.order, { params: params(), body: { version: 2, order: ids } })
  await home.press('sos')
  await house.settled()
  const call = await onlyCall(seat.person)
  await claim(seat.person, call)
  const { card } = await seat.person.call(callRoutes.show, { params: { id: call.id } })
  expect(card?.responders.map(({ phone }) => phone)).toEqual(['13877760003', '13877760002'])
})

test('a responder is shown on demand, changed, and ended; a contact is none', async () => {
  const responderId = (await addResponder(0, NEIGHBOUR)).body.responders[0]?.id ?? ''
  const at = { ...params(), responderId }
  expect(await admin.call(responderRoutes.show, { params: at })).toEqual({ phone: NEIGHBOUR.phone })
  const fields = { kind: 'volunteer', name: '赵阿姨' } as const
  const changed = await admin.call(responderRoutes.change, { params: at, body: { version: 1, fields } })
  expect(changed.responders).toMatchObject([{ ...fields, note: '有钥匙' }])
  const contact = { ...params(), responderId: home.card.contacts[0]?.id ?? '' }
  expect(await admin.try(responderRoutes.end, { params: contact, body: { version: 2 } })).toMatchObject({ status: 404 })
  expect((await admin.call(responderRoutes.end, { params: at, body: { version: 2 } })).responders).toEqual([])
})

test('every change is one of the home: one version, one line of its history, an event that names nobody', async () => {
  const son = (await add(0, SON)).body.contacts[1]?.id ?? ''
  expect(await add(0, SON)).toMatchObject({ status: 409, problem: { code: 'stale_version', detail: { version: 1 } } })
  await change(1, son, { name: '王小强' })
  await addResponder(2, CLINIC)
  const { items } = await admin.call(homeRoutes.history, { params: params() })
  expect(items.map(({ fields }) => fields)).toEqual([['responders'], ['contacts'], ['contacts']])
  const events = (await house.news()).filter(({ type }) => type === 'home.changed')
  expect(events.map(({ data }) => data)).toMatchObject([
    { fields: ['contacts'], added: son },
    { fields: ['contacts'], changed: son },
    { fields: ['responders'] },
  ])
  expect(JSON.stringify(events)).not.toMatch(/王|1387776|MARK|卫生站/)
  expect(await foundInStore(house.place, ['MARK-note', '13877760003', '138 7776 0001'])).toEqual([])
})
