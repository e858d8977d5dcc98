import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import type { Person } from '../../support/person.ts'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { type Neighbour, type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'

let desk: TestDesk
let operator: Person
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  operator = await desk.house.given.person('operator', '张敏')
})
afterEach(() => screen.context.close())
afterAll(() => desk?.stop())

const field = (page: Page) => page.getByRole('textbox', { name: zh.note.label })

async function callOf({ device }: Neighbour): Promise<Call> {
  const found = (await operator.call(callRoutes.list)).items.find(({ deviceId }) => deviceId === device.id)
  if (!found) throw new Error('the call is not open')
  return found
}

test('a note that was being written is there again after a reload, and is written once however often it is sent', async () => {
  const neighbour = await desk.neighbour()
  await neighbour.device.press()
  const { id } = await callOf(neighbour)
  screen = await desk.open(operator, { path: `/calls/${id}` })
  const { page } = screen
  await page.getByRole('main').getByRole('button', { name: zh.call.claim, exact: true }).click()
  await page.getByRole('main').getByText(zh.queue.ownedByMe).waitFor()
  await field(page).fill('敲门没有人应，已请邻居去看')
  await page.reload()
  await field(page).waitFor()
  expect(await field(page).inputValue()).toBe('敲门没有人应，已请邻居去看')

  // The answer to the first sending gets lost; the operator sends again.
  screen.complaints.expect(/ERR_FAILED/)
  let sendings = 0
  await page.route('**/notes', async (route) => {
    sendings += 1
    if (sendings > 1) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await field(page).press('Control+Enter')
  await page.getByRole('status').getByText(zh.app.unreachable).waitFor()
  expect(await field(page).inputValue()).toBe('敲门没有人应，已请邻居去看')
  await field(page).press('Control+Enter')
  await page.getByRole('status').getByText(zh.note.saved).waitFor()
  expect(await field(page).inputValue()).toBe('')
  expect(sendings).toBe(2)
  const { notes } = await operator.call(callRoutes.show, { params: { id } })
  expect(notes.map(({ text }) => text)).toEqual(['敲门没有人应，已请邻居去看'])
  await page.reload()
  await field(page).waitFor()
  expect(await field(page).inputValue()).toBe('')
})

test('language and colours stay as they were chosen', async () => {
  screen = await desk.open(operator)
  const { page } = screen
  await page.getByRole('button', { name: zh.app.language }).click()
  await page.getByRole('heading', { name: 'Anling Call Desk' }).waitFor()
  await page.getByRole('button', { name: 'Colours' }).click()
  await page.locator('html[data-theme="night"]').waitFor()
  await page.reload()
  await page.locator('html[lang="en"][data-theme="night"]').waitFor()
  await page.getByRole('heading', { name: 'Anling Call Desk' }).waitFor()
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(ground).toBe('rgb(20, 23, 28)')
})

test('the tab says how many wait and who is first, and is calm again afterwards', async () => {
  screen = await desk.open(operator)
  const { page } = screen
  await goOnDuty(page)
  for (const call of (await operator.call(callRoutes.list)).items.filter(({ state }) => state === 'waiting')) {
    await operator.call(callRoutes.claim, { params: { id: call.id } })
  }
  await expect.poll(() => page.title()).toBe(zh.app.name)
  const [first, second] = [await desk.neighbour(), await desk.neighbour()]
  await second.device.press('service')
  await first.device.press()
  const name = first.card.residents.map((resident) => resident.name).join('、')
  await expect.poll(() => page.title()).toBe(`(2) ▲ ${name} ${zh.trigger.sos}`)
  const icon = (): Promise<string> =>
    page
      .locator('link[rel=icon]')
      .getAttribute('href')
      .then((href) => decodeURIComponent(href ?? ''))
  expect(await icon()).toContain('#b00020')

  await rowOf(page, first.card.address)
    .getByRole('button', { name: new RegExp(zh.queue.claim) })
    .last()
    .click()
  const rest = second.card.residents.map((resident) => resident.name).join('、')
  await expect.poll(() => page.title()).toBe(`(1) ● ${rest} ${zh.trigger.service}`)
  await rowOf(page, second.card.address)
    .getByRole('button', { name: new RegExp(zh.queue.claim) })
    .last()
    .click()
  await expect.poll(() => page.title()).toBe(zh.app.name)
  expect(await icon()).not.toContain('#b00020')
})

test('control: a script that the policy forbids is complained of', async () => {
  screen = await desk.open(operator)
  await screen.page.locator('[data-health="live"]').waitFor()
  expect(screen.complaints.unexpected()).toEqual([])
  await screen.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.intruder = true'
    document.head.append(script)
  })
  await expect.poll(() => screen.complaints.unexpected().join()).toMatch(/Content Security Policy/)
  screen.complaints.expect(/Content Security Policy/)
})
