import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { feeRoutes } from '#contract/routes'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import type { Person } from '../../support/person.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'
import { problem } from './support/scanning-desk.ts'

const { zh: words } = office
const wordsOf = (given: Catalogue) => (given === zh ? office.zh : office.en)

let desk: TestDesk
let admin: Person
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
  for (let n = 0; n < 6; n += 1) await desk.neighbour()
})
afterEach(() => screen.context.close())
afterAll(async () => {
  await desk?.stop()
  console.log(`axe: ${scans().length} scans of fees`)
})

async function open(path: string, person = admin): Promise<Page> {
  screen = await desk.open(person, { path, context: { reducedMotion: 'reduce', acceptDownloads: true } })
  return screen.page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const running = (): string => new Date(desk.clock.now()).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

test('a month is chosen, a rule is added, and the sums stand drawn, in a table, in a file and on paper', async () => {
  const month = running().slice(0, 7)
  const page = await open('/office/fees')
  // The last month that is over: nothing stood anywhere yet.
  await page.getByText(words.fees.none, { exact: true }).waitFor()
  expect(await button(page, words.erasure.print).isDisabled()).toBe(true)
  await scan(page, 'a month without fees', async (it, said) => it.getByText(wordsOf(said).fees.noneLead).waitFor())
  await page.getByLabel(words.fees.month, { exact: true }).selectOption(month)
  await page.getByText(words.fees.withoutRule.replace('{{count}}', '6')).waitFor()

  // Units that came this month join, too; of that somebody else has said what it costs.
  const body = { kind: 'joining' as const, fen: 10_000, governmentFromAge: null, areaId: null, fromOn: '2026-01-01' }
  await admin.call(feeRoutes.addRule, { body })
  await button(page, words.fees.addRule).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.fees.amount).fill('20.505')
  await dialog.getByRole('button', { name: words.form.save }).click()
  await dialog.getByText(words.fees.noAmount).waitFor()
  await scan(page, 'a fee rule being added', async (it) => it.getByRole('dialog').waitFor())
  await shot(page, 'fee-rule')
  await dialog.getByLabel(words.fees.amount).fill('20.50')
  await dialog.getByLabel(words.fees.from).fill(`${month}-01`)
  await dialog.getByRole('button', { name: words.form.save }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(words.fees.withoutRule.replace('{{count}}', '6')).waitFor({ state: 'detached' })

  // What stands on the page is what the server reckoned.
  const { items, total } = await admin.call(feeRoutes.statement, { query: { month } })
  const table = page.getByRole('table', { name: words.fees.table.replace('{{month}}', month) })
  expect(await table.getByRole('row').count()).toBe(items.length + 2)
  const yuan = (fen: number): string => (fen / 100).toFixed(2)
  const all = table.getByRole('row').last()
  await all.getByText(yuan(total.service.government.fen)).first().waitFor()
  expect(total.service.government.fen + total.service.resident.fen).toBe(6 * 2050)
  await all.getByText('723.00').waitFor()
  const drawn = page.getByRole('img', { name: words.fees.chart })
  for (const { name } of items) {
    await drawn.getByText(name).waitFor()
    // No name is cut off at the side.
    const [label, frame] = [await drawn.getByText(name).boundingBox(), await drawn.boundingBox()]
    expect((label?.x ?? 0) - (frame?.x ?? 0), name).toBeGreaterThanOrEqual(0)
  }
  await scan(page, 'fees of a month', async (it, said) => {
    await it
      .getByRole('img', { name: wordsOf(said).fees.chart })
      .locator('svg')
      .waitFor()
  })
  await shot(page, 'fees')

  for (const [format, ends] of [
    ['xlsx', '.xlsx'],
    ['csv', '.csv'],
  ] as const) {
    const saved = page.waitForEvent('download')
    await button(page, words.fees.file.replace('{{format}}', words.imports.formats[format])).click()
    expect((await saved).suggestedFilename()).toBe(`anling-fees-${month}${ends}`)
  }
  await page.emulateMedia({ media: 'print' })
  expect([await drawn.isVisible(), await table.isVisible()]).toEqual([false, true])
  // As wide as A4 is between its margins, at 96 dots an inch.
  await page.setViewportSize({ width: 672, height: 980 })
  expect(await table.evaluate((it) => it.scrollWidth - (it.parentElement?.clientWidth ?? 0))).toBeLessThanOrEqual(0)
  await shot(page, 'fees-print')
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize(ZOOMED.viewport)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})

test('an area narrows the sums, keys alone go from month to month, and a wrong rule is withdrawn', async () => {
  const month = running().slice(0, 7)
  const { items } = await admin.call(feeRoutes.statement, { query: { month } })
  const [first] = items
  const page = await open(`/office/fees?month=${month}&area=${first?.areaId}`)
  const table = page.getByRole('table', { name: words.fees.table.replace('{{month}}', month) })
  await table.waitFor()
  expect(await table.getByRole('row').count()).toBe(3)
  await button(page, words.fees.earlier).focus()
  await page.keyboard.press('Enter')
  await page.getByText(words.fees.none, { exact: true }).waitFor()
  expect(new URL(page.url()).search).not.toContain(month)
  await button(page, words.fees.later).press('Enter')
  await table.waitFor()
  await page
    .getByRole('button', { name: new RegExp(`^${words.fees.withdraw} ${words.fees.costs.service.slice(0, 3)}`) })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: words.fees.withdraw }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText(words.fees.withoutRule.replace('{{count}}', String(first?.figures.units))).waitFor()
})

test('a reader is offered nothing to change; who may not see fees is told so; what fails can be asked again', async () => {
  const auditor = await desk.house.given.person('auditor')
  const page = await open(`/office/fees?month=${running().slice(0, 7)}`, auditor)
  await page.getByRole('table').waitFor()
  expect(await button(page, words.fees.addRule).count()).toBe(0)
  screen.complaints.expect(refusalWith(503))
  await page.route('**/api/fees?*', (route) => route.fulfill(problem(503, 'storage_unavailable')))
  await page.reload()
  await page.getByRole('alert').getByText(zh.problem.storage_unavailable).waitFor({ timeout: 60_000 })
  await page.unroute('**/api/fees?*')
  await page.getByRole('button', { name: zh.app.retry }).first().click()
  await page.getByRole('table').waitFor()
  await screen.context.close()

  const supervisor = await desk.house.given.person('supervisor')
  const barred = await open('/office/fees', supervisor)
  screen.complaints.expect(refusalWith(403))
  await barred.getByText(words.office.noPermission).first().waitFor()
})
