import { test } from 'vitest'
import { callRoutes, contactRoutes, holdRoutes } from '#contract/routes'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { refusalWith } from './support/complaints.ts'
import type { Neighbour } from './support/desk.ts'
import { goOnDutyWithoutHands, noteTones } from './support/in-page.ts'
import { shot } from './support/office.ts'
import { type Claim, scan } from './support/scan.ts'
import { scanningDesk } from './support/scanning-desk.ts'

const here = scanningDesk()

test('calls: waiting, a colleague’s, mine, and what is asked of me there', async () => {
  const [waiting, taken, mine] = [await here.pressed(), await here.pressed('inactivity'), await here.pressed()]
  await here.colleague.call(callRoutes.claim, { params: { id: (await here.callOf(taken)).id } })
  const page = await here.open(here.operator)
  await goOnDuty(page)
  await rowOf(page, waiting.card.address).locator('[data-row]').click()
  await scan(page, 'call that waits', async (at, words) => {
    await at.getByRole('main').getByRole('button', { name: words.call.claim, exact: true }).waitFor()
    await at.getByRole('main').getByText(waiting.card.address).waitFor()
  })
  await rowOf(page, taken.card.address).locator('[data-row]').click()
  await scan(page, 'call of a colleague', async (at, words) => {
    await at.getByRole('main').getByText(words.queue.ownedBy.replace('{{name}}', '刘洋')).waitFor()
  })

  await sayMore(mine)
  await page.goto(`${here.desk.url}/calls/${(await here.callOf(mine)).id}`)
  await page
    .getByRole('main')
    .getByRole('button', { name: /^(接警|Claim)$/ })
    .click()
  const own: Claim = async (at, words) => {
    await at.getByRole('main').getByText(words.queue.ownedByMe).waitFor()
    await at.getByRole('main').getByText(mine.card.address).waitFor()
    const away = at.getByRole('list', { name: words.away.label.replace('{{name}}', '') })
    await away.getByText(words.away.kinds.hospital).waitFor()
    await away.getByText(words.away.since.replace('{{on}}', '2026-01-01')).waitFor()
    await away.getByText(words.away.overdue.replace('{{on}}', '2026-01-08')).waitFor()
    await at.getByText(words.reach.notNow).waitFor()
  }
  await scan(page, 'call of mine', own)
  await shot(page, 'call-card')
  await page.keyboard.press('F2')
  await scan(page, 'asked how the attempt went', async (at, words) => {
    await own(at, words)
    await at
      .getByRole('group', { name: words.contacts.outcomeAsk.replace('{{name}}', words.contacts.caller) })
      .waitFor()
  })
  await page.getByRole('button', { name: /^(接通|Reached)$/ }).click()
  await page.getByRole('button', { name: /^(退回队列|Give back)$/ }).click()
  await scan(page, 'asked whether to give back', async (at, words) => {
    await at.getByText(words.call.releaseAsk).waitFor()
  })
  await page.getByRole('textbox', { name: /处置备注|Note on this call/ }).fill('已联系女儿')
  await scan(page, 'call with a draft', async (at, words) => {
    await at.getByText(words.note.draftKept).waitFor()
  })
  await page.keyboard.press('F9')
  await scan(page, 'outcome', async (at, words) => {
    await at.getByRole('dialog').getByRole('group', { name: words.outcome.cause }).waitFor()
    // No dialog hides an emergency that waits.
    await at.getByRole('dialog').getByText('P1', { exact: true }).first().waitFor()
  })
  await page.keyboard.press('Control+Enter')
  await scan(page, 'outcome with gaps', async (at, words) => {
    await at.getByText(words.outcome.incomplete.replace('{{missing}}', '')).waitFor()
  })
})

/** Of this home somebody is in hospital, and its first contact works at hours that are not now. */
async function sayMore({ card: { id, version, residents, contacts } }: Neighbour): Promise<void> {
  const admin = await here.desk.house.given.admin()
  const dates = { fromOn: '2026-01-01', untilOn: null, reviewOn: '2026-01-08' }
  const hold = { kind: 'hospital' as const, services: ['meals' as const], ...dates }
  await admin.call(holdRoutes.add, { params: { id: residents[0]?.id ?? '' }, body: hold })
  const time = (hours: number): string =>
    new Date(here.desk.clock.now() + hours * 3_600_000).toLocaleTimeString('sv-SE', {
      ...{ timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' },
    })
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: time(2), to: time(3) }]
  const params = { id, contactId: contacts[0]?.id ?? '' }
  await admin.call(contactRoutes.change, { params, body: { version, fields: { hours } } })
}

test('a claim that was lost', async () => {
  const wanted = await here.pressed()
  const page = await here.open(here.operator)
  here.screen.complaints.expect(refusalWith(409))
  await page.locator('[data-health="live"]').waitFor()
  await page.evaluate(() => {
    window.still = true
  })
  await page.route('**/claim', async (route) => {
    await here.colleague.call(callRoutes.claim, { params: { id: (await here.callOf(wanted)).id } })
    await route.continue()
  })
  await rowOf(page, wanted.card.address).getByRole('button', { name: /接警/ }).last().click()
  await scan(page, 'claim lost', async (at, words) => {
    await at.getByRole('status').getByText(words.claim.lost.replace('{{name}}', '刘洋')).waitFor()
  })
})

test('help, going on duty, and sound that is blocked', async () => {
  const page = await here.open(here.operator)
  await page.locator('[data-health="live"]').waitFor()
  await page.keyboard.press('?')
  await scan(page, 'help', async (at, words) => {
    await at.getByRole('dialog', { name: words.keys.title }).getByText(words.keys.filter).waitFor()
  })
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^(上岗|Go on duty)$/ }).click()
  await scan(page, 'asked for the tone', async (at, words) => {
    await at
      .getByRole('dialog', { name: words.duty.askTitle })
      .getByRole('button', { name: words.duty.heard })
      .waitFor()
  })
  await page.getByRole('button', { name: /听到了|Heard it/ }).click()
  await page.locator('[data-duty="on"]').waitFor()
  await page.evaluate(async () => {
    window.soundHeldBack = true
    for (const output of window.outputs) await output.suspend()
  })
  await scan(page, 'sound lost on duty', async (at, words) => {
    await at.locator('[data-sound="soundBlocked"]').getByRole('button', { name: words.duty.resume }).waitFor()
  })
  await here.screen.context.close()

  const refused = await here.open(here.operator, {
    probes: [
      noteTones,
      () => {
        window.soundHeldBack = true
      },
      goOnDutyWithoutHands,
    ],
  })
  await refused.waitForEvent('console', (message) => message.text().startsWith('said '))
  await scan(refused, 'sound blocked', async (at, words) => {
    const why = words.duty.blocked.replace('{{state}}', words.audio.suspended)
    await at.getByRole('dialog', { name: words.duty.blockedTitle }).getByText(why).waitFor()
  })
})
