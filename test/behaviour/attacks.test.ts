import { afterEach, beforeEach, expect, test } from 'vitest'
import { eavesdrop, fixate, foreignOrigins, forge, forgeries, guess, listen, replay } from '../support/attacks.ts'
import { fromPage } from '../support/browser.ts'
import { type House, PASSWORD, startHouse } from '../support/house.ts'

// Each of these gains something from a house without the line that stops it: test/crash/attacks.test.ts.

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

const target = () => ({ url: house.app.url, user: 'root', password: PASSWORD })

test('no page of another origin writes anything, by any route of the contract', async () => {
  expect(forgeries(house.app.url)).toBeGreaterThan(100)
  expect(await forge(target())).toEqual([])
})

test('our own page is not one of them', async () => {
  expect(foreignOrigins(house.app.url)).not.toContain(house.app.url)
  const { cookie } = await house.given.admin()
  const url = `${house.app.url}/api/sessions/revoke-others`
  expect((await fromPage(url, { method: 'POST', cookie, origin: house.app.url })).status).toBe(204)
})

test('no page of another origin listens to the desk', async () => {
  expect(await eavesdrop(target())).toEqual([])
})

test('a cookie planted before somebody signs in opens nothing', async () => {
  expect(await fixate(target())).toBe(false)
})

test('a refusal takes as long for a name that nobody has', async () => {
  const { known, unknown } = await listen(target())
  // A password costs tens of milliseconds, everything else together a few.
  expect(unknown).toBeGreaterThan(known / 3)
})

test('of a hundred guesses five are looked at', async () => {
  expect(await guess(target(), 100)).toBe(5)
})

test('a code opens once', async () => {
  expect(await replay(target(), () => house.clock.now())).toBe(1)
})
