import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ResidentFields } from '#contract/residents'
import { eventRoutes, residentRoutes } from '#contract/routes'
import type { Person } from '../../support/person.ts'
import { goOnDuty, rowOf } from './support/at-the-desk.ts'
import { refusalWith } from './support/complaints.ts'
import { type Neighbour, type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { inputMethodOf } from './support/ime.ts'
import { countPointer } from './support/in-page.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'

/** A number whose birthday and check sign are right, of nobody. */
const NUMBER = '110101194003080022'
const { zh: words } = office

let desk: TestDesk
let admin: Person
let home: Neighbour
let wang: string
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
  home = await desk.neighbour()
  wang = home.card.residents[0]?.id ?? ''
})
afterEach(() => screen.context.close())
afterAll(async () => {
  await desk?.stop()
  console.log(`axe: ${scans().length} scans of residents`)
})

async function open(path: string, person: Person = admin, probes: ReadonlyArray<() => void> = []): Promise<Page> {
  screen = await desk.open(person, { path, probes, context: { reducedMotion: 'reduce' } })
  return screen.page
}

/** A colleague in another office, faster than the page. */
async function colleagueWrites(fields: ResidentFields): Promise<void> {
  const params = { id: wang }
  const { version } = await admin.call(residentRoutes.show, { params })
  await admin.call(residentRoutes.change, { params, body: { version, fields } })
}

const known = () => admin.call(residentRoutes.show, { params: { id: wang } })
const edit = (page: Page, what: string) =>
  page.getByRole('button', { name: words.form.editNamed.replace('{{what}}', what), exact: true })
const save = (page: Page) => page.getByRole('button', { name: words.form.save, exact: true })

test('an admin finds 王秀兰 by wxl and changes her clinic, with the keyboard alone', async () => {
  const page = await open('/office/residents', admin, [countPointer])
  await page.getByRole('searchbox', { name: words.find.label }).waitFor()
  await page.keyboard.type('wxl')
  await page.getByRole('link', { name: '王秀兰' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const name = page.getByRole('heading', { name: '王秀兰', level: 1 })
  await name.waitFor()
  await expect.poll(() => name.evaluate((it) => it === document.activeElement)).toBe(true)
  const button = edit(page, words.resident.section.care)
  for (let n = 0; n < 30 && !(await button.evaluate((it) => it === document.activeElement)); n += 1) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.keyboard.type('幸福里卫生站')
  await page.keyboard.press('Enter')
  await page.getByText('幸福里卫生站').waitFor()
  expect((await known()).clinic).toBe('幸福里卫生站')
  expect(await page.evaluate(() => window.pointerPresses)).toBe(0)
})

test('nothing is looked for while an input method is composing', async () => {
  const page = await open('/office/residents')
  const asked: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/residents') asked.push(url.searchParams.get('q') ?? '')
  })
  const box = page.getByRole('searchbox', { name: words.find.label })
  await box.focus()
  const ime = await inputMethodOf(page)
  for (const letters of ['w', 'wa', 'wan', 'wang']) await ime.compose(letters)
  await ime.press({ code: 'Enter', key: 'Enter', keyCode: 229 })
  await ime.choose('王')
  await page.getByRole('link', { name: '王秀兰' }).waitFor()
  expect(asked).toEqual(['王'])
})

test('who was slower sees what was saved meanwhile, and chooses', async () => {
  const page = await open(`/office/residents/${wang}`)
  screen.complaints.expect(refusalWith(409))
  await edit(page, words.resident.section.health).click()
  await page.getByLabel(words.resident.field.illness, { exact: true }).fill('高血压')
  await colleagueWrites({ illness: '糖尿病十年' })
  await save(page).click()
  const conflict = page.getByRole('alert')
  await conflict.getByText(zh.problem.stale_version).waitFor()
  await conflict.getByText('糖尿病十年').waitFor()
  expect((await known()).illness).toBe('糖尿病十年')
  await scan(page, 'a conflict', async (it) => it.getByRole('alert').getByText('糖尿病十年').waitFor())
  await shot(page, 'resident-conflict')

  await page.getByRole('button', { name: words.file.takeTheirs }).click()
  expect(await page.getByLabel(words.resident.field.illness, { exact: true }).inputValue()).toBe('糖尿病十年')
  await page.getByLabel(words.resident.field.illness, { exact: true }).fill('糖尿病、高血压')
  await save(page).click()
  await page.getByText('糖尿病、高血压').waitFor()
  expect((await known()).illness).toBe('糖尿病、高血压')
})

test('two people who change different things do not undo each other', async () => {
  const page = await open(`/office/residents/${wang}`)
  screen.complaints.expect(refusalWith(409))
  await edit(page, words.resident.section.senses).click()
  await page.getByLabel(words.resident.field.dialect).fill('天津话')
  await colleagueWrites({ doctor: '孙医生' })
  await save(page).click()
  await page.getByText(words.file.otherFields).waitFor()
  await save(page).click()
  await page.getByText('天津话').waitFor()
  const { dialect, doctor } = await known()
  expect({ dialect, doctor }).toEqual({ dialect: '天津话', doctor: '孙医生' })
})

test('a number is checked, masked, and shown only to who asks, which is written down', async () => {
  const page = await open(`/office/residents/${wang}`)
  screen.complaints.expect(refusalWith(422))
  const field = words.resident.field.idNumber
  await edit(page, field).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(field).fill(`${NUMBER.slice(0, 17)}1`)
  await save(page).click()
  await dialog.getByText(words.resident.numberFault.check_sign).waitFor()
  await dialog.getByLabel(field).fill(NUMBER)
  await save(page).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.getByText(NUMBER).count()).toBe(0)

  await page.getByRole('button', { name: words.file.showNamed.replace('{{what}}', field), exact: true }).click()
  await page.getByText(NUMBER).waitFor()
  await desk.house.settled()
  const { items } = await admin.call(eventRoutes.list, { query: { after: 0, limit: 1000 } })
  const shown = items.filter(({ type, data }) => type === 'resident.shown' && data.resident === wang)
  expect(shown.map(({ data }) => data.field)).toEqual(['idNumber'])
  expect(JSON.stringify(items)).not.toContain(NUMBER)
})

test('a category, an assessment and a guardian are kept with the file, and history names what changed', async () => {
  const page = await open(`/office/residents/${wang}`)
  await edit(page, words.resident.field.categories).click()
  await page.getByRole('button', { name: words.resident.addCategory }).click()
  await page.getByLabel(words.resident.categoryField.kind, { exact: true }).selectOption('disabled')
  await page.getByLabel(words.resident.categoryField.disability, { exact: true }).selectOption('limbs')
  await page.getByLabel(words.resident.categoryField.level, { exact: true }).fill('2')
  await page.getByLabel(words.resident.categoryField.fromOn, { exact: true }).fill('2020-05-01')
  await shot(page, 'resident-category')
  await save(page).click()
  await page.getByText('残疾 肢体 2 级').waitFor()

  await edit(page, words.resident.field.capability).click()
  await page.getByLabel(words.resident.capability.level, { exact: true }).fill('0')
  await page.getByLabel(words.resident.capability.assessedOn, { exact: true }).fill('2026-03-01')
  await save(page).click()
  await page.getByText(words.resident.capabilityLevels.l0).waitFor()

  await edit(page, words.resident.field.guardian).click()
  await page.getByLabel(words.resident.guardian.name, { exact: true }).fill('李红')
  await page.getByLabel(words.resident.guardian.relation, { exact: true }).fill('女儿')
  await page.getByLabel(words.resident.guardian.phone, { exact: true }).fill('02255500123')
  await save(page).click()
  await page.getByText('李红', { exact: true }).waitFor()

  const { categories, capability, guardian } = await known()
  expect(categories).toEqual([{ kind: 'disabled', disability: 'limbs', level: 2, fromOn: '2020-05-01', untilOn: null }])
  expect(capability).toEqual({ level: 0, assessedOn: '2026-03-01' })
  expect(guardian?.name).toBe('李红')
  const told = words.file.changedBy.replace('{{who}}', admin.account.name)
  await page.getByText(told.replace('{{what}}', words.resident.field.guardian)).waitFor()
})

test('the file and the search pass axe in every state, and fit at 200 %', async () => {
  const page = await open('/office/residents')
  await scan(page, 'nothing looked for', async (it) => it.getByRole('searchbox').waitFor())
  await page.getByRole('searchbox').fill('nobody of that name')
  await scan(page, 'nobody found', async (it, say) => {
    await it.getByText((say === zh ? office.zh : office.en).find.none, { exact: true }).waitFor()
  })
  await page.getByRole('searchbox').fill('wxl')
  await scan(page, 'somebody found', async (it) => it.getByRole('link', { name: '王秀兰' }).waitFor())
  await shot(page, 'residents')
  await page.getByRole('link', { name: '王秀兰' }).click()
  const heading = async (it: Page): Promise<void> => it.getByRole('heading', { name: '王秀兰', level: 1 }).waitFor()
  await page.getByText('糖尿病、高血压').waitFor()
  await scan(page, 'a file', heading)
  await shot(page, 'resident')
  await edit(page, words.resident.section.health).click()
  await scan(page, 'a section being changed', heading)
  await shot(page, 'resident-edit')
  await edit(page, words.resident.field.phones).click()
  await scan(page, 'a number being changed', async (it) => it.getByRole('dialog').waitFor())
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: words.resident.leave }).click()
  await scan(page, 'somebody leaving', async (it) => it.getByRole('dialog').waitFor())
  await shot(page, 'resident-leave')
  await screen.context.close()

  screen = await desk.open(admin, { path: `/office/residents/${wang}`, context: ZOOMED })
  await heading(screen.page)
  await screen.page.getByText('糖尿病、高血压').waitFor()
  expect(await overflow(screen.page)).toBeLessThanOrEqual(0)
  await edit(screen.page, words.resident.field.categories).click()
  await screen.page.getByRole('button', { name: words.resident.addCategory }).click()
  await screen.page.getByRole('group').first().waitFor()
  expect(await overflow(screen.page), 'while categories are changed').toBeLessThanOrEqual(0)
})

test('two residents who share a home both stand on the card of a call that rings', async () => {
  const page = await open(`/office/homes/${home.card.id}`)
  await page.getByRole('button', { name: words.home.addResident }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.resident.field.name).fill('李建国')
  await dialog.getByLabel(words.resident.field.sex).selectOption('male')
  await dialog.getByLabel(words.resident.field.bornOn).fill('1938-01-02')
  await save(page).click()
  await page.getByRole('heading', { name: '李建国', level: 1 }).waitFor()
  await screen.context.close()

  const operator = await desk.house.given.person('operator', '张敏')
  screen = await desk.open(operator)
  await goOnDuty(screen.page)
  await home.device.press()
  const row = rowOf(screen.page, home.card.address)
  await row.locator('[data-row]').click()
  const card = screen.page.getByRole('main', { name: zh.call.region })
  await card.getByText('王秀兰').first().waitFor()
  await card.getByText('李建国').first().waitFor()
})

test('a photo is uploaded, looked at, and taken away', async () => {
  const page = await open(`/office/residents/${wang}`)
  const region = page.getByRole('region', { name: words.resident.photo.title })
  await region.getByText(words.resident.photo.none).waitFor()
  const buffer = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 120, height: 160 } })
  const files = { name: 'face.jpg', mimeType: 'image/jpeg', buffer }
  await region.getByLabel(words.resident.photo.choose).setInputFiles(files)
  await region.getByText(words.resident.photo.saved).waitFor()
  expect(await region.getByRole('img').count()).toBe(0)
  await region.getByRole('button', { name: words.resident.photo.show }).click()
  const face = region.getByRole('img', { name: words.resident.photo.of.replace('{{name}}', '王秀兰') })
  await expect.poll(() => face.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBe(120)
  await scan(page, 'a photo', async (at) => at.locator('.face').waitFor())
  await shot(page, 'resident-photo')
  await region.getByRole('button', { name: words.resident.photo.takeAway }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.resident.photo.takeAway }).click()
  await region.getByText(words.resident.photo.none).waitFor()
  expect((await known()).hasPhoto).toBe(false)
})

test('one command ends what runs for a resident, and the file is closed', async () => {
  const page = await open(`/office/residents/${wang}`)
  await page.getByRole('button', { name: words.resident.leave }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.resident.leaveWhy).selectOption('institution')
  await dialog.getByRole('button', { name: words.resident.leaveYes, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(words.resident.leavings.institution).waitFor()
  expect(await page.getByRole('button', { name: words.form.edit }).count()).toBe(0)
  expect((await known()).left?.why).toBe('institution')
})
