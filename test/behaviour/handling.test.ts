import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import { callNow, claim, handle, OUTCOME, onlyCall, openCalls, reach } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
let other: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  const seat = await house.given.seat('张敏')
  operator = seat.person
  other = await house.given.person('operator', '刘洋')
  home = await house.given.home()
})
afterEach(() => house.stop())

async function pressed(kind: 'sos' | 'service' | 'inactivity' = 'sos'): Promise<Call> {
  await home.press(kind)
  await house.settled()
  return onlyCall(operator)
}

const at = ({ id }: Call) => ({ params: { id } })

test('a released call rings again for everybody', async () => {
  const call = await claim(operator, await pressed())
  await home.device.lamp('claimed')
  const released = await operator.call(callRoutes.release, at(call))
  expect(released).toMatchObject({ state: 'waiting', ringing: true, owner: null, claimedAt: null, orphaned: false })
  expect(await claim(other, call)).toMatchObject({ owner: { name: '刘洋' } })
})

test('only the owner releases, logs contacts, resolves and closes', async () => {
  const call = await claim(operator, await pressed())
  const attempt = { contactId: null, channel: 'phone', outcome: 'reached' } as const
  const answers = [
    await other.try(callRoutes.release, at(call)),
    await other.try(callRoutes.contactAttempt, { ...at(call), body: attempt }),
    await other.try(callRoutes.resolve, { ...at(call), body: OUTCOME }),
    await other.try(callRoutes.close, { ...at(call), body: { outcome: OUTCOME } }),
  ]
  expect(answers.map(({ problem }) => problem?.code)).toEqual(Array(4).fill('call_not_yours'))
  expect((await callNow(operator, call)).version).toBe(call.version)
})

test('a note sent twice is written once, by whoever writes it', async () => {
  const call = await pressed()
  const body = { id: 'draft-1', text: '老人说胸口疼' }
  const first = await other.call(callRoutes.note, { ...at(call), body })
  expect(await other.call(callRoutes.note, { ...at(call), body })).toEqual(first)
  const { notes, events } = await operator.call(callRoutes.show, at(call))
  expect(notes).toEqual([{ id: 'draft-1', at: '2026-11-22T02:00:00.000Z', author: '刘洋', text: body.text }])
  expect(events.filter(({ type }) => type === 'call.noted')).toHaveLength(1)
})

test('no personal text reaches the log', async () => {
  const call = await pressed()
  await other.call(callRoutes.note, { ...at(call), body: { id: 'draft-2', text: '老人说胸口疼' } })
  await handle(operator, call)
  await operator.call(callRoutes.reopen, { ...at(call), body: { reason: '女儿要求再看一次' } })
  const log = JSON.stringify(await house.news())
  for (const words of ['胸口', '女儿', '王秀兰', '幸福', '张敏', '10000000001']) expect(log).not.toContain(words)
  expect(log).toContain('draft-2')
})

test('an attempt that reaches the caller is a contact, the first one counts', async () => {
  const call = await claim(operator, await pressed())
  const contact = (await operator.call(callRoutes.show, at(call))).card?.contacts[0]?.id ?? null
  const busy = { contactId: contact, channel: 'phone', outcome: 'busy' } as const
  const tried = await operator.call(callRoutes.contactAttempt, { ...at(call), body: busy })
  expect(tried).toMatchObject({ contactedAt: null })
  expect(tried.contactAttemptedAt).not.toBeNull()
  await house.advance({ seconds: 5 })
  const reached = await reach(operator, call)
  expect(reached).toMatchObject({
    contactAttemptedAt: tried.contactAttemptedAt,
    contactedAt: '2026-11-22T02:00:05.000Z',
  })
})

test('an emergency and a welfare call cannot be resolved before somebody was rung; a service call can', async () => {
  const refused = async (kind: 'sos' | 'inactivity' | 'service') => {
    const call = await claim(operator, await pressed(kind))
    const { problem } = await operator.try(callRoutes.resolve, { ...at(call), body: OUTCOME })
    if (problem) await reach(operator, call)
    await operator.call(callRoutes.close, { ...at(call), body: { outcome: OUTCOME } })
    return problem?.code
  }
  expect([await refused('sos'), await refused('inactivity'), await refused('service')]).toEqual([
    'contact_missing',
    'contact_missing',
    undefined,
  ])
})

test('closing needs an outcome, given now or before', async () => {
  const call = await claim(operator, await pressed())
  await reach(operator, call)
  const empty = await operator.try(callRoutes.close, { ...at(call), body: { outcome: null } })
  expect(empty.problem?.code).toBe('call_not_resolved')
  expect(await operator.call(callRoutes.resolve, { ...at(call), body: OUTCOME })).toMatchObject({ state: 'resolved' })
  expect(await openCalls(operator)).toHaveLength(1)
  const closed = await operator.call(callRoutes.close, { ...at(call), body: { outcome: null } })
  expect(closed).toMatchObject({ state: 'closed', ...OUTCOME })
  expect((await operator.call(callRoutes.list, { query: { state: 'closed' } })).items).toMatchObject([{ id: call.id }])
})

test('a resolved call that is pressed again rings again', async () => {
  const call = await claim(operator, await pressed())
  await reach(operator, call)
  await operator.call(callRoutes.resolve, { ...at(call), body: OUTCOME })
  await home.press('sos')
  await house.settled()
  expect(await callNow(operator, call)).toMatchObject({ state: 'waiting', ringing: true, presses: 2, resolvedAt: null })
})

test('a closed call refuses everything but a note and a reopening', async () => {
  const call = await handle(operator, await pressed())
  const attempt = { contactId: null, channel: 'phone', outcome: 'reached' } as const
  const answers = [
    await operator.try(callRoutes.claim, at(call)),
    await operator.try(callRoutes.release, at(call)),
    await operator.try(callRoutes.contactAttempt, { ...at(call), body: attempt }),
    await operator.try(callRoutes.resolve, { ...at(call), body: OUTCOME }),
    await operator.try(callRoutes.close, { ...at(call), body: { outcome: OUTCOME } }),
  ]
  expect(answers.map(({ problem }) => problem?.code)).toEqual(Array(5).fill('call_closed'))
  await operator.call(callRoutes.note, { ...at(call), body: { id: 'later', text: '补记' } })
  expect(await callNow(operator, call)).toMatchObject({ state: 'closed', closedAt: call.closedAt })
})

test('a person reopens a closed call with a reason, which stands among the notes', async () => {
  const call = await handle(operator, await pressed())
  const silent = await operator.try(callRoutes.reopen, { ...at(call), body: { reason: '' } })
  expect(silent.status).toBe(400)
  const again = await other.call(callRoutes.reopen, { ...at(call), body: { reason: '家属来电' } })
  expect(again).toMatchObject({ state: 'waiting', ringing: true, closedAt: null, number: call.number })
  expect((await operator.call(callRoutes.show, at(call))).notes).toMatchObject([{ text: '家属来电', author: '刘洋' }])
  const twice = await other.try(callRoutes.reopen, { ...at(call), body: { reason: '再来' } })
  expect(twice.problem?.code).toBe('call_not_closed')
})

test('a press within thirty minutes reopens the closed emergency; one after that opens a new call', async () => {
  const call = await handle(operator, await pressed())
  await house.skip({ minutes: 29 })
  expect(await pressed()).toMatchObject({ id: call.id, state: 'waiting', presses: 2, number: call.number })
  await handle(operator, call)
  await house.skip({ minutes: 31 })
  const fresh = await pressed()
  expect(fresh).toMatchObject({ presses: 1, state: 'waiting' })
  expect(fresh.id).not.toBe(call.id)
  expect(fresh.number).not.toBe(call.number)
})

test('a reopened call does not tell the caller that somebody is still there', async () => {
  const call = await claim(operator, await pressed())
  await home.press('help_arrived')
  await home.device.lamp('coming')
  await reach(operator, call)
  await operator.call(callRoutes.close, { ...at(call), body: { outcome: OUTCOME } })
  await home.device.lamp('done')
  const shown = home.device.lamps.length
  expect(await pressed()).toMatchObject({ id: call.id, state: 'waiting', onSceneAt: null })
  expect(home.device.lamps.slice(shown).map(({ state }) => state)).toEqual(['ringing'])
})

test('a service call that was closed is not reopened by the key', async () => {
  const call = await claim(operator, await pressed('service'))
  await operator.call(callRoutes.close, { ...at(call), body: { outcome: OUTCOME } })
  expect((await pressed('service')).id).not.toBe(call.id)
})

test('an old call cannot come back beside a newer one of its home', async () => {
  const old = await handle(operator, await pressed())
  await house.skip({ minutes: 31 })
  const newer = await pressed()
  const answer = await operator.try(callRoutes.reopen, { ...at(old), body: { reason: '忘了一件事' } })
  const detail = { call: newer.id, number: newer.number }
  expect(answer).toMatchObject({ status: 409, problem: { code: 'call_superseded', detail } })
  expect((await operator.call(callRoutes.show, at(old))).notes).toEqual([])
})

test('closed calls are listed newest first, page by page', async () => {
  const ids: string[] = []
  for (let n = 0; n < 5; n += 1) ids.unshift((await handle(operator, await pressedAnew())).id)
  const first = await operator.call(callRoutes.list, { query: { state: 'closed', limit: 2 } })
  const second = await operator.call(callRoutes.list, { query: { state: 'closed', limit: 2, after: first.next ?? '' } })
  const third = await operator.call(callRoutes.list, { query: { state: 'closed', limit: 2, after: second.next ?? '' } })
  expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids)
  expect(third.next).toBeNull()
})

async function pressedAnew(): Promise<Call> {
  await (await house.given.home()).press('sos')
  await house.settled()
  return onlyCall(operator)
}
