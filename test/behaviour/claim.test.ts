import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { claim, onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Answer, Person } from '../support/person.ts'

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

const SEATS = 8
const CLAIMS = 200

/** Everybody reaches for the call at once, each several times. */
async function scramble(people: readonly Person[], id: string): Promise<{ by: Person; answer: Answer<unknown> }[]> {
  const tries = Array.from({ length: CLAIMS }, (_, n) => people[n % people.length] as Person)
  return Promise.all(tries.map(async (by) => ({ by, answer: await by.try(callRoutes.claim, { params: { id } }) })))
}

test('of two hundred claims at once one person wins, and the others learn the name', async () => {
  const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'].slice(0, SEATS)
  const people = await Promise.all(names.map((name) => house.given.person('operator', name)))
  const home = await house.given.home()
  for (let round = 0; round < 4; round += 1) {
    await home.press('sos')
    await house.settled()
    const call = await onlyCall(people[0] as Person)
    const all = await scramble(people, call.id)
    const winners = new Set(all.filter(({ answer }) => answer.status === 200).map(({ by }) => by.account.id))
    expect(winners.size).toBe(1)
    const winner = people.find(({ account }) => winners.has(account.id)) as Person
    const lost = all.filter(({ by }) => by !== winner)
    expect(lost).toHaveLength(CLAIMS - CLAIMS / SEATS)
    for (const { answer } of lost) {
      const owner = { id: winner.account.id, name: winner.account.name }
      expect(answer).toMatchObject({ status: 409, problem: { code: 'call_already_claimed', detail: { owner } } })
    }
    await winner.call(callRoutes.release, { params: { id: call.id } })
  }
  const claims = (await house.news()).filter(({ type }) => type === 'call.claimed')
  expect(claims).toHaveLength(4)
})

test('claiming again what is one’s own changes nothing', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()
  const first = await claim(operator, await onlyCall(operator))
  expect(await claim(operator, first)).toEqual(first)
})

test('a claim of a call that is not there is refused', async () => {
  const operator = await house.given.person()
  const answer = await operator.try(callRoutes.claim, { params: { id: 'none' } })
  expect(answer).toMatchObject({ status: 404, problem: { code: 'call_not_found' } })
})
