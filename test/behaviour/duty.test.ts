import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FromServer } from '#contract/live'
import type { TestConsole } from '../support/console.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
let console: TestConsole
beforeEach(async () => {
  house = await startHouse()
  operator = await house.given.person()
  console = await house.given.console(operator)
})
afterEach(() => house.stop())

const isRefusal = (message: FromServer): message is Extract<FromServer, { type: 'refused' }> =>
  message.type === 'refused'

/** The newest word of the server about this seat. */
async function onDuty(): Promise<boolean | undefined> {
  await console.beat()
  return console.messages.findLast((message) => 'onDuty' in message)?.onDuty
}

const seatNews = async () => (await house.news()).map(({ type }) => type).filter((type) => type.startsWith('seat.'))

test('a console that cannot sound is not on duty', async () => {
  for (const audio of ['suspended', 'closed', 'interrupted'] as const) {
    console.send({ type: 'duty', on: true, audio, toneConfirmed: true })
  }
  await console.beat()
  expect(console.messages.filter(isRefusal)).toEqual(Array(3).fill({ type: 'refused', code: 'sound_blocked' }))
  expect(await onDuty()).toBe(false)
  expect(await seatNews()).toEqual([])
})

test('whoever did not hear the test tone is not on duty', async () => {
  console.send({ type: 'duty', on: true, audio: 'running', toneConfirmed: false })
  expect(await console.until(isRefusal)).toEqual({ type: 'refused', code: 'tone_not_confirmed' })
  expect(await seatNews()).toEqual([])
})

test('a seat is taken once, counted, and given up once', async () => {
  await console.goOnDuty()
  await console.goOnDuty()
  expect(await onDuty()).toBe(true)
  await house.advance({ seconds: 2 })
  const audible = () => console.messages.findLast((message) => 'figures' in message)?.figures.audibleSeats
  expect(audible()).toBe(1)
  for (let n = 0; n < 2; n += 1) console.send({ type: 'duty', on: false, audio: 'running', toneConfirmed: false })
  await house.advance({ seconds: 2 })
  expect(await onDuty()).toBe(false)
  expect(audible()).toBe(0)
  expect(await seatNews()).toEqual(['seat.on_duty', 'seat.off_duty'])
})

test('who was on duty before a restart is on duty after it, if the page comes back', async () => {
  await console.goOnDuty()
  await house.restart()
  console = await house.given.console(operator)
  expect(await onDuty()).toBe(true)
  await house.advance({ seconds: 30 })
  expect(await onDuty()).toBe(true)
  expect(await seatNews()).toEqual(['seat.on_duty'])
})

test('who does not come back after a restart fell silent', async () => {
  await console.goOnDuty()
  await house.restart()
  await house.advance({ seconds: 16 })
  expect(await seatNews()).toEqual(['seat.on_duty', 'seat.fell_silent'])
})
