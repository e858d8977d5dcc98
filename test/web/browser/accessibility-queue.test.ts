import { expect, test } from 'vitest'
import { handle } from '../../support/handling.ts'
import { goOnDuty } from './support/at-the-desk.ts'
import { refusalWith } from './support/complaints.ts'
import { zh } from './support/desk.ts'
import { type Claim, scan, violationsOf } from './support/scan.ts'
import { scanningDesk } from './support/scanning-desk.ts'

const here = scanningDesk()

test('an empty queue, and nobody here on duty', async () => {
  const page = await here.open(here.operator)
  await page.locator('[data-health="live"]').waitFor()
  await scan(page, 'empty queue, off duty', async (at, words) => {
    await at.getByText(words.queue.empty).waitFor()
    await at.getByText(words.queue.offDutyEmpty).waitFor()
    await at.getByRole('heading', { name: words.overview.quiet }).waitFor()
    expect(await at.locator('[data-row]').count()).toBe(0)
  })
  await page.getByRole('button', { name: /张敏/ }).click()
  await scan(page, 'account menu', async (at, words) => {
    await at.getByRole('menuitem', { name: words.login.signOut }).waitFor()
  })
})

test('signing in, and being refused', async () => {
  const page = await here.open(null, { path: '/login' })
  here.screen.complaints.expect(refusalWith(401))
  await scan(page, 'sign in', async (at, words) => {
    await at.getByRole('heading', { name: words.login.title }).waitFor()
    await at.getByRole('textbox', { name: words.login.password }).waitFor()
  })
  await page.getByRole('button', { name: /登录|Sign in/ }).click()
  await scan(page, 'sign in, nothing filled in', async (at) => {
    await at.locator('.ant-form-item-explain-error').nth(1).waitFor()
  })
  await page.getByRole('textbox').first().fill('zhangmin')
  await page.locator('input[type=password]').fill('not the password')
  await page.keyboard.press('Enter')
  await scan(page, 'sign in refused', async (at, words) => {
    await at.getByRole('status').getByText(words.problem.wrong_credentials).waitFor()
  })
})

test('a queue with all four levels, on duty', async () => {
  for (const kind of ['battery_low', 'service', 'inactivity', 'sos'] as const) await here.pressed(kind)
  const page = await here.open(here.operator)
  await goOnDuty(page)
  const levels: Claim = async (at, words) => {
    for (const level of [1, 2, 3, 4]) {
      await at.getByRole('list', { name: words.queue.title }).getByText(`P${level}`, { exact: true }).first().waitFor()
    }
    expect(await at.locator('[data-row]').count()).toBeGreaterThanOrEqual(4)
    await at.locator('[data-duty="on"]').waitFor()
  }
  await scan(page, 'queue with P1–P4', levels)
  await page.keyboard.press('2')
  await scan(page, 'queue, one level only', async (at, words) => {
    await at.getByRole('button', { name: words.queue.level.replace('{{level}}', '2'), pressed: true }).waitFor()
    await at.locator('[data-row]').nth(1).waitFor()
  })
  await page.keyboard.press('2')
  await page.getByRole('radio', { name: /我的|Mine/ }).check({ force: true })
  await page.locator('[data-row]').first().hover()
  await here.pressed('sos')
  await scan(page, 'queue held still, something new below', async (at, words) => {
    await at.getByText(words.queue.frozen).waitFor()
    await at.getByRole('button', { name: new RegExp(words.queue.resort) }).waitFor()
  })
})

test('what has been dealt with: the list, a closed call, and opening it again', async () => {
  const neighbour = await here.pressed()
  const call = await here.callOf(neighbour)
  await handle(here.colleague, call)
  const page = await here.open(here.operator)
  await page.getByRole('radio', { name: zh.queue.closed }).check({ force: true })
  await scan(page, 'closed list', async (at, words) => {
    await at.getByRole('list', { name: words.queue.closed }).getByText(neighbour.card.address).waitFor()
  })
  await page.locator(`[data-call="${call.id}"] a`).click()
  await scan(page, 'closed call', async (at, words) => {
    await at.getByRole('main').getByRole('button', { name: words.call.reopen }).waitFor()
    await at.getByRole('main').getByText(words.cause.accidental).waitFor()
  })
  await page
    .getByRole('main')
    .getByRole('button', { name: /重开|Reopen/ })
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /重开|Reopen/ })
    .click()
  await scan(page, 'reopening without a reason', async (at, words) => {
    await at.getByRole('dialog', { name: words.call.reopenTitle }).locator('.ant-form-item-explain-error').waitFor()
  })
})

test('control: a page with a fault in it does not pass', async () => {
  const page = await here.open(here.operator)
  await page.locator('[data-row]').first().waitFor()
  expect((await violationsOf(page)).violations).toEqual([])
  await page.evaluate(() => {
    const main = document.querySelector('main')
    const faults = '<img src="data:,"><button></button><p style="color:#999;background:#fff">浅灰的字</p>'
    main?.insertAdjacentHTML('beforeend', faults)
  })
  const { violations } = await violationsOf(page)
  for (const rule of ['image-alt', 'button-name', 'color-contrast']) {
    expect(
      violations.some((one) => one.startsWith(`${rule}:`)),
      rule,
    ).toBe(true)
  }
})
