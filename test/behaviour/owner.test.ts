import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import { callNow, claim, onlyCall, reach } from '../support/handling.ts'
import { type GivenHome, type House, type Seat, startHouse } from '../support/house.ts'

let house: House
let owner: Seat
let other: Seat
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  owner = await house.given.seat('张敏')
  other = await house.given.seat('刘洋')
  home = await house.given.home()
  await home.press('sos')
  await house.settled()
})
afterEach(() => house.stop())

async function claimed(): Promise<Call> {
  return claim(owner.person, await onlyCall(owner.person))
}

const typesOf = async () => (await house.news()).map(({ type }) => type)

test('an owner who contacts nobody is reported after thirty seconds and loses the call after sixty', async () => {
  const call = await claimed()
  await house.advance({ seconds: 29 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'claimed', unattended: false })
  await house.advance({ seconds: 1 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'claimed', unattended: true })
  expect(await typesOf()).toContain('call.unattended')
  await house.advance({ seconds: 30 })
  expect(await callNow(other.person, call)).toMatchObject({
    state: 'waiting',
    ringing: true,
    orphaned: true,
    owner: null,
  })
  const lost = (await house.news()).find(({ type }) => type === 'call.orphaned')
  expect(lost?.data).toEqual({ reason: 'no_contact', owner: owner.person.account.id })
  expect(await home.device.lamp('ringing')).toMatchObject({ call: call.number })
})

test('an attempt to reach somebody, even in vain, keeps the call', async () => {
  const call = await claimed()
  await house.advance({ seconds: 25 })
  const attempt = { contactId: null, channel: 'phone', outcome: 'no_answer' } as const
  await owner.person.call(callRoutes.contactAttempt, { params: { id: call.id }, body: attempt })
  await house.advance({ minutes: 3 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'claimed', unattended: false, contactedAt: null })
  expect(await typesOf()).not.toContain('call.unattended')
})

test('an attempt between the warning and the loss is still in time', async () => {
  const call = await claimed()
  await house.advance({ seconds: 45 })
  await reach(owner.person, call)
  await house.advance({ seconds: 60 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'claimed', unattended: false })
})

test('an orphaned call that is claimed again is an ordinary call again', async () => {
  const call = await claimed()
  await house.advance({ seconds: 60 })
  expect(await claim(other.person, call)).toMatchObject({ state: 'claimed', orphaned: false, unattended: false })
})

test('an owner not heard for fifteen seconds gives the call back', async () => {
  const call = await claimed()
  await reach(owner.person, call)
  owner.console.freeze()
  await house.advance({ seconds: 14 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'claimed' })
  await house.advance({ seconds: 2 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'waiting', orphaned: true, owner: null })
  const lost = (await house.news()).find(({ type }) => type === 'call.orphaned')
  expect(lost?.data).toEqual({ reason: 'owner_silent', owner: owner.person.account.id })
})

test('an owner who is heard keeps the call for as long as it takes', async () => {
  const call = await claimed()
  await reach(owner.person, call)
  await house.advance({ minutes: 3 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'claimed', owner: { name: '张敏' } })
})

test('an owner whose page only polls is heard, too', async () => {
  const call = await claimed()
  await reach(owner.person, call)
  owner.console.freeze()
  owner.console.close()
  for (let n = 0; n < 6; n += 1) {
    await house.advance({ seconds: 10 })
    await owner.person.call(callRoutes.list)
  }
  expect(await callNow(other.person, call)).toMatchObject({ state: 'claimed' })
})

test('an owner who does not come back after a restart gives the call back', async () => {
  const call = await claimed()
  await reach(owner.person, call)
  await house.restart()
  await house.given.console(other.person)
  await house.advance({ seconds: 16 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'waiting', orphaned: true })
})
