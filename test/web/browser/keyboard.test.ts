import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { PASSWORD } from '../../support/house.ts'
import type { Person } from '../../support/person.ts'
import { rowOf } from './support/at-the-desk.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { type ComposingKey, inputMethodOf } from './support/ime.ts'
import { countPointer } from './support/in-page.ts'

/** Keys that do something to a call when no input method has them. */
const EAGER: readonly ComposingKey[] = [
  { code: 'Space', key: 'Process', keyCode: 229 },
  { code: 'Digit1', key: 'Process', keyCode: 229 },
  { code: 'F9', key: 'Process', keyCode: 229 },
  { code: 'F9', key: 'F9', keyCode: 120 },
  { code: 'F2', key: 'F2', keyCode: 113 },
  { code: 'F3', key: 'F3', keyCode: 114 },
  { code: 'Escape', key: 'Process', keyCode: 229 },
]

/** `focus` of the palette for the day, as browsers say it. */
const DAY_FOCUS = 'rgb(11, 79, 179)'

let desk: TestDesk
let operator: Person
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  operator = await desk.house.given.person('operator', '张敏')
})
afterAll(() => desk?.stop())
afterEach(async () => {
  expect(await screen.page.evaluate(() => window.pointerPresses)).toBe(0)
  await screen.context.close()
})

const field = (page: Page) => page.getByRole('textbox', { name: zh.note.label })

/** How the focus is drawn around the element that has it. */
const focusRing = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { outlineStyle, outlineColor } = getComputedStyle(document.activeElement ?? document.body)
    return `${outlineStyle} ${outlineColor}`
  })

/** Walks with Tab until the element of that role and name has the focus. @throws after a whole round. */
async function tabTo(page: Page, role: 'button' | 'textbox', name: string): Promise<number> {
  const wanted = page.getByRole(role, { name, exact: true })
  for (let steps = 1; steps <= 40; steps += 1) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement)) return steps
  }
  throw new Error(`Tab never came to ${name}`)
}

async function signInByKeys(page: Page): Promise<void> {
  const user = page.getByRole('textbox', { name: zh.login.user })
  await user.waitFor()
  await expect.poll(() => user.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type(operator.account.user)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('[data-health="live"]').waitFor()
}

async function goOnDutyByKeys(page: Page): Promise<void> {
  await tabTo(page, 'button', zh.duty.goOn)
  await page.keyboard.press('Enter')
  const heard = page.getByRole('dialog').getByRole('button', { name: zh.duty.heard })
  await expect.poll(() => heard.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.locator('[data-duty="on"]').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('from signing in to the closed call without a mouse, in Chinese', async () => {
  screen = await desk.open(null, { probes: [countPointer] })
  const { page, complaints } = screen
  complaints.expect(refusalWith(401))
  await signInByKeys(page)
  await goOnDutyByKeys(page)

  const { card, device } = await desk.neighbour()
  await device.press()
  await rowOf(page, card.address).waitFor()
  await page.keyboard.press('Space')
  const main = page.getByRole('main', { name: zh.call.region })
  await main.getByText(zh.queue.ownedByMe).waitFor()
  await page.locator('[data-duty="on"]').waitFor()

  await page.keyboard.press('F2')
  const reached = page.getByRole('button', { name: zh.contactOutcome.reached })
  await expect.poll(() => reached.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await focusRing(page)).toBe(`solid ${DAY_FOCUS}`)
  await page.keyboard.press('Enter')
  await reached.waitFor({ state: 'detached' })

  await page.keyboard.press('n')
  await expect.poll(() => field(page).evaluate((element) => element === document.activeElement)).toBe(true)
  const method = await inputMethodOf(page)
  await method.compose('nihao')
  for (const key of EAGER) await method.press(key)
  await method.compose('ni hao')
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true)
  await method.choose('已安抚，')
  await method.compose('laoren')
  await method.press({ code: 'Enter', key: 'Process', keyCode: 229 })
  await method.choose('老人平安')
  expect(await field(page).inputValue()).toBe('已安抚，老人平安')
  await page.keyboard.press('Control+Enter')
  await main.getByText('已安抚，老人平安', { exact: true }).last().waitFor()
  await expect.poll(() => field(page).inputValue()).toBe('')

  await page.keyboard.press('F9')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio').first().waitFor()
  const first = dialog.getByRole('radio').first()
  await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true)
  for (const digit of ['9', '1', '2', '1']) await page.keyboard.press(digit)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })

  const { items } = await operator.call(callRoutes.list, { query: { state: 'closed' } })
  expect(items.filter(({ deviceId }) => deviceId === device.id)).toMatchObject([
    { state: 'closed', cause: 'accidental', result: 'reassured', seenBy: 'spoke', concerns: card.residents[0]?.id },
  ])
  const { notes } = await operator.call(callRoutes.show, { params: { id: items[0]?.id ?? '' } })
  expect(notes.map(({ text }) => text)).toEqual(['已安抚，老人平安'])
})

test('the arrows walk the queue, Enter opens what others have, Alt and a digit dials, Esc goes back', async () => {
  screen = await desk.open(null, { probes: [countPointer] })
  const { page, complaints } = screen
  complaints.expect(refusalWith(401))
  await signInByKeys(page)
  await goOnDutyByKeys(page)
  const other = await desk.house.given.seat('刘洋')
  const [first, second] = [await desk.neighbour(), await desk.neighbour()]
  for (const { device } of [first, second]) await device.press()
  for (const { card } of [first, second]) await rowOf(page, card.address).waitFor()
  const { items } = await operator.call(callRoutes.list)
  const taken = items.find(({ deviceId }) => deviceId === first.device.id)
  await other.person.call(callRoutes.claim, { params: { id: taken?.id ?? '' } })
  await rowOf(page, first.card.address).getByText(zh.queue.ownedBy.replace('{{name}}', '刘洋')).waitFor()

  await page.keyboard.press('ArrowDown')
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')
  expect(await focused()).toContain(second.card.address)
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toContain(first.card.address)
  await page.keyboard.press('Enter')
  const main = page.getByRole('main', { name: zh.call.region })
  await main.getByText(zh.queue.ownedBy.replace('{{name}}', '刘洋')).waitFor()
  await page.keyboard.press('Escape')
  expect(await focused()).toContain(first.card.address)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  await main.getByText(zh.queue.ownedByMe).waitFor()

  await page.keyboard.press('Alt+1')
  await page
    .getByRole('group', { name: zh.contacts.outcomeAsk.replace('{{name}}', second.card.contacts[0]?.name ?? '') })
    .waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: zh.keys.title }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: zh.keys.title }).waitFor({ state: 'detached' })
})

test('control: the same keys act as soon as no input method has them', async () => {
  screen = await desk.open(operator, { probes: [countPointer] })
  const { page } = screen
  const [call] = (await operator.call(callRoutes.list)).items.filter(({ owner }) => owner?.id === operator.account.id)
  await page.goto(`${desk.url}/calls/${call?.id}`)
  await field(page).waitFor()
  await page.keyboard.press('n')
  const method = await inputMethodOf(page)
  await method.press({ code: 'F9', key: 'F9', keyCode: 120 })
  await page.getByRole('dialog').getByRole('radio').first().waitFor()
})
