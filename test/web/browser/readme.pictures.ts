import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call, Outcome } from '#contract/calls'
import { callRoutes, registryRoutes } from '#contract/routes'
import type { SignalKind } from '#contract/signals'
import type { Language } from '../../../web/shared/i18n/catalogues.ts'
import type { TestConsole } from '../../support/console.ts'
import { pressBody } from '../../support/device.ts'
import { claim, OUTCOME, reach } from '../../support/handling.ts'
import type { Person } from '../../support/person.ts'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { type Neighbour, startDesk, type TestDesk, zh } from './support/desk.ts'
import { dress } from './support/scan.ts'

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures')
const LARGEST_BYTES = 300 * 1024
/** Morning at a Chinese desk. */
const MORNING = '2026-11-22T02:36:00.000Z'

const LANGUAGES = [
  ['zh', 'zh-CN'],
  ['en', 'en'],
] as const satisfies ReadonlyArray<readonly [string, Language]>
const THEMES = ['day', 'night'] as const

/** How the calls of the early morning ended. */
const MORNING_CALLS: ReadonlyArray<readonly [SignalKind, number, Partial<Outcome>]> = [
  ['sos', 6, { cause: 'accidental', result: 'reassured' }],
  ['service', 9, { cause: 'service_need', result: 'provider_arranged' }],
  ['fall', 5, { cause: 'fall_unhurt', result: 'family_attended', seenBy: 'family' }],
  ['sos', 8, { cause: 'loneliness', result: 'reassured' }],
  ['smoke', 4, { cause: 'fire_or_gas', result: 'neighbour_attended', seenBy: 'neighbour' }],
  ['sos', 7, { cause: 'medical', result: 'ambulance_sent', seenBy: 'ambulance' }],
]

let desk: TestDesk
let operator: Person
let colleague: Person
/** Colleagues whose windows are in no picture. */
let consoles: TestConsole[] = []
let alive: NodeJS.Timeout

beforeAll(async () => {
  desk = await startDesk(MORNING)
  operator = await desk.house.given.person('operator', '张敏')
  colleague = await desk.house.given.person('operator', '刘洋')
  const third = await desk.house.given.person('operator', '孙丽')
  consoles = [await desk.house.given.console(colleague), await desk.house.given.console(third)]
  for (const console of consoles) await console.goOnDuty()
  alive = setInterval(() => void beat(), 1000)
})

afterAll(async () => {
  clearInterval(alive)
  await desk?.stop()
})

async function beat(): Promise<void> {
  await Promise.all(consoles.map((console) => console.beat()))
}

/** Puts the clock on without anybody falling silent on the way. */
async function later(seconds: number): Promise<void> {
  await beat()
  desk.clock.move(seconds * 1000)
  await beat()
}

async function press({ device }: Neighbour, kind: SignalKind, fields: Record<string, unknown> = {}): Promise<Call> {
  const receipt = device.nextReceipt()
  const at = new Date(desk.clock.now()).toISOString()
  await device.publish('alarm', pressBody(kind, { at, battery: 82, mains: true, rssi: -71, ...fields }))
  await receipt
  await desk.house.settled()
  const { items } = await operator.call(callRoutes.list)
  const call = items.find(({ deviceId }) => deviceId === device.id)
  if (!call) throw new Error(`no call of ${device.id}`)
  return call
}

/** A sign of life, so that the unit of the picture has one; resolves when it stands in the registry. */
async function breathe({ device }: Neighbour): Promise<void> {
  const at = new Date(desk.clock.now()).toISOString()
  const body = { v: 1, kind: 'heartbeat', at, boot: 'b1', n: 0, battery: 82, mains: true, rssi: -71 }
  await device.publish('heartbeat', JSON.stringify(body), { qos: 0 })
  const admin = await desk.house.given.admin()
  const seen = async (): Promise<string | null> =>
    (await admin.call(registryRoutes.showDevice, { params: { id: device.id } })).lastSeenAt
  await expect.poll(seen, { timeout: 20_000, interval: 200 }).not.toBeNull()
}

/** What an ordinary day has brought so far, and what the desk is in the middle of. The first home is 王秀兰's. */
async function aMorning(): Promise<Neighbour> {
  const first = await desk.neighbour()
  await breathe(first)
  for (const [kind, seconds, outcome] of MORNING_CALLS) {
    const call = await press(await desk.neighbour(), kind)
    await later(seconds)
    await claim(colleague, call)
    await reach(colleague, call)
    await later(9)
    await colleague.call(callRoutes.close, { params: { id: call.id }, body: { outcome: { ...OUTCOME, ...outcome } } })
  }
  await press(await desk.neighbour(), 'battery_low', { battery: 11 })
  await later(9)
  await press(await desk.neighbour(), 'service')
  await later(8)
  const fallen = await press(await desk.neighbour(), 'fall')
  await later(5)
  await claim(colleague, fallen)
  await reach(colleague, fallen)
  await later(7)
  await press(await desk.neighbour(), 'inactivity')
  return first
}

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  expect(statSync(path).size, name).toBeLessThan(LARGEST_BYTES)
}

/** The page as it stands, in every theme and language. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    for (const [short, language] of LANGUAGES) {
      await dress(page, { theme, language })
      await picture(page, `${name}-${theme}-${short}`)
    }
  }
  await dress(page, { theme: 'day', language: 'zh-CN' })
}

async function pictureOfSigningIn(): Promise<void> {
  for (const [short, language] of LANGUAGES) {
    const { page, context } = await desk.open(null, { path: '/login', language })
    await page.getByRole('textbox').first().waitFor()
    await picture(page, `login-${short}`)
    await context.close()
  }
}

test('pictures of the console for people who read about it', async () => {
  await pictureOfSigningIn()
  const first = await aMorning()
  const { page } = await desk.open(operator)
  await goOnDuty(page)
  const quiet = (): Promise<void> => expect.poll(() => page.locator('.notice').count(), { timeout: 15_000 }).toBe(0)
  await quiet()
  await press(first, 'sos')
  await rowOf(page, first.card.address).waitFor()
  await later(3)
  await pictures(page, 'desk')

  await page.keyboard.press('Space')
  const main = page.getByRole('main', { name: zh.call.region })
  await main.getByText(zh.queue.ownedByMe).waitFor()
  await later(3)
  await page.keyboard.press('F2')
  await later(5)
  await page.getByRole('button', { name: zh.contactOutcome.reached }).click()
  await page
    .getByRole('textbox', { name: zh.note.label })
    .fill('通话中：胸口发闷，能说话。已请邻居赵姨上门，请她带上钥匙。')
  await page.keyboard.press('Control+Enter')
  await main.getByText('通话中：胸口发闷').waitFor()
  await page.mouse.move(720, 890)
  await page.keyboard.press('Escape')
  await main.focus()
  await quiet()
  await pictures(page, 'call')
})
