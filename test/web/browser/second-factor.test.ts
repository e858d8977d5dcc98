import { generateSync } from 'otplib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sessionRoutes } from '#contract/routes'
import { PASSWORD } from '../../support/house.ts'
import type { Person } from '../../support/person.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { scan, scans, VARIANTS } from './support/scan.ts'

let desk: TestDesk
let person: Person
let secret: string
let screen: Screen

const shown = (): string => generateSync({ secret, epoch: Math.floor(desk.clock.now() / 1000) })

beforeAll(async () => {
  desk = await startDesk()
  person = await desk.house.given.person('operator', '张敏')
  secret = (await person.call(sessionRoutes.offerFactor)).secret
  await person.call(sessionRoutes.confirmFactor, { body: { code: shown() } })
  desk.clock.move(30_000)
})
afterEach(() => screen.context.close())
afterAll(() => desk?.stop())

test('who has set up an authenticator is asked for its code, and signs in by keyboard alone', async () => {
  screen = await desk.open(null, { path: '/login' })
  const { page, complaints } = screen
  complaints.expect(refusalWith(401))
  await page.getByLabel(zh.login.user).waitFor()
  await page.keyboard.type(person.account.user)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText(zh.problem.second_factor_due).waitFor()
  await scan(page, 'the code is asked for', async (at, words) => {
    await at.getByLabel(words.login.code).waitFor()
  })
  await page.getByLabel(zh.login.code).fill('000000')
  await page.keyboard.press('Enter')
  await page.getByText(zh.problem.wrong_code).waitFor()
  await page.getByLabel(zh.login.code).fill(shown())
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: person.account.name }).waitFor()
  expect(scans()).toHaveLength(VARIANTS.length)
})
