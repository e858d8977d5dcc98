import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes, privacyRoutes, residentRoutes } from '#contract/routes'
import { CANARIES, type CanaryHome, canaryHome, leaveHome } from '../support/canaries.ts'
import { claim, OUTCOME, onlyCall, reach } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let admin: Person
let given: CanaryHome
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  given = await canaryHome(house)
})
afterEach(() => house.stop())

const ask = (id = given.resident) => admin.try(privacyRoutes.export, { params: { id } })

test('a person is handed everything that is kept about them, section by section', async () => {
  const { status, body } = await ask()
  expect(status).toBe(200)
  const text = JSON.stringify(body)
  const { photo, ...words } = CANARIES
  expect(Object.entries(words).filter(([, word]) => !text.includes(word))).toEqual([])
  const [picture] = body?.sections.find(({ table }) => table === 'photos')?.rows ?? []
  expect(Buffer.from(String(picture?.base64), 'base64').toString('latin1')).toContain(photo)
  const counted = Object.fromEntries((body?.sections ?? []).map(({ table, rows }) => [table, rows.length]))
  expect(counted).toEqual({
    ...{ residents: 1, resident_changes: 2, holds: 0, consents: 1, photos: 1 },
    ...{ homes: 1, home_changes: 3, contacts: 2, devices: 1 },
    ...{ calls: 1, notes: 1, signal_bodies: 1 },
    ...{ events: expect.any(Number), readings: expect.any(Number) },
  })
})

test('a person learns what was done about their calls, and who looked at what is theirs', async () => {
  const rowsOf = async (name: string) => (await ask()).body?.sections.find(({ table }) => table === name)?.rows ?? []
  const events = await rowsOf('events')
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['call.opened', 'call.claimed', 'call.closed']))
  expect(events.find(({ type }) => type === 'call.claimed')).toMatchObject({ by: '张敏' })
  const before = (await rowsOf('readings')).length
  const params = { id: given.resident }
  await admin.call(residentRoutes.reveal, { params, body: { field: 'phones' } })
  await house.settled()
  const readings = await rowsOf('readings')
  expect(readings).toHaveLength(before + 1)
  expect(readings.at(-1)).toMatchObject({ type: 'resident.shown', by: '管理员', field: 'phones' })
})

test('that it was handed out is an event, without a word of it', async () => {
  await ask()
  const told = (await house.news()).filter(({ type }) => type === 'resident.exported')
  expect(told).toMatchObject([
    { actor: { id: admin.account.id }, homeId: given.home.card.id, data: { resident: given.resident } },
  ])
  expect(Object.values(CANARIES).filter((word) => JSON.stringify(told).includes(word))).toEqual([])
})

test('what was written about somebody else of the home is not theirs', async () => {
  const neighbour = await admin.call(residentRoutes.add, {
    params: { id: given.home.card.id },
    body: { name: '张建国', sex: 'male', bornOn: null, livesAlone: false, flags: [] },
  })
  await house.skip({ minutes: 31 })
  const { person } = await house.given.seat()
  await given.home.press('sos')
  await house.settled()
  const call = await onlyCall(person)
  const params = { id: call.id }
  await claim(person, call)
  await person.call(callRoutes.note, { params, body: { id: 'other', text: 'MARK-other' } })
  await reach(person, call)
  await person.call(callRoutes.close, { params, body: { outcome: { ...OUTCOME, concerns: neighbour.id } } })
  admin = await house.given.admin()
  const own = JSON.stringify((await ask()).body)
  expect(own).toContain(CANARIES.illness)
  expect(own).not.toContain('MARK-other')
  expect(own).not.toContain(call.id)
  // Control: it is the neighbour's.
  const theirs = JSON.stringify((await ask(neighbour.id)).body)
  expect(theirs).toContain('MARK-other')
  expect(theirs).toContain(call.id)
  expect(theirs).not.toContain(CANARIES.illness)
})

test('of nobody, and of who was erased, there is nothing to hand out', async () => {
  expect(await ask('nobody')).toMatchObject({ status: 404 })
  const body = { version: await leaveHome(house, given), reason: 'consent_withdrawn' } as const
  expect((await ask()).status).toBe(200)
  await admin.call(privacyRoutes.erase, { params: { id: given.resident }, body })
  expect(await ask()).toMatchObject({ status: 409, problem: { code: 'resident_erased' } })
})
