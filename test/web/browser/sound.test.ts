import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FromServer } from '#contract/live'
import { PATTERNS, TEST_TONE } from '../../../web/console/sound/bursts.ts'
import type { Person } from '../../support/person.ts'
import { goOnDuty } from './support/at-the-desk.ts'
import { startDesk, type TestDesk, zh } from './support/desk.ts'
import { goOnDutyWithoutHands, noteTones } from './support/in-page.ts'

type Snapshot = Extract<FromServer, { type: 'snapshot' }>

let desk: TestDesk
let operator: Person
/** Somebody who is never on duty and asks the server how the desk stands. */
let supervisor: Person

beforeAll(async () => {
  desk = await startDesk()
  operator = await desk.house.given.person('operator', '张敏')
  supervisor = await desk.house.given.person('supervisor', '周强')
})
afterAll(() => desk?.stop())

/** Consoles that could be heard, as the server tells whoever asks. */
async function audibleSeats(): Promise<number> {
  const asking = await desk.house.given.console(supervisor)
  const { figures } = await asking.until((message): message is Snapshot => message.type === 'snapshot')
  asking.close()
  return figures.audibleSeats
}

const tones = (page: Page): Promise<number[]> => page.evaluate(() => window.tones.map(({ hertz }) => hertz))

/** What a page said when it was made to go on duty without any hand. */
interface Said {
  readonly duty: string
  readonly sound: string
  readonly dialog: string
}

test('a browser that gives no permission to sound does not go on duty, the page says why, and a click mends it', async () => {
  const claims: string[] = []
  let page: Page | undefined
  // Until it has spoken nothing may touch this page: looking at it from outside is a person's gesture to the browser.
  const said = await new Promise<Said>((resolve) => {
    void desk.open(operator, {
      probes: [goOnDutyWithoutHands, noteTones],
      before: async (opened) => {
        page = opened
        opened.on('websocket', (socket) => socket.on('framesent', ({ payload }) => claims.push(String(payload))))
        opened.on('console', (message) => {
          if (message.text().startsWith('said ')) resolve(JSON.parse(message.text().slice(5)) as Said)
        })
      },
    })
  })
  expect(said).toMatchObject({ duty: 'off', sound: 'soundOff' })
  expect(said.dialog).toContain(zh.duty.blockedTitle)
  expect(said.dialog).toContain(zh.duty.blocked.replace('{{state}}', zh.audio.suspended))
  expect(claims.filter((one) => one.includes('"duty"'))).toEqual([])
  expect(claims.filter((one) => one.includes('"running"'))).toEqual([])
  expect(await audibleSeats()).toBe(0)
  if (!page) throw new Error('the page is gone')
  expect(await tones(page)).toEqual([])

  await page.getByRole('dialog', { name: zh.duty.blockedTitle }).getByRole('button', { name: zh.app.retry }).click()
  await page.getByRole('dialog', { name: zh.duty.askTitle }).getByRole('button', { name: zh.duty.heard }).click()
  await page.locator('[data-duty="on"]').waitFor()
  await expect.poll(audibleSeats, { timeout: 10_000 }).toBe(1)
  expect(await tones(page)).toEqual(expect.arrayContaining(TEST_TONE.pulses.map(({ hertz }) => hertz)))
  await page.getByRole('button', { name: zh.duty.goOff }).click()
  await expect.poll(audibleSeats, { timeout: 10_000 }).toBe(0)
  await page.close()
})

test('who heard no tone does not go on duty either', async () => {
  const { page } = await desk.open(operator)
  await page.locator('[data-health="live"]').waitFor()
  await page.getByRole('button', { name: zh.duty.goOn, exact: true }).click()
  await page.getByRole('button', { name: zh.duty.notHeard }).click()
  await page.getByRole('dialog', { name: zh.duty.blockedTitle }).getByText(zh.duty.silent).waitFor()
  expect(await page.locator('[data-duty]').getAttribute('data-duty')).toBe('off')
  await page.close()
})

test('sound that goes away on duty is told at once, and woken as soon as that is possible', async () => {
  const { page } = await desk.open(await desk.house.given.person('operator', '刘洋'), { probes: [noteTones] })
  await goOnDuty(page)
  await expect.poll(audibleSeats, { timeout: 20_000 }).toBe(1)
  const { device } = await desk.neighbour()
  await device.press()
  const high = PATTERNS[1]?.pulses[0]?.hertz
  await expect.poll(() => tones(page)).toContain(high)

  await page.evaluate(async () => {
    window.soundHeldBack = true
    for (const output of window.outputs) await output.suspend()
  })
  await page.locator('[data-sound="soundBlocked"]').getByText(zh.duty.soundBlocked).waitFor()
  await expect.poll(audibleSeats, { timeout: 10_000 }).toBe(0)
  const before = (await tones(page)).length

  await page.evaluate(() => {
    window.soundHeldBack = false
  })
  await page.locator('[data-sound="soundOn"]').waitFor()
  await expect.poll(audibleSeats, { timeout: 10_000 }).toBe(1)
  await expect.poll(async () => (await tones(page)).length, { timeout: 10_000 }).toBeGreaterThan(before)
})
