import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import type { Person } from '../../support/person.ts'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { type Neighbour, type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'

/** A screen of 1366 × 768 at 200 %: the page has half of it in each direction (WCAG 1.4.4, 1.4.10). */
const ZOOMED = { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 }
const SMALL_SCREEN = { viewport: { width: 1366, height: 768 } }
/** Calls that wait with less urgency; more than fit on a small screen. */
const CROWD = 14

let desk: TestDesk
let operator: Person
let emergency: Neighbour
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  operator = await desk.house.given.person('operator', '张敏')
  for (let n = 0; n < CROWD; n += 1) await (await desk.neighbour()).device.press('service')
  emergency = await desk.neighbour()
  await emergency.device.press()
})
afterEach(() => screen.context.close())
afterAll(() => desk?.stop())

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Whether the middle of an element is on the screen and nothing lies over it. */
function inSight(of: Locator): Promise<boolean> {
  return of.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return inside && hit !== null && (element.contains(hit) || hit.contains(element))
  })
}

test('at 200 % nothing runs off to the side, and the emergency can be reached and taken', async () => {
  screen = await desk.open(null, { path: '/login', context: ZOOMED })
  await screen.page.getByRole('heading', { name: zh.login.title }).waitFor()
  expect(await overflow(screen.page)).toBeLessThanOrEqual(0)
  await screen.context.close()

  screen = await desk.open(operator, { context: ZOOMED })
  const { page } = screen
  await goOnDuty(page)
  const row = rowOf(page, emergency.card.address)
  await row.waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  // On so small a page a notice lies over something until it goes, or is sent away.
  await page.getByRole('status').getByRole('button', { name: zh.app.close }).click()
  await row.locator('[data-row]').focus()
  await row.scrollIntoViewIfNeeded()
  expect(await inSight(row.locator('[data-row]'))).toBe(true)
  const claim = row.getByRole('button', { name: new RegExp(zh.queue.claim) }).last()
  expect(await inSight(claim)).toBe(true)
  await page.keyboard.press('Enter')
  const main = page.getByRole('main', { name: zh.call.region })
  await main.getByText(zh.queue.ownedByMe).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.keyboard.press('F9')
  const close = page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${zh.outcome.close} Ctrl`) })
  await close.waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await close.scrollIntoViewIfNeeded()
  expect(await inSight(close)).toBe(true)
  await page.keyboard.press('Escape')
  const { items } = await operator.call(callRoutes.list)
  const call = items.find(({ deviceId }) => deviceId === emergency.device.id)
  await operator.call(callRoutes.release, { params: { id: call?.id ?? '' } })
})

test('at 1366 × 768 the emergency is in sight without scrolling, over any number of others, with a call open too', async () => {
  screen = await desk.open(operator, { context: SMALL_SCREEN })
  const { page } = screen
  await goOnDuty(page)
  const row = rowOf(page, emergency.card.address)
  await row.waitFor()
  expect(await page.locator('[data-row]').count()).toBeGreaterThan(CROWD)
  expect(await inSight(row)).toBe(true)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  // Control: what stands at the end of such a queue is not.
  expect(await inSight(page.locator('li[data-call]').last())).toBe(false)

  await page.locator('[data-row]').nth(3).click()
  await page.getByRole('main').getByRole('button', { name: zh.call.claim, exact: true }).waitFor()
  expect(await inSight(row)).toBe(true)
  expect(await inSight(page.getByRole('main').getByRole('button', { name: zh.call.claim, exact: true }))).toBe(true)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await expect.poll(() => inSight(row)).toBe(true)
})

test('an emergency that comes while a hand is on a long queue is in sight, though nothing has moved', async () => {
  screen = await desk.open(operator, { context: SMALL_SCREEN })
  const { page } = screen
  await goOnDuty(page)
  await page.locator('[data-row]').nth(4).hover()
  const before = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
  const late = await desk.neighbour()
  await late.device.press()
  await rowOf(page, late.card.address).waitFor({ state: 'attached' })
  const after = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
  expect(after.slice(0, before.length)).toEqual(before)
  const name = late.card.residents.map((resident) => resident.name).join('、')
  const urgent = page.getByRole('button', { name: new RegExp(`P1.*${name}`) }).last()
  expect(await inSight(urgent)).toBe(true)
  await urgent.click()
  await expect.poll(() => inSight(rowOf(page, late.card.address))).toBe(true)
})
