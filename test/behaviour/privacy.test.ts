import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes, homeRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { handle, onlyCall } from '../support/handling.ts'
import { type GivenHome, type House, type Seat, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

const PHONE = '13800000001'
const MASKED = '138****0001'
const CONTACT = { name: '李红', relation: '女儿', phone: PHONE, note: '下班后才能到' }

let house: House
let admin: Person
let home: GivenHome
let seat: Seat
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  seat = await house.given.seat()
  home = await house.given.home({ contacts: [CONTACT] })
})
afterEach(() => house.stop())

/** The phone of the contact, as the card of this call shows it to somebody. */
async function phoneFor(person: Person, id: string): Promise<string | undefined> {
  return (await person.call(callRoutes.show, { params: { id } })).card?.contacts[0]?.phone
}

async function ringing(): Promise<string> {
  await home.press('sos')
  await house.settled()
  return (await onlyCall(seat.person)).id
}

const readings = async (on: string) =>
  (await admin.call(registryRoutes.readings, { params: { id: home.card.id }, query: { on } })).items

test('whoever has claimed the call sees whom to ring in full; before, afterwards, and everybody else: masked', async () => {
  const id = await ringing()
  const other = await house.given.person('supervisor', '刘洋')
  expect(await phoneFor(seat.person, id)).toBe(MASKED)
  await seat.person.call(callRoutes.claim, { params: { id } })
  expect([await phoneFor(seat.person, id), await phoneFor(other, id)]).toEqual([PHONE, MASKED])
  await seat.person.call(callRoutes.release, { params: { id } })
  expect(await phoneFor(seat.person, id)).toBe(MASKED)
})

test('once the call is closed its handler sees the phone masked again', async () => {
  const id = await ringing()
  expect((await handle(seat.person, { id })).state).toBe('closed')
  expect(await phoneFor(seat.person, id)).toBe(MASKED)
})

test('a phone is shown on demand, and that is an event which does not hold it', async () => {
  const card = await admin.call(registryRoutes.showHome, { params: { id: home.card.id } })
  expect([card.contacts[0]?.phone, home.card.contacts[0]?.phone]).toEqual([MASKED, MASKED])
  const contactId = card.contacts[0]?.id ?? ''
  const shown = await admin.call(registryRoutes.showContact, { params: { id: home.card.id, contactId } })
  expect(shown.phone).toBe(PHONE)
  const events = await house.news()
  expect(events.filter(({ type }) => type === 'contact.shown')).toMatchObject([
    { actor: { id: admin.account.id }, homeId: home.card.id, data: { contact: contactId } },
  ])
  expect(JSON.stringify(events)).not.toContain(PHONE)
})

test('a contact is shown beside its own home only', async () => {
  const other = await house.given.home()
  const contactId = home.card.contacts[0]?.id ?? ''
  const wrong = await admin.try(registryRoutes.showContact, { params: { id: other.card.id, contactId } })
  expect(wrong).toMatchObject({ status: 404 })
  expect((await house.news()).filter(({ type }) => type === 'contact.shown')).toEqual([])
})

test('the list of a day says who looked at what of a home, and nothing of other homes or days', async () => {
  const today = house.clock.now()
  const day = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
  const id = await ringing()
  await phoneFor(seat.person, id)
  const [resident, contact] = [home.card.residents[0]?.id ?? '', home.card.contacts[0]?.id ?? '']
  await admin.call(residentRoutes.show, { params: { id: resident } })
  await admin.call(residentRoutes.reveal, { params: { id: resident }, body: { field: 'phones' } })
  await admin.call(registryRoutes.showContact, { params: { id: home.card.id, contactId: contact } })
  const other = await house.given.home()
  await admin.call(registryRoutes.showHome, { params: { id: other.card.id } })
  await house.settled()
  const [operator, root] = [seat.person.account, admin.account].map(({ id: who, name }) => ({ id: who, name }))
  expect(await readings(day(today))).toMatchObject([
    { by: operator, what: 'home.shown', callId: id, field: null },
    { by: root, what: 'home.shown', callId: null },
    { by: root, what: 'resident.shown', field: 'phones' },
    { by: root, what: 'contact.shown' },
  ])
  expect(await readings(day(today - 86_400_000))).toEqual([])
  expect(await readings(day(today + 86_400_000))).toEqual([])
})

test('the list of a day and an area says who looked at which home, page by page, and only at homes below it', async () => {
  const district = await house.given.area('district', null)
  const street = await house.given.area('subdistrict', district.id)
  const [near, far] = [await house.given.home({ areaId: street.id }), home]
  for (const { card } of [near, far, near]) await admin.call(registryRoutes.showHome, { params: { id: card.id } })
  await house.settled()
  const list = async (query: object, who = admin, id = district.id) =>
    who.try(homeRoutes.readingsOfArea, { params: { id }, query: { on: '2026-11-22', ...query } })
  const look = { by: { id: admin.account.id }, what: 'home.shown', homeId: near.card.id, address: near.card.address }
  expect((await list({})).body).toMatchObject({ items: [look, look], next: null })
  const { next } = (await list({ limit: 1 })).body
  expect((await list({ limit: 1, after: Number(next) })).body.items.length).toBe(1)
  expect((await list({ on: '2026-11-21' })).body.items).toEqual([])
  const stranger = await house.given.person('auditor', '周平', { areaId: home.card.areaId })
  expect(await list({}, stranger)).toMatchObject({ status: 404, problem: { code: 'not_found' } })
})
