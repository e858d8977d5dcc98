import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import type { Person } from '../../support/person.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'
import { problem } from './support/scanning-desk.ts'

let desk: TestDesk
let admin: Person
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
})
afterEach(() => screen.context.close())
afterAll(async () => {
  await desk?.stop()
  console.log(`axe: ${scans().length} scans of the office's frame`)
})

async function open(person: Person, path: string, before?: (page: Page) => Promise<unknown>): Promise<Page> {
  screen = await desk.open(person, { path, context: { reducedMotion: 'reduce' }, ...(before && { before }) })
  return screen.page
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })

test('whoever has no business at the desk comes to the office, and finds the rooms of the role', async () => {
  screen = await desk.open(admin)
  screen.complaints.expect(refusalWith(403))
  screen.complaints.expect(/WebSocket connection to .* failed/)
  const { page } = screen
  await page.getByRole('navigation', { name: office.zh.office.nav }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/office\//)
  await screen.context.close()

  const volunteer = await desk.house.given.person('volunteer')
  const empty = await open(volunteer, '/office')
  await empty.getByText(office.zh.office.noSections).waitFor()
  expect(await empty.getByRole('navigation').getByRole('link').count()).toBe(0)
})

test('with the keyboard alone: past the navigation, to another page, and the focus goes along', async () => {
  const page = await open(admin, '/office/devices')
  await heading(page, office.zh.office.section.devices).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('office-page')
  const register = page.getByRole('link', { name: office.zh.device.register })
  // Past the other ways on from here.
  for (let n = 0; n < 4 && !(await register.evaluate((it) => it === document.activeElement)); n += 1) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  const next = heading(page, office.zh.device.register)
  await next.waitFor()
  await expect.poll(() => next.evaluate((it) => it === document.activeElement)).toBe(true)
})

test('at 200 % nothing runs off to the side', async () => {
  screen = await desk.open(admin, { path: '/office/devices', context: ZOOMED })
  const { page } = screen
  await page.getByText(office.zh.device.none).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.goto(`${desk.url}/office/devices/new`)
  await heading(page, office.zh.device.register).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})

test('every state of a page passes axe, by day and night and in both languages', async () => {
  const said = (word: (words: typeof office.zh) => string) => async (page: Page, words: Catalogue) => {
    await page
      .getByText(word(words === zh ? office.zh : office.en))
      .first()
      .waitFor()
  }
  const page = await open(admin, '/office/devices')
  await scan(
    page,
    'an empty list',
    said(({ device }) => device.none),
  )
  await shot(page, 'office-empty')
  await screen.context.close()

  let answer = (): Promise<unknown> => Promise.resolve()
  const slow = await open(admin, '/office/devices', (it) =>
    it.route('**/api/devices?**', async (route) => {
      await new Promise<void>((resolve) => {
        answer = async () => resolve()
      })
      await route.abort()
    }),
  )
  // Closing the page overtakes this refusal now and then, and now and then it does not.
  screen.complaints.expect(/net::ERR_FAILED/)
  await scan(slow, 'a list on its way', async (it) => it.locator('[aria-busy="true"]').waitFor())
  await answer()
  await screen.context.close()

  for (const [status, code, word] of [
    [503, 'storage_unavailable', 'failed'],
    [403, 'not_allowed', 'noPermission'],
  ] as const) {
    const failed = await open(admin, '/office/devices', (it) =>
      it.route('**/api/devices?**', (route) => route.fulfill(problem(status, code))),
    )
    screen.complaints.expect(refusalWith(status))
    const claim =
      word === 'failed'
        ? async (it: Page, words: Catalogue) => {
            await it.getByText(words.problem[code as 'storage_unavailable']).waitFor()
            await it.getByText(code).waitFor()
          }
        : said((words) => words.office.noPermission)
    await scan(failed, code, claim)
    await shot(failed, `office-${code}`)
    await screen.context.close()
  }

  const missing = await open(admin, '/office/devices/nobody')
  screen.complaints.expect(refusalWith(404))
  await scan(
    missing,
    'no such device',
    said((words) => words.office.missing),
  )
})
