import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pairing } from '#contract/devices'
import { pairingRoutes } from '#contract/routes'
import { onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import { type Person, request } from '../support/person.ts'

let house: House
let admin: Person
let operator: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  operator = (await house.given.seat()).person
  home = await house.given.home()
})
afterEach(() => house.stop())

const issue = async () => (await admin.call(pairingRoutes.issue, { params: { id: home.card.id } })).code

/** As the installer's phone does: no account, no cookie. */
const look = async (code: string) => (await request(house.app.url, '', pairingRoutes.look, { body: { code } })).answer
const pair = async (code: string, deviceId: string) =>
  (await request(house.app.url, '', pairingRoutes.pair, { body: { code, deviceId } })).answer

test('an installer pairs a unit by code, and sees its test press arrive; nobody is rung', async () => {
  const code = await issue()
  const waiting: Pairing = (await look(code.toLowerCase().replace('-', ' '))).body
  expect(waiting).toEqual({
    address: home.card.address,
    expiresAt: '2026-11-22T02:15:00.000Z',
    triesLeft: 5,
    deviceId: null,
    pairedAt: null,
    testedAt: null,
    testUntil: null,
  })
  const unit = await house.given.stockDevice()
  expect((await pair(code, unit.id)).body).toMatchObject({ deviceId: unit.id, testedAt: null })
  await house.settled()
  await unit.press('test')
  await house.settled()
  expect((await look(code)).body).toMatchObject({ deviceId: unit.id, testedAt: '2026-11-22T02:00:00.000Z' })
  expect(await openCalls(operator)).toEqual([])
  const told = (await house.news()).find(({ type }) => type === 'device.tested')
  expect(told).toMatchObject({ deviceId: unit.id, homeId: home.card.id, data: { kind: 'test' } })
})

test('during the window a real press rings, and after it a test press does', async () => {
  const unit = await house.given.stockDevice()
  await pair(await issue(), unit.id)
  await house.settled()
  await unit.press('sos')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ trigger: 'sos', presses: 1 })
  await unit.press('sos', { test: true })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 1 })
  await house.skip({ minutes: 15 })
  await house.advance({ seconds: 1 })
  await unit.press('test')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 2 })
})

test('control: a unit that nobody paired has no window, its test press rings', async () => {
  await home.press('test')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ trigger: 'test' })
})

test('a code that has expired opens nothing', async () => {
  const unit = await house.given.stockDevice()
  const code = await issue()
  await house.skip({ minutes: 15 })
  expect((await look(code)).status).toBe(200)
  await house.advance({ seconds: 1 })
  const over = { status: 404, problem: { code: 'pairing_code_over' } }
  expect(await look(code)).toMatchObject(over)
  expect(await pair(code, unit.id)).toMatchObject(over)
})

test('five wrong numbers end a code; each is written down', async () => {
  const code = await issue()
  for (let tries = 5; tries > 0; tries -= 1) {
    expect((await look(code)).body).toMatchObject({ triesLeft: tries })
    expect(await pair(code, tries % 2 ? 'nobody' : home.device.id)).toMatchObject({
      status: 409,
      problem: { code: 'device_not_in_stock' },
    })
  }
  const unit = await house.given.stockDevice()
  expect(await pair(code, unit.id)).toMatchObject({ status: 404, problem: { code: 'pairing_code_over' } })
  expect((await house.news()).filter(({ type }) => type === 'pairing.refused')).toHaveLength(5)
})

test('of two installers with one code, and of two units, one wins; the same again is answered the same', async () => {
  const code = await issue()
  const units = [await house.given.stockDevice(), await house.given.stockDevice()]
  const answers = await Promise.all(units.map(({ id }) => pair(code, id)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  const winner = answers.find(({ status }) => status === 200)?.body.deviceId ?? ''
  expect(await pair(code, winner)).toMatchObject({ status: 200, body: { deviceId: winner } })
})

test('a new code of a home ends the one before', async () => {
  const first = await issue()
  const second = await issue()
  expect((await look(first)).status).toBe(404)
  expect((await look(second)).status).toBe(200)
})

test('guessing codes is slowed down', async () => {
  const guesses = Array.from({ length: 70 }, (_, n) => look(`0000000${100 + n}`))
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 404)).toHaveLength(60)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
})
