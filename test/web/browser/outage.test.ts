import { setTimeout as realTime } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { BROKEN_TONE } from '../../../web/console/sound/bursts.ts'
import type { Person } from '../../support/person.ts'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { type Cable, layCable } from './support/cable.ts'
import { type Neighbour, type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { type FeedRecord, recordFeed } from './support/feed-record.ts'
import { noteBars, noteTones } from './support/in-page.ts'

/** How long the line is dead, really. */
const OUTAGE_MS = 30_000
/** From the cut to the red bar (design §6). */
const RED_MS = 5_000
/** The fall-back asks every two seconds and may just have asked. */
const POLLED_MS = 4_000

let desk: TestDesk
let operator: Person
let cable: Cable
let screen: Screen
let record: FeedRecord

beforeAll(async () => {
  desk = await startDesk()
  operator = await desk.house.given.person('operator', '张敏')
})
afterAll(() => desk?.stop())

beforeEach(async () => {
  cable = await layCable(desk.url)
  screen = await desk.open(operator, {
    url: cable.url,
    probes: [noteBars, noteTones],
    before: async (page) => {
      record = recordFeed(page)
    },
  })
  // A cut line is what these stories are about.
  screen.complaints.expect(/WebSocket connection to .* failed/)
  await goOnDuty(screen.page)
})
afterEach(async () => {
  await screen.context.close()
  await cable.stop()
})

const health = (): Promise<string | null> => screen.page.locator('[data-health]').getAttribute('data-health')

/** When the red bar was put on the page, by the page's own watch. */
async function redBarAt(): Promise<number> {
  await screen.page.locator('[data-bar="red"]').waitFor()
  return screen.page.evaluate(() => window.barsAt.get('red') ?? Number.NaN)
}

/** Frequencies that sounded since then. */
const heardSince = (since: number): Promise<number[]> =>
  screen.page.evaluate((from) => window.tones.filter(({ at }) => at >= from).map(({ hertz }) => hertz), since)

test('a dead line of 30 s: red within 5 s, nothing claimed on old data, and nothing missing afterwards', async () => {
  const { page } = screen
  const before = await desk.neighbour()
  await before.device.press()
  await rowOf(page, before.card.address).waitFor()
  const claims: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/claim')) claims.push(request.url())
  })

  const cutAt = cable.cut('silent')
  const redAfter = (await redBarAt()) - cutAt
  console.log(`red bar ${redAfter} ms after the line went dead`)
  expect(redAfter).toBeLessThanOrEqual(RED_MS)

  const pair = [...new Set(BROKEN_TONE.pulses.map(({ hertz }) => hertz))]
  await expect.poll(() => heardSince(cutAt), { timeout: 3000 }).toEqual(expect.arrayContaining(pair))

  expect(await rowOf(page, before.card.address).getByRole('button', { name: /接警/ }).last().isDisabled()).toBe(true)
  await page.keyboard.press('Space')
  await page.getByRole('status').getByText(zh.connection.claimBlocked).waitFor()

  const outage: Neighbour[] = []
  const waits: number[] = []
  while (Date.now() - cutAt < OUTAGE_MS - POLLED_MS) {
    const neighbour = await desk.neighbour()
    const pressedAt = Date.now()
    await neighbour.device.press()
    await rowOf(page, neighbour.card.address).waitFor({ timeout: POLLED_MS })
    waits.push(Date.now() - pressedAt)
    outage.push(neighbour)
    expect(await page.locator('[data-bar="red"]').isVisible()).toBe(true)
  }
  console.log(`${outage.length} presses during the outage, each on the screen after at most ${Math.max(...waits)} ms`)
  expect(outage.length).toBeGreaterThanOrEqual(5)
  expect(claims).toEqual([])
  const { items } = await operator.call(callRoutes.list)
  expect(items.filter(({ owner }) => owner !== null)).toEqual([])

  // Pressed while nobody can have asked the fall-back any more: only the feed can bring these.
  await realTime(Math.max(0, cutAt + OUTAGE_MS - Date.now()))
  const last = [await desk.neighbour(), await desk.neighbour(), await desk.neighbour()]
  await Promise.all(last.map(({ device }) => device.press()))
  cable.mend()
  const mendedAt = Date.now()
  await page.locator('[data-health="live"]').waitFor()
  console.log(`live again ${Date.now() - mendedAt} ms after the line was mended, dead for ${mendedAt - cutAt} ms`)
  await page.locator('[data-bar="red"]').waitFor({ state: 'detached' })
  for (const { card } of [before, ...outage, ...last]) await rowOf(page, card.address).waitFor()

  const after = await desk.neighbour()
  await after.device.press()
  await rowOf(page, after.card.address).waitFor()
  expect(record.holes).toEqual([])
  expect(record.hellos).toBeGreaterThanOrEqual(2)
  const open = (await operator.call(callRoutes.list)).items.map(({ id }) => id).sort()
  const drawn = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
  expect(drawn.sort()).toEqual(open)

  await page.locator('[data-duty="on"]').waitFor()
  await rowOf(page, after.card.address).getByRole('button', { name: /接警/ }).last().click()
  await page.getByRole('main').getByText(zh.queue.ownedByMe).waitFor()
})

test('a line that both ends are told of is red in time as well, and every new attempt is refused', async () => {
  const cutAt = cable.cut('reset')
  const redAfter = (await redBarAt()) - cutAt
  console.log(`red bar ${redAfter} ms after the line was reset`)
  expect(redAfter).toBeLessThanOrEqual(RED_MS)
  cable.mend()
  await screen.page.locator('[data-health="live"]').waitFor()
})

test('control: a quiet desk whose beats arrive, if late, stays green and keeps its peace', async () => {
  cable.delay(1200)
  const since = Date.now()
  const seen = new Set<string | null>()
  while (Date.now() - since < 9000) {
    seen.add(await health())
    await realTime(100)
  }
  expect([...seen]).toEqual(['live'])
  expect(await screen.page.locator('[data-bar]').count()).toBe(0)
  const tones = await heardSince(since)
  expect(BROKEN_TONE.pulses.filter(({ hertz }) => tones.includes(hertz))).toEqual([])
})
