import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { consentRoutes, holdRoutes, privacyRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import { CANARIES, type CanaryHome, canaryHome, leaveHome } from '../../support/canaries.ts'
import type { Person } from '../../support/person.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'

const { zh: words } = office
const wordsOf = (given: Catalogue) => (given === zh ? office.zh : office.en)

let desk: TestDesk
let admin: Person
let given: CanaryHome
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
  given = await canaryHome(desk.house)
})
afterEach(() => screen.context.close())
afterAll(async () => {
  await desk?.stop()
  console.log(`axe: ${scans().length} scans of what is private`)
})

async function open(path: string, person = admin): Promise<Page> {
  screen = await desk.open(person, { path, context: { reducedMotion: 'reduce', acceptDownloads: true } })
  return screen.page
}

const fileOf = (id: string) => `/office/residents/${id}`
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a consent is recorded with its words and withdrawn; both stay', async () => {
  const page = await open(fileOf(given.resident))
  await button(page, words.consent.add).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.consent.kind, { exact: true }).selectOption('recording')
  await dialog.getByLabel(words.consent.textVersion).fill('2026-3')
  await dialog.getByLabel(words.consent.givenBy, { exact: true }).selectOption('family')
  await dialog.getByLabel(words.consent.giver).fill('李建国')
  await button(dialog as unknown as Page, words.form.save).click()
  const panel = page.getByRole('region', { name: words.consent.title })
  const entry = panel.getByRole('listitem').filter({ hasText: words.consent.kinds.recording })
  await entry.getByText('李建国').waitFor()
  await entry.getByRole('button').click()
  await scan(page, 'a withdrawal', async (it) => it.getByRole('dialog').waitFor())
  await page.getByRole('dialog').getByRole('button', { name: words.consent.withdraw }).click()
  await entry.getByRole('button').waitFor({ state: 'detached' })
  const { items } = await admin.call(consentRoutes.list, { params: { id: given.resident } })
  expect(items.find(({ kind }) => kind === 'recording')).toMatchObject({
    giver: '李建国',
    withdrawn: { by: { id: admin.account.id } },
  })
})

test('a hold rests meals, is asked about when its day has come, and ends', async () => {
  const params = { id: given.resident }
  const body = {
    kind: 'hospital',
    services: ['meals'],
    fromOn: '2026-01-01',
    untilOn: null,
    reviewOn: '2026-01-08',
  } as const
  await admin.call(holdRoutes.add, { params, body: { ...body, services: [...body.services] } })
  const page = await open(fileOf(given.resident))
  const panel = page.getByRole('region', { name: words.hold.title })
  await panel.getByText(words.hold.overdue.replace('{{on}}', '2026-01-08')).waitFor()
  await button(page, words.hold.add).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.hold.kind, { exact: true }).selectOption('travel')
  await dialog.getByLabel(words.hold.service.visits).check()
  await dialog.getByLabel(words.hold.reviewOn).fill('2099-01-01')
  await scan(page, 'a hold being recorded', async (it) => it.getByRole('dialog').waitFor())
  await dialog.getByRole('button', { name: words.form.save }).click()
  const travelling = panel.getByRole('listitem').filter({ hasText: words.hold.kinds.travel })
  await travelling.getByText(words.hold.review.replace('{{on}}', '2099-01-01')).waitFor()
  await shot(page, 'resident-holds-consents')
  await scan(page, 'the file of a resident', async (it, said) => it.getByText(wordsOf(said).hold.lead).waitFor())
  await travelling.getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: words.hold.end }).click()
  await travelling.getByRole('button').waitFor({ state: 'detached' })
  const { items } = await admin.call(holdRoutes.ofResident, { params })
  expect(items.filter(({ endedAt }) => endedAt !== null).map(({ kind }) => kind)).toEqual(['travel'])
})

test('all that is kept of somebody is made once it is asked for, read on paper, and taken along', async () => {
  const page = await open(`${fileOf(given.resident)}/export`)
  const handedOut = async () => (await desk.house.news()).filter(({ type }) => type === 'resident.exported').length
  await page.getByText(words.personExport.lead).waitFor()
  expect(await handedOut()).toBe(0)
  await button(page, words.personExport.make).click()
  await page.getByRole('heading', { name: words.personExport.heading.replace('{{name}}', CANARIES.name) }).waitFor()
  expect(await handedOut()).toBe(1)
  const text = (await page.getByRole('main').textContent()) ?? ''
  // A picture is looked at, and codes are said in words.
  const { photo, flag, category, ...texts } = CANARIES
  expect(Object.entries(texts).filter(([, word]) => !text.includes(word))).toEqual([])
  expect(text).toContain(zh.flag[flag as 'allergy_penicillin'])
  expect(text).toContain(words.resident.categories[category as 'lost_only_child'])
  const shown = (await page.getByRole('img', { name: words.table.photos }).getAttribute('src')) ?? ''
  expect(atob(shown.replace(/^.*,/, ''))).toContain(photo)
  await scan(page, 'an export', async (it, now) => it.getByText(wordsOf(now).table.signal_bodies).waitFor())
  const saved = page.waitForEvent('download')
  await button(page, words.personExport.download).click()
  expect((await saved).suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d\.json$/)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
  await shot(page, 'person-export-print')
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize(ZOOMED.viewport)
  expect(await overflow(page)).toBe(0)
})

test('an admin erases a person, who is found nowhere, and the audit page still verifies', async () => {
  const page = await open(fileOf(given.resident))
  await page.getByText(words.hold.lead).waitFor()
  // Control: as long as somebody lives there, nothing is offered.
  expect(await button(page, words.erasure.button).count()).toBe(0)
  await leaveHome(desk.house, given)
  await page.reload()
  await button(page, words.erasure.button).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.erasure.why).selectOption('consent_withdrawn')
  await dialog.getByLabel(words.erasure.confirm).fill('somebody else')
  await dialog.getByRole('button', { name: words.erasure.yes }).click()
  await dialog.getByText(words.erasure.notTheName).waitFor()
  await scan(page, 'before an erasure', async (it) => it.getByRole('dialog').waitFor())
  await dialog.getByLabel(words.erasure.confirm).fill(CANARIES.name)
  await dialog.getByRole('button', { name: words.erasure.yes }).click()
  await page.getByRole('heading', { name: words.erasure.done }).waitFor()
  const text = (await page.getByRole('main').textContent()) ?? ''
  expect(Object.values(CANARIES).filter((word) => text.includes(word))).toEqual([])
  await scan(page, 'the report of an erasure', async (it, said) => it.getByText(wordsOf(said).erasure.kept).waitFor())
  await shot(page, 'erasure-report')

  // Without a load of the page, which would empty what it has in mind.
  await page.getByRole('navigation').getByRole('link', { name: words.office.section.audit }).click()
  await page.getByRole('heading', { name: words.office.section.audit, level: 1 }).waitFor()
  await page.goBack()
  // It says who did it and why; there is no file, and nothing to be done again.
  await page.getByText(words.erasure.toldWhy.replace('{{why}}', words.erasure.reasons.consent_withdrawn)).waitFor()
  await page.getByText(words.erasure.told.replace(/^.*{{who}}/, admin.account.name)).waitFor()
  expect(await button(page, words.erasure.button).count()).toBe(0)
  expect(await page.getByRole('link', { name: words.personExport.title }).count()).toBe(0)
  expect(await page.getByText('—', { exact: true }).count()).toBe(0)
  await scan(page, 'somebody who was erased', async (it, said) => {
    await it.getByRole('heading', { name: wordsOf(said).erasure.done, level: 1 }).waitFor()
  })
  await shot(page, 'erased')
  const remembered = (await page.getByRole('main').textContent()) ?? ''
  expect(Object.values(CANARIES).filter((word) => remembered.includes(word))).toEqual([])
  await page.getByRole('navigation').getByRole('link', { name: words.office.section.residents }).click()
  await page.getByRole('searchbox').fill(CANARIES.name)
  await page.getByText(words.find.none).waitFor()
  await page.goto(`${desk.url}/office/audit`)
  await button(page, words.audit.verify).click()
  const upTo = (await desk.house.news()).at(-1)?.seq ?? 0
  await page.getByText(words.audit.whole.replace('{{seq}}', String(upTo))).waitFor()
})

test('how long what is kept stands there with who asks for it, and what the last night took', async () => {
  const page = await open('/office/retention')
  const row = page.getByRole('row').filter({ hasText: words.retention.classes.signal_bodies })
  await row.getByText(words.retention.days.replace('{{days}}', '90')).waitFor()
  await row.getByText(words.retention.reasons.gbt_35273).waitFor()
  expect(await page.getByRole('row').count()).toBe(1 + Object.keys(words.retention.classes).length)
  await scan(page, 'retention', async (it, said) => it.getByText(wordsOf(said).retention.lead).waitFor())
  await shot(page, 'retention')
})

test('a colleague who only manages is offered neither, and is refused where they go anyway', async () => {
  const { areaId } = await admin.call(registryRoutes.showHome, { params: { id: given.home.card.id } })
  const manager = await desk.house.given.person('manager', '李娜', { areaId, deskId: null })
  const other = await desk.neighbour()
  const id = other.card.residents[0]?.id ?? ''
  const answer = await manager.try(privacyRoutes.export, { params: { id } })
  expect(answer.status).toBe(403)
  const page = await open(`${fileOf(id)}/export`, manager)
  screen.complaints.expect(refusalWith(403))
  await button(page, words.personExport.make).click()
  await page.getByText(zh.problem.not_allowed).waitFor()
  expect((await admin.call(residentRoutes.show, { params: { id } })).left).toBeNull()
})
