import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import { callNow, claim, onlyCall, reach } from '../support/handling.ts'
import { type GivenHome, type House, type Seat, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let seat: Seat
let operator: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  seat = await house.given.seat('张敏')
  operator = seat.person
  home = await house.given.home()
})
afterEach(() => house.stop())

const at = ({ id }: Pick<Call, 'id'>) => ({ params: { id } })
const inMinutes = (minutes: number): string => new Date(house.clock.now() + minutes * 60_000).toISOString()

async function spokenTo(): Promise<Call> {
  await home.press('sos')
  await house.settled()
  const call = await claim(operator, await onlyCall(operator))
  return reach(operator, call)
}

const park = (call: Call, minutes: number) =>
  operator.call(callRoutes.park, { ...at(call), body: { until: inMinutes(minutes), reason: 'helper' } })

test('a parked call is silent, says until when and for what, and rings by itself when the time has come', async () => {
  const call = await spokenTo()
  expect(await park(call, 10)).toMatchObject({
    ...{ state: 'parked', ringing: false, parkedFor: 'helper', parkedUntil: '2026-11-22T02:10:00.000Z' },
    owner: { name: '张敏' },
  })
  await house.skip({ minutes: 9 })
  expect(await callNow(operator, call)).toMatchObject({ state: 'parked' })
  await house.skip({ minutes: 1 })
  expect(await callNow(operator, call)).toMatchObject({
    ...{ state: 'waiting', ringing: true, owner: null, parkedUntil: null, parkedFor: null },
    // Whoever knows it is asked first.
    assigned: { name: '张敏' },
  })
})

test('it wakes over a restart of the house, once and at once', async () => {
  const call = await spokenTo()
  await park(call, 10)
  await house.end()
  house.clock.jumpTo(house.clock.now() + 25 * 60_000)
  await house.restart()
  await house.settled()
  const now = await callNow(operator, call)
  expect(now).toMatchObject({ state: 'waiting', ringing: true })
  const { events } = await operator.call(callRoutes.show, at(call))
  expect(events.filter(({ type }) => type === 'call.woke')).toHaveLength(1)
})

test('a further press does not let it wait', async () => {
  const call = await spokenTo()
  await park(call, 10)
  await home.press('sos')
  await house.settled()
  expect(await callNow(operator, call)).toMatchObject({ state: 'waiting', presses: 2, parkedUntil: null })
  // And the old time wakes nothing any more.
  await claim(operator, call)
  await house.skip({ minutes: 11 })
  await house.settled()
  const { events } = await operator.call(callRoutes.show, at(call))
  expect(events.filter(({ type }) => type === 'call.woke')).toEqual([])
})

test('its owner goes on before the time; nobody else claims it', async () => {
  const call = await spokenTo()
  await park(call, 10)
  const other = await house.given.person('operator', '刘洋')
  const lost = await other.try(callRoutes.claim, at(call))
  expect(lost.problem).toMatchObject({ code: 'call_already_claimed', detail: { owner: { name: '张敏' } } })
  expect(await claim(operator, call)).toMatchObject({ state: 'claimed', owner: { name: '张敏' }, parkedUntil: null })
})

test('an operator who goes home leaves a parked call that still wakes', async () => {
  const call = await spokenTo()
  await park(call, 10)
  seat.console.close()
  const other = await house.given.seat('刘洋')
  await house.skip({ minutes: 10 })
  expect(await callNow(other.person, call)).toMatchObject({ state: 'waiting', ringing: true })
  expect(await claim(other.person, call)).toMatchObject({ owner: { name: '刘洋' } })
})

test('what may not wait is told why', async () => {
  await home.press('sos')
  await house.settled()
  const call = await claim(operator, await onlyCall(operator))
  const code = async (minutes: number): Promise<string | undefined> =>
    (await operator.try(callRoutes.park, { ...at(call), body: { until: inMinutes(minutes), reason: 'family' } }))
      .problem?.code
  expect(await code(10)).toBe('park_needs_contact')
  await reach(operator, call)
  expect([await code(-1), await code(31), await code(30)]).toEqual(['park_in_past', 'park_too_long', undefined])
})
