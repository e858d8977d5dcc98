import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import type { FromServer } from '#contract/live'
import { callRoutes, deviceRoutes } from '#contract/routes'
import { callNow, claim, onlyCall, openCalls, reach } from '../support/handling.ts'
import { type GivenHome, type House, type Seat, startHouse } from '../support/house.ts'

let house: House
let first: Seat
let second: Seat
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  first = await house.given.seat('张敏')
  second = await house.given.seat('刘洋')
  home = await house.given.home()
})
afterEach(() => house.stop())

const at = ({ id }: Pick<Call, 'id'>) => ({ params: { id } })

async function claimed(): Promise<Call> {
  await home.press('sos')
  await house.settled()
  return claim(first.person, await onlyCall(first.person))
}

test('a call is handed to a colleague who is there, and both are told', async () => {
  const call = await claimed()
  const { items } = await first.person.call(callRoutes.colleagues, at(call))
  expect(items).toEqual([{ id: second.person.account.id, name: '刘洋' }])
  const [to] = items
  const body = { to: to?.id ?? '', reason: 'dialect' } as const
  const handed = await first.person.call(callRoutes.transfer, { ...at(call), body })
  expect(handed).toMatchObject({ state: 'claimed', owner: { name: '刘洋' } })
  await house.settled()
  for (const { console } of [first, second]) {
    expect((await console.until(isTransfer)).calls).toMatchObject([{ id: call.id, owner: { name: '刘洋' } }])
  }
  const late = await first.person.try(callRoutes.release, at(call))
  expect(late.problem?.code).toBe('call_not_yours')
})

type Frame = Extract<FromServer, { readonly type: 'frame' }>

const isTransfer = (message: FromServer): message is Frame =>
  message.type === 'frame' && message.events.some(({ type }) => type === 'call.transferred')

test('the new owner’s clock begins anew: thirty seconds without a contact and the supervisor is told', async () => {
  const call = await claimed()
  await house.advance({ seconds: 20 })
  const body = { to: second.person.account.id, reason: 'busy' } as const
  await first.person.call(callRoutes.transfer, { ...at(call), body })
  await house.advance({ seconds: 20 })
  expect(await callNow(second.person, call)).toMatchObject({ state: 'claimed', unattended: false })
  await house.advance({ seconds: 12 })
  expect(await callNow(second.person, call)).toMatchObject({ state: 'claimed', unattended: true })
  await house.advance({ seconds: 30 })
  expect(await callNow(second.person, call)).toMatchObject({ state: 'waiting', orphaned: true })
})

test('nobody hands a call to an empty chair, nor what is not theirs; a supervisor hands on anybody’s', async () => {
  const call = await claimed()
  const away = await house.given.person('operator', '陈静')
  const to = (id: string) => ({ ...at(call), body: { to: id, reason: 'shift_end' as const } })
  const empty = await first.person.try(callRoutes.transfer, to(away.account.id))
  const foreign = await second.person.try(callRoutes.transfer, to(second.person.account.id))
  expect([empty.problem?.code, foreign.problem?.code]).toEqual(['colleague_not_on_duty', 'call_not_yours'])
  const lead = await house.given.person('supervisor', '班长')
  expect(await lead.call(callRoutes.transfer, to(second.person.account.id))).toMatchObject({ owner: { name: '刘洋' } })
})

test('a call is taken over from whoever has fallen silent, or by a supervisor; from nobody else', async () => {
  const call = await reach(first.person, await claimed())
  const body = { reason: 'away' } as const
  const there = await second.person.try(callRoutes.takeOver, { ...at(call), body })
  expect(there.problem?.code).toBe('takeover_not_allowed')
  const lead = await house.given.person('supervisor', '班长')
  expect(await lead.call(callRoutes.takeOver, { ...at(call), body })).toMatchObject({ owner: { name: '班长' } })
  // The supervisor has no console open, so the call is soon nobody's.
  await house.advance({ seconds: 16 })
  expect(await callNow(second.person, call)).toMatchObject({ state: 'waiting', orphaned: true })
})

test('a parked call of somebody who went silent is taken over by anybody', async () => {
  const call = await reach(first.person, await claimed())
  const until = new Date(house.clock.now() + 20 * 60_000).toISOString()
  await first.person.call(callRoutes.park, { ...at(call), body: { until, reason: 'ambulance' } })
  first.console.freeze()
  await house.advance({ seconds: 16 })
  const taken = await second.person.call(callRoutes.takeOver, { ...at(call), body: { reason: 'away' } })
  expect(taken).toMatchObject({ state: 'claimed', owner: { name: '刘洋' }, parkedUntil: null })
})

test('two calls of a home become one, and the lesser says where it went', async () => {
  await home.press('service')
  await home.press('sos')
  await house.settled()
  const calls = await openCalls(first.person)
  const [urgent, lesser] = ['emergency', 'service'].map((kind) => calls.find((call) => call.kind === kind))
  if (!urgent || !lesser) throw new Error('two calls were expected')
  await claim(first.person, urgent)
  const merged = await first.person.call(callRoutes.merge, { ...at(lesser), body: { intoId: urgent.id } })
  expect(merged).toMatchObject({ id: urgent.id, presses: 2, state: 'claimed' })
  expect(await callNow(first.person, lesser)).toMatchObject({
    state: 'merged',
    mergedIntoId: urgent.id,
    ringing: false,
  })
  expect(await openCalls(first.person)).toMatchObject([{ id: urgent.id }])
  const back = await first.person.try(callRoutes.reopen, { ...at(lesser), body: { reason: '分开处理' } })
  expect(back.problem?.code).toBe('call_merged')
  // The key works as before: what is pressed next is a call of its own.
  await home.press('service')
  await house.settled()
  expect((await openCalls(first.person)).map(({ kind }) => kind).sort()).toEqual(['emergency', 'service'])
})

test('calls of two homes stay two', async () => {
  const call = await claimed()
  const elsewhere = await house.given.home()
  await elsewhere.press('service')
  await house.settled()
  const other = (await openCalls(first.person)).find(({ id }) => id !== call.id)
  const answer = await first.person.try(callRoutes.merge, {
    params: { id: other?.id ?? '' },
    body: { intoId: call.id },
  })
  expect(answer.problem?.code).toBe('merge_other_home')
})

test('a call is lowered only for a reason, and a further press raises it again', async () => {
  const call = await reach(first.person, await claimed())
  const change = (priority: number, reason: 'spoke_and_well' | null) =>
    first.person.try(callRoutes.prioritise, { ...at(call), body: { priority, reason } })
  expect((await change(3, null)).problem?.code).toBe('reason_missing')
  expect((await change(3, 'spoke_and_well')).body).toMatchObject({ priority: 3, state: 'claimed' })
  await home.press('sos')
  await house.settled()
  expect(await callNow(first.person, call)).toMatchObject({ priority: 1, presses: 2 })
})

test('a test press is a test in a window that a supervisor opens, and real after it', async () => {
  const lead = await house.given.person('supervisor', '班长')
  const { credential } = home
  const { until } = await lead.call(deviceRoutes.openTestWindow, {
    params: { id: credential.id },
    body: { minutes: 10 },
  })
  expect(until).toBe('2026-11-22T02:10:00.000Z')
  await house.settled()
  await home.press('test')
  await house.settled()
  expect(await openCalls(first.person)).toEqual([])
  // Any other press is real.
  await home.press('service')
  await house.settled()
  expect(await openCalls(first.person)).toMatchObject([{ kind: 'service' }])
  await house.skip({ minutes: 11 })
  await home.press('test')
  await house.settled()
  expect((await openCalls(first.person)).map(({ kind }) => kind).sort()).toEqual(['emergency', 'service'])
})
