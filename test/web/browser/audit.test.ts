import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { registryRoutes } from '#contract/routes'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import type { GivenHome } from '../../support/house.ts'
import type { Person } from '../../support/person.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'

const { audit: words } = office.zh
const said = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name]))

let desk: TestDesk
let auditor: Person
let home: GivenHome
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  home = await desk.house.given.home()
  auditor = await desk.house.given.person('auditor', '周正', { areaId: null, deskId: null })
  const manager = await desk.house.given.person('manager', '李娜', { areaId: home.card.areaId, deskId: null })
  await manager.call(registryRoutes.showHome, { params: { id: home.card.id } })
  await desk.house.settled()
})
afterEach(() => screen.context.close())
afterAll(async () => {
  await desk?.stop()
  console.log(`axe: ${scans().length} scans of the log`)
})

async function open(path = '/office/audit', before?: (page: Page) => Promise<unknown>): Promise<Page> {
  screen = await desk.open(auditor, { path, context: { reducedMotion: 'reduce' }, ...(before && { before }) })
  return screen.page
}

test('an auditor reads who did what, filters it, and verifies the whole chain', async () => {
  const page = await open()
  const log = page.getByRole('table', { name: words.list })
  await log.getByText(zh.event['session.opened'].replace('{{who}}', '周正')).first().waitFor()
  await page.getByLabel(words.type).selectOption('home.added')
  await expect.poll(() => log.getByRole('row').count()).toBe(2)
  await page.getByRole('link', { name: words.reset }).click()
  await page.getByRole('button', { name: words.verify }).click()
  const upTo = (await desk.house.news()).at(-1)?.seq ?? 0
  await page.getByText(said(words.whole, { seq: upTo })).waitFor()
  await shot(page, 'audit')
})

test('a broken chain is said loudly, with the number of the line', async () => {
  const page = await open('/office/audit', (at) =>
    at.route('**/api/events/verification?**', (route) => route.fulfill({ json: { upTo: 6, brokenAt: 7, next: null } })),
  )
  await page.getByRole('button', { name: words.verify }).click()
  await page.getByText(said(words.broken, { seq: 7 })).waitFor()
})

test('who looked at a home stands there with the day, by name', async () => {
  const page = await open(`/office/audit?home=${home.card.id}`)
  const readings = page.getByRole('table', { name: words.readings })
  const line = readings.getByRole('row').nth(1)
  await line.getByText('李娜').waitFor()
  expect(await line.textContent()).toContain(words.read['home.shown'])
  await shot(page, 'audit-home')
  await page.getByLabel(words.on).fill('2020-01-01')
  await page.getByText(words.noReadings).waitFor()
})

test('the log passes axe, by day and night and in both languages, and fits at 200 %', async () => {
  const inWords = (given: Catalogue) => (given === zh ? office.zh : office.en).audit
  const page = await open(`/office/audit?home=${home.card.id}`)
  await page.getByText(words.readingsLead).waitFor()
  await scan(page, 'the log of a home', async (at, given) => at.getByText(inWords(given).readingsLead).waitFor())
  await page.setViewportSize(ZOOMED.viewport)
  expect(await overflow(page)).toBe(0)
})
