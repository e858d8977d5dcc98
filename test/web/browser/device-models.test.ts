import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { residentRoutes } from '#contract/routes'
import type { Person } from '../../support/person.ts'
import { type Screen, startDesk, type TestDesk } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'

const words = office.zh

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
  console.log(`axe: ${scans().length} scans of models and retrievals`)
})

async function open(path: string, person = admin, context = {}): Promise<Page> {
  screen = await desk.open(person, { path, context: { reducedMotion: 'reduce', ...context } })
  return screen.page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('a model is added, a device is registered under it, and withdrawn it can no longer be chosen', async () => {
  const page = await open('/office/devices/models')
  await page.getByRole('link', { name: words.model.add }).click()
  await page.getByLabel(words.device.model, { exact: true }).fill('SOS-4G')
  await page.getByLabel(words.model.field.maker).fill('安心电子')
  await page.getByLabel(words.device.class).selectOption('battery')
  await page.getByLabel(words.model.signal.sos).check()
  await page.getByLabel(words.model.field.hasSim).check()
  await page.getByLabel(words.model.field.batteryMonths).fill('18')
  await shot(page, 'model-form')
  await button(page, words.form.save).click()
  await rowOf(page, 'SOS-4G').waitFor()
  expect(await rowOf(page, 'SOS-4G').getByRole('cell').allTextContents()).toEqual([
    ...[
      'SOS-4G',
      '安心电子',
      words.device.classes.battery,
      words.model.signal.sos,
      words.model.yes,
      '18 个月',
      words.model.offered,
    ],
  ])
  await scan(page, 'models', async (it) => it.getByRole('link', { name: 'SOS-4G' }).waitFor())
  await shot(page, 'models')

  await page.goto(new URL('/office/devices/new', page.url()).href)
  await page.getByLabel(words.device.model).selectOption('SOS-4G')
  expect(await page.getByLabel(words.device.class).inputValue()).toBe('battery')

  await page.goto(new URL('/office/devices/models', page.url()).href)
  await page.getByRole('link', { name: 'SOS-4G' }).click()
  await button(page, words.model.withdraw).click()
  await scan(page, 'asking before withdrawing', async (it) => it.getByRole('dialog').waitFor())
  await page.getByRole('dialog').getByRole('button', { name: words.model.withdraw }).click()
  await button(page, words.model.offer).waitFor()
  await page.goto(new URL('/office/devices/new', page.url()).href)
  const options = page.getByLabel(words.device.model).locator('option')
  await options.filter({ hasText: 'AL-1' }).waitFor({ state: 'attached' })
  expect(await options.allTextContents()).toEqual([words.form.unset, 'AL-1'])
})

test('whoever only reads is offered nothing to change', async () => {
  const page = await open('/office/devices/models', await desk.house.given.person('auditor'))
  await rowOf(page, 'AL-1').waitFor()
  expect(await page.getByRole('link', { name: 'AL-1' }).count()).toBe(0)
  expect(await page.getByRole('link', { name: words.model.add }).count()).toBe(0)
})

test('a device that lies where nobody lives any more stands in the list to be fetched, with where it lies', async () => {
  const page = await open('/office/devices/retrievals')
  await page.getByText(words.retrieval.none).waitFor()
  const { card, device } = await desk.house.given.home()
  const id = card.residents[0]?.id ?? ''
  await admin.call(residentRoutes.leave, { params: { id }, body: { version: 0, why: 'moved' } })
  await page.reload()
  await page.getByRole('link', { name: device.id }).waitFor()
  await rowOf(page, device.id).getByRole('link', { name: card.address }).waitFor()
  await scan(page, 'devices to be fetched', async (it) => it.getByRole('link', { name: device.id }).waitFor())
  await shot(page, 'retrievals')
})

test('the page of a device says that two units speak under its secret', async () => {
  const { device } = await desk.house.given.home()
  for (let n = 0; n < 6; n += 1) {
    const body = { v: 1, kind: 'heartbeat', at: '2026-11-22T02:00:00.000Z', boot: n % 2 ? 'own' : 'copied', n: 0 }
    await device.publish('heartbeat', JSON.stringify(body))
  }
  await desk.house.settled()
  const page = await open(`/office/devices/${device.id}`)
  const sign = words.device.cloned.replace('{{at}} ', '')
  await page.getByText(sign).waitFor()
  await scan(page, 'a cloned device', async (it) => it.locator('.notice-line').waitFor())
  await shot(page, 'device-cloned')
})

test('models fit on a page at 200 %', async () => {
  const page = await open('/office/devices/models', admin, ZOOMED)
  await page.getByRole('link', { name: 'AL-1' }).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})
