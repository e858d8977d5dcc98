import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { zh } from './support/desk.ts'
import { shot } from './support/office.ts'
import { scan } from './support/scan.ts'
import { scanningDesk } from './support/scanning-desk.ts'

const here = scanningDesk()
const main = (page: Page) => page.getByRole('main', { name: zh.call.region })
const button = (page: Page, name: string) => main(page).getByRole('button', { name: new RegExp(`^${name}`) })

/** A call of this page's operator, whose caller has answered. */
async function spokenTo(page: Page) {
  const neighbour = await here.pressed()
  await rowOf(page, neighbour.card.address).locator('[data-row]').click()
  await button(page, zh.call.claim).click()
  await main(page).getByText(zh.queue.ownedByMe).waitFor()
  const call = await here.callOf(neighbour)
  const body = { contactId: null, channel: 'device', outcome: 'reached' } as const
  await here.operator.call(callRoutes.contactAttempt, { params: { id: call.id }, body })
  return { neighbour, call }
}

test('by keys alone: parked for a helper, gone on with, and handed to a colleague who is there', async () => {
  const page = await here.open(here.operator)
  await goOnDuty(page)
  const { call } = await spokenTo(page)

  await page.keyboard.press('F6')
  await scan(page, 'asked how long it waits, and for what', async (at, words) => {
    await at.getByRole('dialog').getByRole('group', { name: words.moves.parkFor }).waitFor()
  })
  await shot(page, 'park')
  // Digits answer, and the last one leads to the button.
  await page.keyboard.press('2')
  await page.keyboard.press('3')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const parked = (await here.operator.call(callRoutes.show, { params: { id: call.id } })).call
  expect(parked).toMatchObject({ state: 'parked', parkedFor: 'ambulance' })
  await scan(page, 'a parked call', async (at, words) => {
    await at.getByText(words.parkReason.ambulance).first().waitFor()
    await at.getByRole('main').getByRole('button', { name: words.moves.resume }).waitFor()
  })
  await shot(page, 'parked')
  await button(page, zh.moves.resume).click()
  await button(page, zh.moves.park).waitFor()

  await page.keyboard.press('F8')
  await scan(page, 'asked to whom it goes', async (at, words) => {
    await at.getByRole('dialog').getByRole('group', { name: words.moves.transferTo }).waitFor()
  })
  await page.keyboard.press('1')
  await page.keyboard.press('4')
  await page.keyboard.press('Enter')
  await main(page).getByText(zh.queue.ownedBy.replace('{{name}}', '刘洋')).waitFor()
  await main(page)
    .getByText(zh.event['call.transferred'].replace('{{who}}', '张敏').replace('{{target}}', '刘洋'))
    .waitFor()
  // Whoever hands it on is told that it went.
  await page.getByText(zh.moves.gone.replace('{{number}}', call.number).replace('{{name}}', '刘洋')).waitFor()
})

test('a call that somebody gave me says so; a supervisor takes one over', async () => {
  const lead = await here.desk.house.given.person('supervisor', '班长')
  const neighbour = await here.pressed()
  const { id, number } = await here.callOf(neighbour)
  await here.colleague.call(callRoutes.claim, { params: { id } })
  const page = await here.open(here.operator)
  await goOnDuty(page)
  await rowOf(page, neighbour.card.address).waitFor()
  const body = { to: here.operator.account.id, reason: 'busy' } as const
  await here.colleague.call(callRoutes.transfer, { params: { id }, body })
  await page.getByText(zh.moves.got.replace('{{number}}', number).replace('{{name}}', '刘洋')).waitFor()

  const leads = await here.open(lead)
  await rowOf(leads, neighbour.card.address).locator('[data-row]').click()
  await main(leads).getByText(zh.queue.ownedBy.replace('{{name}}', '张敏')).first().waitFor()
  await leads.keyboard.press('F8')
  await scan(leads, 'asked why it is taken over', async (at, words) => {
    await at.getByRole('dialog').getByRole('group', { name: words.moves.why }).waitFor()
  })
  await leads.keyboard.press('6')
  await leads.keyboard.press('Enter')
  await main(leads).getByText(zh.queue.ownedByMe).waitFor()
})

test('two calls of one home become one, and a level is lowered for a reason', async () => {
  const page = await here.open(here.operator)
  await goOnDuty(page)
  const { neighbour, call } = await spokenTo(page)
  await neighbour.device.press('service')
  const { items } = await here.colleague.call(callRoutes.list)
  const lesser = items.find((one) => one.home?.id === neighbour.card.id && one.id !== call.id)
  await page.goto(`${here.desk.url}/calls/${lesser?.id}`)
  await button(page, zh.call.claim).click()
  await button(page, zh.moves.merge).click()
  await scan(page, 'asked into which it goes', async (at, words) => {
    await at.getByRole('dialog').getByRole('group', { name: words.moves.mergeInto }).waitFor()
  })
  await page.getByRole('dialog').getByRole('button', { name: zh.moves.merge, exact: true }).click()
  await page.waitForURL(`**/calls/${call.id}`)
  await main(page).getByText(zh.event['call.absorbed'].replace('{{who}}', '张敏')).waitFor()

  await button(page, zh.moves.changeLevel).click()
  await scan(page, 'asked how urgent it is', async (at, words) => {
    await at.getByRole('dialog').getByRole('group', { name: words.moves.level }).waitFor()
  })
  await page.keyboard.press('2')
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const after = (await here.operator.call(callRoutes.show, { params: { id: call.id } })).call
  expect(after).toMatchObject({ priority: 3, presses: 2, state: 'claimed' })
})
