import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewResident } from '#contract/registry'
import {
  contactRoutes,
  deviceRoutes,
  holdRoutes,
  homeRoutes,
  pairingRoutes,
  registryRoutes,
  residentRoutes,
  responderRoutes,
} from '#contract/routes'
import { openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let admin: Person
let home: GivenHome
/** 王秀兰 and 张建国. */
let pair: [string, string]
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  home = await house.given.home()
  const first = home.card.residents[0]?.id ?? ''
  const second = await admin.call(residentRoutes.add, {
    params: { id: home.card.id },
    body: { name: '张建国', sex: 'male', bornOn: null, livesAlone: false, flags: [] },
  })
  pair = [first, second.id]
  const responder = { kind: 'neighbour', name: '赵姨', phone: '10000000002', note: '' } as const
  await admin.call(responderRoutes.add, { params: { id: home.card.id }, body: { version: 0, responder } })
})
afterEach(() => house.stop())

const show = () => admin.call(registryRoutes.showHome, { params: { id: home.card.id } })
const leave = async (id: string) => {
  const { version } = await admin.call(residentRoutes.show, { params: { id } })
  return admin.try(residentRoutes.leave, { params: { id }, body: { version, why: 'moved' } })
}
const hold = (id: string) =>
  admin.call(holdRoutes.add, {
    params: { id },
    body: { kind: 'travel', fromOn: '2026-11-22', untilOn: null, reviewOn: '2026-11-23', services: ['meals'] },
  })
const due = async () => (await admin.call(holdRoutes.due, { query: { on: '2026-12-24' } })).items.map(({ id }) => id)
const retrievals = async (who = admin) => (await who.call(homeRoutes.retrievals, {})).items
const newCode = async () => (await admin.call(pairingRoutes.issue, { params: { id: home.card.id } })).code
const codeStands = async (code: string) => (await admin.try(pairingRoutes.look, { body: { code } })).status

test('whoever leaves takes their own holds along, and nothing of those who stay', async () => {
  const [own, other] = [await hold(pair[0]), await hold(pair[1])]
  const code = await newCode()
  await leave(pair[0])
  expect(await due()).toEqual([other.id])
  const card = await show()
  expect([card.contacts.length, card.responders.length]).toEqual([1, 1])
  expect([await codeStands(code), await retrievals()]).toEqual([200, []])
  const ended = (await house.news()).filter(({ type }) => type === 'hold.ended')
  expect(ended.map(({ data }) => data)).toEqual([{ hold: own.id, resident: pair[0] }])
})

test('where nobody is left nobody is rung, no code pairs, and the devices are to be fetched', async () => {
  const code = await newCode()
  await leave(pair[0])
  await leave(pair[1])
  const card = await show()
  expect([card.contacts, card.responders, card.version]).toEqual([[], [], 2])
  expect(await codeStands(code)).toBe(404)
  const { address, community } = home.card
  expect(await retrievals()).toMatchObject([
    { device: { id: home.device.id, stage: 'installed' }, homeId: home.card.id, address, community },
  ])
  const told = (await house.news()).filter(({ type, data }) => type === 'home.changed' && data.ended !== undefined)
  expect(told.map(({ data }) => data)).toEqual([{ fields: ['contacts', 'responders'], ended: 2, resident: pair[1] }])
  await admin.call(deviceRoutes.retrieve, { params: { id: home.device.id } })
  expect(await retrievals()).toEqual([])
})

test('of two who leave at the same instant, the later turns out the light', async () => {
  const answers = await Promise.all(pair.map(leave))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect((await show()).contacts).toEqual([])
  expect((await retrievals()).length).toBe(1)
})

test('a device that still lies there rings when it is pressed', async () => {
  const seat = await house.given.seat()
  await Promise.all(pair.map(leave))
  await home.press('sos')
  await house.settled()
  expect((await openCalls(seat.person)).map((call) => [call.home?.id, call.priority])).toEqual([[home.card.id, 1]])
})

test('a home that waits for its first resident has no device to fetch; whoever comes back gets contacts again', async () => {
  await house.given.home({ residents: [] })
  await leave(pair[0])
  await leave(pair[1])
  expect((await retrievals()).map(({ homeId }) => homeId)).toEqual([home.card.id])
  const { id } = home.card
  const body: NewResident = { name: '王秀兰', sex: 'female', bornOn: null, livesAlone: true, flags: [] }
  await admin.call(residentRoutes.add, { params: { id }, body })
  const contact = { name: '李红', relation: '女儿', phone: '10000000001', note: '' }
  const card = await admin.call(contactRoutes.add, { params: { id }, body: { version: 2, contact } })
  expect([card.contacts.length, await retrievals()]).toEqual([1, []])
})

test('whoever keeps an area fetches the devices of that area only', async () => {
  const elsewhere = await house.given.area('community', null)
  const manager = await house.given.person('manager', '陈静', { areaId: elsewhere.id })
  const theirs = await house.given.home({ areaId: elsewhere.id })
  await Promise.all([...pair, theirs.card.residents[0]?.id ?? ''].map(leave))
  expect((await retrievals(manager)).map(({ homeId }) => homeId)).toEqual([theirs.card.id])
  expect((await retrievals()).length).toBe(2)
})
