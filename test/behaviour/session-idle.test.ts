import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes, sessionRoutes } from '#contract/routes'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { type Person, request, signIn } from '../support/person.ts'

let house: House
let person: Person
beforeEach(async () => {
  house = await startHouse({ config: { sessionIdleMinutes: 5 } })
  person = await house.given.person()
})
afterEach(() => house.stop())

const codeOf = async (who: Person) => (await who.try(callRoutes.list)).problem?.code ?? 'open'
const again = () => signIn(house.app.url, person.account.user, PASSWORD)

test('a session that nobody uses for the time that is set ends, and says why', async () => {
  await house.skip({ minutes: 4, seconds: 59 })
  expect(await codeOf(person)).toBe('open')
  await house.skip({ minutes: 4, seconds: 59 })
  expect(await codeOf(person)).toBe('open')
  await house.skip({ minutes: 5 })
  expect((await person.try(sessionRoutes.show)).status).toBe(401)
  expect(await codeOf(person)).toBe('session_idle')
  expect(await codeOf(await again())).toBe('open')
})

test('nobody has to ask for it to end: it is written down, once', async () => {
  await house.skip({ minutes: 5 })
  await house.advance({ minutes: 1, seconds: 1 })
  const ofPerson = (await house.news()).filter(
    ({ type, data }) => type === 'session.lapsed' && data.account === person.account.id,
  )
  expect(ofPerson).toMatchObject([{ actor: { kind: 'house' }, data: { lapse: 'idle' } }])
  expect((await (await again()).call(sessionRoutes.list)).items).toHaveLength(1)
})

test('who is on duty and waits for a call stays signed in, and for a while after it', async () => {
  const seat = await house.given.seat()
  await house.advance({ minutes: 8 })
  expect([await codeOf(seat.person), await codeOf(person)]).toEqual(['open', 'session_idle'])
  seat.console.send({ type: 'duty', on: false, audio: 'running', toneConfirmed: true })
  await house.advance({ minutes: 3 })
  expect(await codeOf(seat.person)).toBe('open')
})

test('a page that is only open is not somebody who is there', async () => {
  const console = await house.given.console(person)
  await house.advance({ minutes: 5, seconds: 2 })
  await console.closed()
  expect(await codeOf(person)).toBe('session_idle')
})

test('a seat taken later wakes no session that had ended', async () => {
  await house.skip({ minutes: 5 })
  await house.advance({ minutes: 1, seconds: 1 })
  const console = await house.given.console(await again())
  await console.goOnDuty()
  expect(await codeOf(person)).toBe('session_idle')
})

test('after a long power cut those on duty go on, and nobody else does', async () => {
  const seat = await house.given.seat()
  await house.end()
  house.clock.jumpTo(house.clock.now() + 3_600_000)
  await house.restart()
  expect([await codeOf(seat.person), await codeOf(person)]).toEqual(['open', 'session_idle'])
})

test('twelve hours are the end even of a session in use', async () => {
  for (let n = 0; n < 180; n += 1) {
    expect(await codeOf(person)).toBe('open')
    await house.skip({ minutes: 4 })
  }
  expect(await codeOf(person)).toBe('not_signed_in')
})

test('without a setting it is a quarter of an hour', async () => {
  const usual = await startHouse()
  const { cookie } = await usual.given.person()
  const code = async () => (await request(usual.app.url, cookie, callRoutes.list)).answer.problem?.code ?? 'open'
  await usual.skip({ minutes: 14 })
  expect(await code()).toBe('open')
  await usual.skip({ minutes: 15 })
  expect(await code()).toBe('session_idle')
  await usual.stop()
})
