import { afterEach, beforeEach, expect, test } from 'vitest'
import { claim, onlyCall, reach } from '../support/handling.ts'
import { type House, type Seat, startHouse } from '../support/house.ts'

let house: House
let seat: Seat
beforeEach(async () => {
  house = await startHouse()
  seat = await house.given.seat()
  await house.advance({ seconds: 2 })
})
afterEach(() => house.stop())

const happened = async (type: string): Promise<number> =>
  (await house.news()).filter((event) => event.type === type).length

test('after a standstill of the house nobody is said to have fallen silent', async () => {
  await (await house.given.home()).press('sos')
  await house.settled()
  const call = await onlyCall(seat.person)
  await claim(seat.person, call)
  await reach(seat.person, call)
  await house.skip({ minutes: 1 })
  await house.advance({ seconds: 6 })
  expect(await happened('seat.fell_silent')).toBe(0)
  expect(await onlyCall(seat.person)).toMatchObject({ state: 'claimed' })
  expect(seat.console.socket.readyState).toBe(seat.console.socket.OPEN)
})

test('whoever is silent after it is noticed in the usual time', async () => {
  seat.console.freeze()
  await house.skip({ minutes: 1 })
  await house.advance({ seconds: 13 })
  expect(await happened('seat.fell_silent')).toBe(0)
  await house.advance({ seconds: 7 })
  expect(await happened('seat.fell_silent')).toBe(1)
  await seat.console.closed()
})

test('what fell due meanwhile is done at once', async () => {
  await (await house.given.home()).press('sos')
  await house.settled()
  await house.skip({ minutes: 1 })
  expect(await happened('call.escalated')).toBe(1)
})
