import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { callNow, claim, handle, onlyCall, openCalls } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

test('a further press joins the open call, counts, and brings the next step forward', async () => {
  const { person } = await house.given.seat()
  const home = await house.given.home()
  await home.press('sos')
  await house.advance({ seconds: 6 })
  expect(await onlyCall(person)).toMatchObject({ presses: 1, step: 1, assigned: null })
  await home.press('sos')
  await house.advance({ seconds: 1 })
  // Alone, the second step would have come after fifteen seconds.
  expect(await onlyCall(person)).toMatchObject({ presses: 2, step: 2, assigned: { id: person.account.id } })
})

test('steps hurried by many presses keep five seconds between them', async () => {
  const { person } = await house.given.seat()
  const home = await house.given.home()
  const steps: number[] = []
  for (let second = 0; second < 12; second += 1) {
    await home.press('sos')
    await house.advance({ seconds: 1 })
    steps.push((await onlyCall(person)).step)
  }
  expect(steps.slice(0, 4)).toEqual([1, 1, 1, 1])
  expect(Math.max(...steps)).toBe(3)
})

test('three presses within a minute are flagged and raise the priority; three in a longer time do not', async () => {
  const { person } = await house.given.seat()
  const quick = await house.given.home()
  const slow = await house.given.home()
  for (const wait of [20, 20, 0]) {
    await quick.press('inactivity')
    await house.advance({ seconds: wait })
  }
  for (const wait of [40, 40, 0]) {
    await slow.press('inactivity')
    await house.advance({ seconds: wait })
  }
  await house.settled()
  const calls = await openCalls(person)
  const of = (homeId: string) => calls.find(({ home }) => home?.id === homeId)
  expect(of(quick.card.id)).toMatchObject({ kind: 'welfare', presses: 3, repeated: true, priority: 1 })
  expect(of(slow.card.id)).toMatchObject({ kind: 'welfare', presses: 3, repeated: false, priority: 2 })
})

test('two kinds of alarm from two devices of one home are one emergency call', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  const second = await house.given.deviceIn(home.card.id)
  await home.press('sos')
  await second.press('smoke')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ kind: 'emergency', trigger: 'sos', presses: 2 })
})

test('the same alarms from two homes are two calls', async () => {
  const operator = await house.given.person()
  for (let n = 0; n < 2; n += 1) await (await house.given.home()).press('sos')
  await house.settled()
  expect(await openCalls(operator)).toHaveLength(2)
})

test('the service key is a call of its own beside an emergency, and lower in the queue', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  await home.press('service')
  await home.press('sos')
  await house.settled()
  const queue = await openCalls(operator)
  expect(queue.map(({ kind, priority }) => [kind, priority])).toEqual([
    ['emergency', 1],
    ['service', 3],
  ])
})

test('a press while somebody has the call is told to the owner and takes nothing away', async () => {
  const { person } = await house.given.seat()
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()
  const call = await claim(person, await onlyCall(person))
  await home.press('sos')
  await house.settled()
  expect(await callNow(person, call)).toMatchObject({ state: 'claimed', presses: 2, owner: { id: person.account.id } })
})

test('pressing the service key for ever rings no family member', async () => {
  const { person } = await house.given.seat()
  const home = await house.given.home()
  for (let n = 0; n < 6; n += 1) {
    await home.press('service')
    // Not three within a minute: that would rightly raise it.
    await house.advance({ seconds: 40 })
  }
  await house.advance({ minutes: 2 })
  const news = await house.news()
  expect(news.filter(({ type }) => type === 'notice.planned')).toEqual([])
  expect(await onlyCall(person)).toMatchObject({ presses: 6, priority: 3 })
})

test('a press that arrives long after it was made rings as delayed; a clock without a battery does not say so', async () => {
  const operator = await house.given.person()
  const ages = {
    late: '2026-11-22T01:50:00.000Z',
    broken: '1970-01-01T00:00:00.000Z',
    fast: '2099-01-01T00:00:00.000Z',
  }
  const delayed: Record<string, boolean> = {}
  for (const [name, at] of Object.entries(ages)) {
    const home = await house.given.home()
    await home.press('sos', { at })
    await house.settled()
    const call = await onlyCall(operator)
    delayed[name] = call.delayed
    await handle(operator, call)
  }
  expect(delayed).toEqual({ late: true, broken: false, fast: false })
})

test('a stuck button does not lengthen what the desk has to read of its call', async () => {
  const { person } = await house.given.seat()
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()
  const { id } = await onlyCall(person)
  const typesOf = async () => {
    const { call, events } = await person.call(callRoutes.show, { params: { id } })
    return { presses: call.presses, types: events.map(({ type }) => type) }
  }
  const before = await typesOf()
  for (let n = 0; n < 30; n += 1) await home.press('sos')
  await house.settled()
  const after = await typesOf()
  expect([before.presses, after.presses]).toEqual([1, 31])
  expect(before.types).toContain('call.opened')
  expect(after.types).not.toContain('call.pressed')
  expect((await house.news()).filter(({ type }) => type === 'call.pressed')).toHaveLength(30)
})
