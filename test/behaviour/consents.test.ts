import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewConsent } from '#contract/consents'
import { consentRoutes, residentRoutes } from '#contract/routes'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { foundInStore } from '../support/traces.ts'

const LOCATION: NewConsent = {
  ...{ kind: 'location', textVersion: 'v2-2026', givenBy: 'family', giver: 'MARK-giver', purpose: 'MARK-purpose' },
  givenOn: '2026-11-20',
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

const add = (who = id) => admin.try(consentRoutes.add, { params: { id: who }, body: LOCATION })
const withdraw = (consentId: string, on: string, who = id) =>
  admin.try(consentRoutes.withdraw, { params: { id: who, consentId }, body: { on } })
const list = async () => (await admin.call(consentRoutes.list, { params: { id } })).items

test('what somebody agreed to says which words, who gave it, when, what for, and who wrote it down', async () => {
  const { body } = await add()
  await house.restart()
  const by = { id: admin.account.id, name: '管理员' }
  expect(await list()).toEqual([body])
  expect(body).toMatchObject({ ...LOCATION, recordedBy: by, withdrawn: null })
})

test('a withdrawal is written beside what was agreed to, once, and not before it was given', async () => {
  const { id: consent } = (await add()).body
  expect(await withdraw(consent, '2026-11-19')).toMatchObject({ status: 422, problem: { code: 'dates_reversed' } })
  const answers = await Promise.all([withdraw(consent, '2026-11-22'), withdraw(consent, '2026-11-22')])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(answers.flatMap(({ problem }) => problem?.code ?? [])).toEqual(['consent_withdrawn'])
  const by = { id: admin.account.id, name: '管理员' }
  expect(await list()).toMatchObject([{ ...LOCATION, withdrawn: { on: '2026-11-22', by } }])
})

test('a consent is withdrawn beside its own resident only; also when they have left', async () => {
  const { id: consent } = (await add()).body
  const other = (await house.given.home()).card.residents[0]?.id ?? ''
  expect(await withdraw(consent, '2026-11-22', other)).toMatchObject({ status: 404 })
  await admin.call(residentRoutes.leave, { params: { id }, body: { version: 0, why: 'moved' } })
  expect(await add()).toMatchObject({ status: 409, problem: { code: 'resident_left' } })
  expect((await withdraw(consent, '2026-11-22')).status).toBe(200)
  expect(await add('nobody')).toMatchObject({ status: 404 })
})

test('who gave it and what for stand nowhere in the clear, neither in the store nor in events', async () => {
  const { id: consent } = (await add()).body
  await withdraw(consent, '2026-11-22')
  const events = (await house.news()).filter(({ type }) => type.startsWith('consent.'))
  expect(events.map(({ type, data }) => [type, data])).toEqual([
    ['consent.given', { consent, resident: id }],
    ['consent.withdrawn', { consent, resident: id }],
  ])
  expect(await foundInStore(house.place, ['MARK-giver', 'MARK-purpose'])).toEqual([])
  // Control: the version of the words is no secret.
  expect(await foundInStore(house.place, ['v2-2026'])).toEqual(['v2-2026'])
})
