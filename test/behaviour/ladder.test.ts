import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { type Gateway, startGateway } from '../support/gateway.ts'
import { claim, deskCalls, onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'

let gateway: Gateway
let house: House
beforeEach(async () => {
  gateway = await startGateway()
  house = await startHouse({ config: gateway.settings })
})
afterEach(async () => {
  await house.stop()
  await gateway.stop()
})

/** Seconds after `from` at which each number was rung; those of one step are rung side by side, here by name. */
function rung(from: number): string[] {
  const all = gateway.rung.map(({ path, at }) => ({ second: Math.round((at - from) / 1000), name: path.slice(1) }))
  all.sort((a, b) => a.second - b.second || a.name.localeCompare(b.name))
  return all.map(({ second, name }) => `${second} ${name}`)
}

test('a press nobody claims climbs to the duty manager, breaches, and then rings for ever', async () => {
  const { person } = await house.given.seat()
  const home = await house.given.home()
  const pressedAt = house.clock.now()
  await home.press('sos')
  await house.advance({ seconds: 16 })
  const call = await onlyCall(person)
  expect(call.assigned).toMatchObject({ id: person.account.id })
  expect(gateway.rung).toEqual([])
  await house.advance({ seconds: 284 })
  const again = (second: number) => ['duty-manager', 'first-contact', 'shift-lead'].map((name) => `${second} ${name}`)
  expect(rung(pressedAt)).toEqual([
    '30 shift-lead',
    '60 first-contact',
    '120 duty-manager',
    ...['180 duty-manager', '180 shift-lead'],
    ...again(240),
    ...again(300),
  ])
  const steps = (await house.news()).filter(({ type }) => type === 'call.escalated').map(({ data }) => data.action)
  const climbed = ['assign_longest_idle', 'phone_shift_lead', 'phone_first_contact', 'phone_duty_manager', 'breach']
  expect(steps).toEqual([...climbed, 'repeat', 'repeat'])
  await claim(person, call)
  await house.advance({ seconds: 20 })
  expect(gateway.rung).toHaveLength(11)
})

test('what reaches the gateway is signed, says the least, and has an id that stays over retries', async () => {
  await house.given.seat()
  const home = await house.given.home({
    contacts: [{ name: '李红', relation: '女儿', phone: '10000000042', note: '' }],
  })
  gateway.answer(500)
  await home.press('sos')
  await house.advance({ seconds: 31 })
  gateway.answer(204)
  await house.advance({ seconds: 30 })
  const [first, ...rest] = gateway.rung
  expect(gateway.rung.every(({ genuine }) => genuine)).toBe(true)
  const retries = rest.filter(({ path }) => path === first?.path)
  expect(retries.length).toBeGreaterThan(0)
  expect(new Set(retries.map(({ id }) => id))).toEqual(new Set([first?.id]))
  const said = {
    target: 'first_contact',
    call: '1122-0001',
    priority: 1,
    trigger: 'sos',
    community: '幸福社区',
    surname: '王',
  }
  const contact = gateway.rung.find(({ path }) => path === '/first-contact')
  expect(contact?.body).toEqual({ ...said, notice: contact?.id, phone: '10000000042' })
  expect(first?.body).not.toHaveProperty('phone')
})

test('a gateway that never answers well is given up after five tries, and the log says so', async () => {
  await house.given.seat()
  gateway.answer(503)
  await (await house.given.home()).press('sos')
  await house.advance({ seconds: 65 })
  const news = await house.news()
  const failed = news.find(({ type }) => type === 'notice.failed')
  expect(failed?.data).toMatchObject({ target: 'shift_lead', attempts: 5, fault: 'the gateway answered 503' })
  expect(gateway.rung.filter(({ path }) => path === '/shift-lead')).toHaveLength(5)
})

test('overdue steps are taken once after a restart, and the ladder goes on from there', async () => {
  const { person } = await house.given.seat()
  await (await house.given.home()).press('sos')
  const pressedAt = house.clock.now()
  await house.advance({ seconds: 10 })
  // Nobody moves the clock of a house that is down: what fell due meanwhile is overdue at the start.
  house.clock.jumpTo(pressedAt + 100_000)
  await house.restart()
  await house.given.console(person)
  await house.advance({ seconds: 1 })
  const steps = async () =>
    (await house.news()).filter(({ type }) => type === 'call.escalated').map(({ data }) => data.step)
  expect(await steps()).toEqual([2])
  await house.advance({ seconds: 25 })
  expect(await steps()).toEqual([2, 3, 4, 5])
  expect(rung(pressedAt).map((one) => one.split(' ')[1])).toEqual(['shift-lead', 'first-contact', 'duty-manager'])
})

test('a claim stops the ladder, a release starts it again from its first step', async () => {
  const { person } = await house.given.seat()
  await (await house.given.home()).press('sos')
  await house.advance({ seconds: 20 })
  const call = await claim(person, await onlyCall(person))
  await person.call(callRoutes.contactAttempt, {
    params: { id: call.id },
    body: { contactId: null, channel: 'device', outcome: 'no_answer' },
  })
  await house.advance({ minutes: 2 })
  expect(gateway.rung).toEqual([])
  await person.call(callRoutes.release, { params: { id: call.id } })
  const releasedAt = house.clock.now()
  await house.advance({ seconds: 31 })
  expect(rung(releasedAt)).toEqual(['30 shift-lead'])
})

test('with nobody on duty the phones ring within five seconds, and that is a P1 of the desk itself', async () => {
  const operator = await house.given.person()
  const pressedAt = house.clock.now()
  await (await house.given.home()).press('sos')
  await house.advance({ seconds: 5 })
  expect(rung(pressedAt)[0]).toBe('0 shift-lead')
  expect(await deskCalls(operator)).toMatchObject([
    { kind: 'technical', priority: 1, trigger: 'unstaffed', home: null },
  ])
})

test('with nobody on duty a second press does not put the phones off', async () => {
  const home = await house.given.home()
  const pressedAt = house.clock.now()
  await home.press('sos')
  await home.press('sos')
  await house.advance({ seconds: 1 })
  expect(rung(pressedAt)[0]).toBe('0 shift-lead')
})

test('with somebody on duty the desk has no call of its own', async () => {
  const { person } = await house.given.seat()
  await (await house.given.home()).press('sos')
  await house.advance({ seconds: 60 })
  expect(await deskCalls(person)).toEqual([])
})

test('when the last console dies silently, the phones ring within twenty seconds of the press', async () => {
  const { person, console } = await house.given.seat()
  console.freeze()
  const pressedAt = house.clock.now()
  await (await house.given.home()).press('sos')
  await house.advance({ seconds: 20 })
  expect(gateway.rung.map(({ path }) => path)).toContain('/shift-lead')
  expect(Math.max(...gateway.rung.map(({ at }) => at - pressedAt))).toBeLessThanOrEqual(20_000)
  expect(await deskCalls(person)).toHaveLength(1)
  const news = await house.news()
  expect(news.find(({ type }) => type === 'seat.fell_silent')?.data).toEqual({ account: person.account.id })
})

test('when the last one goes off duty the desk rings at once', async () => {
  const { person, console } = await house.given.seat()
  console.send({ type: 'duty', on: false, audio: 'running', toneConfirmed: false })
  await console.beat()
  await house.advance({ seconds: 1 })
  expect(await deskCalls(person)).toHaveLength(1)
})

test('a console whose sound stops counts as nobody', async () => {
  const { person, console } = await house.given.seat()
  console.freeze()
  await console.beat('suspended')
  await house.advance({ seconds: 1 })
  expect(await deskCalls(person)).toHaveLength(1)
})

test('a page that comes back after a restart is not taken for a silent one', async () => {
  const { person } = await house.given.seat()
  await house.restart()
  // The first thing a page does is ask for its session, before its first beat.
  await person.call(callRoutes.list)
  await house.advance({ seconds: 3 })
  expect(await deskCalls(person)).toEqual([])
})

test('a restart on a machine whose clock was put back does not hold up the ladder', async () => {
  const { person } = await house.given.seat()
  await (await house.given.home()).press('sos')
  await house.settled()
  house.clock.jumpTo(house.clock.now() - 3_600_000)
  await house.restart()
  await house.advance({ seconds: 16 })
  expect((await onlyCall(person)).step).toBeGreaterThanOrEqual(2)
  const times = (await house.news()).map(({ at }) => at)
  expect(times).toEqual([...times].sort())
})
