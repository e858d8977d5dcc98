import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SignalKind } from '#contract/signals'
import { callNow, claim, handle, onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  operator = (await house.given.seat()).person
  home = await house.given.home()
})
afterEach(() => house.stop())

async function says(kind: SignalKind): Promise<void> {
  await home.press(kind)
  await house.settled()
}

test('a cancel closes nothing: the call is marked and goes on ringing', async () => {
  await says('sos')
  await says('cancel')
  expect(await onlyCall(operator)).toMatchObject({ state: 'waiting', ringing: true, cancelled: true, presses: 1 })
})

test('a restored detector closes nothing either', async () => {
  await says('smoke')
  const call = await claim(operator, await onlyCall(operator))
  await says('smoke_restored')
  expect(await callNow(operator, call)).toMatchObject({ state: 'claimed', trigger: 'smoke', closedAt: null })
  const told = (await house.news()).find(({ type }) => type === 'call.restored')
  expect(told).toMatchObject({ callId: call.id, data: { condition: 'smoke_restored' } })
})

test('a helper who says "I am here" is on the scene, and the caller’s lamp says so', async () => {
  await says('sos')
  await house.advance({ seconds: 4 })
  await says('help_arrived')
  expect(await home.device.lamp('coming')).toMatchObject({ call: '1122-0001' })
  const call = await onlyCall(operator)
  expect(call).toMatchObject({ state: 'waiting', onSceneAt: '2026-11-22T02:00:04.000Z' })
  await house.advance({ seconds: 1 })
  await says('help_arrived')
  expect((await callNow(operator, call)).onSceneAt).toBe(call.onSceneAt)
  await says('help_done')
  expect(await callNow(operator, call)).toMatchObject({ state: 'waiting', closedAt: null })
})

test('what is said without a call is written down and rings nobody', async () => {
  const quiet = ['cancel', 'help_arrived', 'help_done', 'battery_ok', 'smoke_restored', 'online'] as const
  for (const kind of quiet) await says(kind)
  expect(await openCalls(operator)).toEqual([])
  const recorded = (await house.news()).filter(({ type }) => type === 'signal.recorded').map(({ data }) => data.kind)
  expect(recorded).toEqual(quiet)
})

test('the same id with another body is a second signal: it counts, and a technical call tells of it', async () => {
  await home.press('sos', { id: 'same' })
  await home.press('sos', { id: 'same', n: 999 })
  await house.settled()
  const calls = await openCalls(operator)
  expect(calls.map(({ kind, trigger, presses }) => [kind, trigger, presses])).toEqual([
    ['emergency', 'sos', 2],
    ['technical', 'body_conflict', 1],
  ])
})

test('a device that stands in no home still rings', async () => {
  const stray = await house.given.stockDevice()
  expect(await stray.press('sos')).toMatchObject({ stored: true })
  await stray.lamp('ringing')
  const subject = { kind: 'device', id: stray.id }
  expect(await onlyCall(operator)).toMatchObject({ kind: 'emergency', home: null, subject })
})

test('a test press rings like a real one until test windows exist', async () => {
  await home.press('test', { test: true })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ kind: 'emergency', priority: 1, trigger: 'test' })
})

test('every kind of signal becomes what the table says', async () => {
  const kinds: Partial<Record<SignalKind, [string, number]>> = {
    fall: ['emergency', 1],
    gas: ['emergency', 1],
    flood: ['emergency', 1],
    inactivity: ['welfare', 2],
    meal: ['service', 3],
    tamper: ['technical', 3],
    battery_low: ['technical', 4],
    mains_failed: ['technical', 4],
    offline: ['technical', 4],
  }
  const found: typeof kinds = {}
  for (const kind of Object.keys(kinds) as SignalKind[]) {
    home = await house.given.home()
    await says(kind)
    const call = await onlyCall(operator)
    found[kind] = [call.kind, call.priority]
    await handle(operator, call)
  }
  expect(found).toEqual(kinds)
})
