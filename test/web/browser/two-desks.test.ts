import type { Page, Response, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import type { Person } from '../../support/person.ts'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'

const ROUNDS = 6
const CLAIM = '**/api/calls/*/claim'

let desk: TestDesk
let people: [Person, Person]
let screens: [Screen, Screen]

beforeAll(async () => {
  desk = await startDesk()
  people = [await desk.house.given.person('operator', '张敏'), await desk.house.given.person('operator', '刘洋')]
  screens = [await desk.open(people[0]), await desk.open(people[1])]
  for (const { page, complaints } of screens) {
    complaints.expect(refusalWith(409))
    await goOnDuty(page)
  }
})

afterAll(() => desk?.stop())

/** Keeps the first claim back until the second is on its way too, so that neither hand is early. */
async function holdUntilBoth(pages: readonly Page[]): Promise<void> {
  const held: Route[] = []
  for (const page of pages) {
    await page.unroute(CLAIM)
    await page.route(CLAIM, async (route) => {
      held.push(route)
      if (held.length === pages.length) await Promise.all(held.map((one) => one.continue()))
    })
  }
}

const byClick = (page: Page, address: string): Promise<void> =>
  rowOf(page, address)
    .getByRole('button', { name: new RegExp(zh.queue.claim) })
    .last()
    .click()

/** Focus on no control: Space takes the most urgent call. */
const byKey = async (page: Page): Promise<void> => page.keyboard.press('Space')

test.for(Array.from({ length: ROUNDS }, (_, n) => n))(
  'round %i: two hands, one winner, and the other learns the name',
  async (n) => {
    const { card, device } = await desk.neighbour()
    await device.press()
    for (const { page } of screens) {
      await rowOf(page, card.address).waitFor()
    }
    const statuses: number[] = []
    const note = (response: Response): void => {
      if (response.url().endsWith('/claim')) statuses.push(response.status())
    }
    for (const { page } of screens) page.on('response', note)
    await holdUntilBoth(screens.map(({ page }) => page))
    const take = n % 2 === 0 ? byClick : byKey
    await Promise.all(screens.map(({ page }) => take(page, card.address)))

    const [call] = (await people[0].call(callRoutes.list)).items.filter(({ deviceId }) => deviceId === device.id)
    for (const { page } of screens) await page.locator(`[data-call="${call?.id}"][data-state="claimed"]`).waitFor()
    const after = (await people[0].call(callRoutes.show, { params: { id: call?.id ?? '' } })).call
    const winner = people.findIndex(({ account }) => account.id === after.owner?.id)
    expect([0, 1]).toContain(winner)
    const [won, lost] = winner === 0 ? screens : [screens[1], screens[0]]
    const name = people[winner]?.account.name ?? ''

    await won.page.getByRole('main').getByText(zh.queue.ownedByMe).waitFor()
    await lost.page.getByRole('status').getByText(zh.claim.lost.replace('{{name}}', name)).waitFor()
    await rowOf(lost.page, card.address).getByText(zh.queue.ownedBy.replace('{{name}}', name)).waitFor()
    expect(await rowOf(lost.page, card.address).getByText(zh.queue.ownedByMe).count()).toBe(0)
    const claims = (await desk.house.news()).filter(
      ({ type, callId }) => type === 'call.claimed' && callId === after.id,
    )
    expect(claims).toHaveLength(1)
    for (const { page } of screens) page.off('response', note)
    expect(statuses.sort()).toEqual([200, 409])
    await people[winner]?.call(callRoutes.contactAttempt, {
      params: { id: after.id },
      body: { contactId: null, channel: 'device', outcome: 'reached' },
    })
  },
)

test('control: the page of a winner without a rival says nothing of a loss', async () => {
  const { card, device } = await desk.neighbour()
  await device.press()
  const [{ page }] = screens
  await page.unroute(CLAIM)
  await rowOf(page, card.address).waitFor()
  await page.getByRole('status').getByText(/已接/).waitFor({ state: 'detached' })
  await byKey(page)
  await page.getByRole('main').getByText(zh.queue.ownedByMe).waitFor()
  expect(await page.getByRole('status').getByText(/已接/).count()).toBe(0)
})
