import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pairingRoutes, registryRoutes } from '#contract/routes'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import { connectDevice, type TestDevice } from '../../support/device.ts'
import { openCalls } from '../../support/handling.ts'
import type { Person } from '../../support/person.ts'
import { type Neighbour, type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { scan, scans } from './support/scan.ts'

/** A phone of an installer, held upright. */
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
/** Between the press and the tick on the phone: it looks every two seconds. Milliseconds. */
const SOON_MS = 3_000

let desk: TestDesk
let admin: Person
let home: Neighbour
let screen: Screen
let code: string

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
  home = await desk.neighbour()
  code = (await admin.call(pairingRoutes.issue, { params: { id: home.card.id } })).code
})
afterEach(() => screen.context.close())
afterAll(() => desk?.stop())

async function stockUnit(id: string): Promise<TestDevice> {
  const body = { id, model: 'AL-1', class: 'mains' as const, homeId: null }
  return connectDevice(desk.house.app.mqttPort, await admin.call(registryRoutes.addDevice, { body }))
}

/** A browser notes down every refusal; these are the ones the stories ask for. */
async function openPhone(path: string): Promise<Screen> {
  const opened = await desk.open(null, { path, context: PHONE })
  opened.complaints.expect(/status of (404|409) .*\/api\/pairing/)
  return opened
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name })
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('an installer pairs a unit by code, with the keyboard of a phone, and sees its press arrive', async () => {
  const operator = await desk.house.given.person('operator', '张敏')
  const unit = await stockUnit('unit-7')
  screen = await openPhone('/m/pair')
  const { page } = screen
  // The cursor is where the next thing is typed.
  await page.getByLabel(zh.pairing.code).waitFor()
  await page.keyboard.type(code.toLowerCase())
  await page.keyboard.press('Enter')
  await page.getByText(home.card.address).waitFor()
  await page.keyboard.type('unit-8')
  await page.keyboard.press('Enter')
  await page.getByText(zh.problem.device_not_in_stock).waitFor()
  await page.getByLabel(zh.pairing.device).fill('unit-7')
  await page.keyboard.press('Enter')
  await heading(page, zh.pairing.press).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await desk.house.settled()
  const began = performance.now()
  await unit.press('test')
  await desk.house.settled()
  await heading(page, zh.pairing.arrived).waitFor()
  const took = performance.now() - began
  process.stdout.write(`test press → tick on the installer's phone: ${took.toFixed(0)} ms\n`)
  expect(took).toBeLessThanOrEqual(SOON_MS)
  expect(await openCalls(operator)).toEqual([])
  await unit.stop()
})

test('every state of the page passes axe, by day and night and in both languages', async () => {
  const unit = await stockUnit('unit-9')
  const { code: fresh } = await admin.call(pairingRoutes.issue, { params: { id: home.card.id } })
  screen = await openPhone(`/m/pair#${fresh}`)
  const { page } = screen
  const shows = (word: (words: Catalogue) => string) => async (_: Page, words: Catalogue) =>
    page.getByText(word(words), { exact: false }).first().waitFor()

  await page.getByLabel(zh.pairing.code).fill('0000000000')
  await page.keyboard.press('Enter')
  await scan(
    page,
    'a code that opens nothing',
    shows(({ problem }) => problem.pairing_code_over),
  )
  await page.reload()
  await scan(
    page,
    'the code from the address',
    shows(({ pairing }) => pairing.codeHint),
  )
  expect(await page.getByLabel(zh.pairing.code).inputValue()).toBe(fresh)
  await page.getByRole('button', { name: zh.pairing.next }).click()
  await scan(
    page,
    'where the unit belongs',
    shows(({ pairing }) => pairing.checkAddress),
  )
  await page.getByLabel(zh.pairing.device).fill('nobody')
  await page.keyboard.press('Enter')
  await scan(
    page,
    'a number that is none',
    shows(({ problem }) => problem.device_not_in_stock),
  )
  await page.getByLabel(zh.pairing.device).fill('unit-9')
  await page.keyboard.press('Enter')
  await scan(
    page,
    'waiting for the test press',
    shows(({ pairing }) => pairing.waiting),
  )
  await desk.house.settled()
  await unit.press('test')
  await desk.house.settled()
  await scan(
    page,
    'the test press arrived',
    shows(({ pairing }) => pairing.arrived),
  )
  if (process.env.TEST_SHOTS) await page.screenshot({ path: `${process.env.TEST_SHOTS}/pairing.png` })
  expect(new Set(scans().map(({ state }) => state)).size).toBe(6)
  await unit.stop()
})
