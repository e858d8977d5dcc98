import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { areaRoutes, deskRoutes } from '#contract/routes'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import type { Person } from '../../support/person.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'

const words = office.zh
const said = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name]))

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
  console.log(`axe: ${scans().length} scans of areas and desks`)
})

async function open(path: string): Promise<Page> {
  screen = await desk.open(admin, { path, context: { reducedMotion: 'reduce' } })
  return screen.page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Presses a button with the keys alone, wherever it stands. */
async function pressed(page: Page, name: string): Promise<void> {
  await button(page, name).focus()
  await page.keyboard.press('Enter')
}

const LEVELS = ['city', 'district', 'subdistrict', 'community', 'grid'] as const
const NAMES = ['滨海市', '安宁区', '安宁街道', '幸福社区', '第一网格']

test('a tree from the city to the grid, and a desk for it, by keyboard alone', async () => {
  const page = await open('/office/areas')
  await page.getByText(words.area.none).waitFor()
  for (const [n, level] of LEVELS.entries()) {
    const name = NAMES[n] ?? ''
    await pressed(page, n === 0 ? words.area.top : said(words.area.below, { level: words.area.levels[level] }))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words.area.name, { exact: true }).waitFor()
    if (n === 0) {
      await dialog.getByLabel(words.area.level, { exact: true }).focus()
      await page.keyboard.press('ArrowDown')
    }
    await dialog.getByLabel(words.area.name, { exact: true }).focus()
    await page.keyboard.type(name)
    await page.keyboard.press('Tab')
    await page.keyboard.type(`12010${n}`)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const line = page.getByRole('list', { name: words.area.tree }).getByRole('button', { name: new RegExp(`^${name}`) })
    if (n > 2) await pressed(page, said(words.area.open, { name: NAMES[n - 1] ?? '' }))
    await line.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name, exact: true }).waitFor()
  }
  await page.getByText(NAMES.join(' / ')).waitFor()
  await shot(page, 'areas')
  const { items } = await admin.call(areaRoutes.list)
  expect(items.map(({ level }) => level)).toEqual(LEVELS)

  await page.getByRole('link', { name: words.office.section.desks, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: words.desk.add, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel(words.desk.name, { exact: true }).focus()
  await page.keyboard.type('滨海接警台')
  await page.getByLabel(words.desk.addArea).selectOption({ label: NAMES.slice(0, 2).join(' / ') })
  await pressed(page, words.desk.addHours)
  await shot(page, 'desk-form')
  await pressed(page, words.form.save)
  await page.getByRole('table', { name: words.desk.list }).getByText('滨海接警台').waitFor()
  await page.getByText('周一 二 三 四 五 08:00–18:00').waitFor()
  await shot(page, 'desks')
  expect((await admin.call(deskRoutes.list)).items).toMatchObject([
    { name: '滨海接警台', hours: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }] },
  ])
})

test('a merger says how many homes go along, and closes the area', async () => {
  const top = await desk.house.given.area('subdistrict', null, '长青街道')
  const [from, into] = [
    await desk.house.given.area('community', top.id, '东里社区'),
    await desk.house.given.area('community', top.id, '西里社区'),
  ]
  await desk.house.given.home({ areaId: from.id })
  const page = await open(`/office/areas?area=${from.id}`)
  await button(page, words.area.merge).click()
  await page.getByText(said(words.area.mergeLead, { name: '东里社区', areas: 0, homes: 1 })).waitFor()
  await shot(page, 'area-merge')
  await page.getByRole('dialog').getByLabel(words.area.mergeInto, { exact: true }).selectOption(into.id)
  await page.getByRole('dialog').getByRole('button', { name: words.area.merge }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const tree = page.getByRole('list', { name: words.area.tree })
  await tree.getByRole('button', { name: /^西里社区/ }).waitFor()
  await expect.poll(() => tree.getByRole('button', { name: /^东里社区/ }).count()).toBe(0)
})

test('the page of the areas leads to where a table of them comes in', async () => {
  const page = await open('/office/areas')
  await page.getByRole('link', { name: words.area.table }).click()
  const kinds = page.getByRole('radiogroup', { name: words.imports.kind })
  expect(await kinds.getByRole('radio', { name: words.imports.kinds.areas }).isChecked()).toBe(true)
})

test('a code that is taken is refused in its sentence, and the form stays', async () => {
  const taken = (await admin.call(areaRoutes.list)).items[0]?.code ?? ''
  const page = await open('/office/areas')
  screen.complaints.expect(refusalWith(409))
  await button(page, words.area.top).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.area.level, { exact: true }).selectOption('city')
  await dialog.getByLabel(words.area.name, { exact: true }).fill('某市')
  await dialog.getByLabel(words.area.code, { exact: true }).fill(taken)
  await dialog.getByRole('button', { name: words.area.add, exact: true }).click()
  await dialog.getByText(zh.problem.area_code_taken).waitFor()
  expect(await dialog.getByLabel(words.area.name, { exact: true }).inputValue()).toBe('某市')
})

test('areas and desks pass axe, by day and night and in both languages, and fit at 200 %', async () => {
  const inWords = (given: Catalogue) => (given === zh ? office.zh : office.en)
  const { items } = await admin.call(areaRoutes.list)
  const page = await open('/office/areas')
  const pages = [
    [`/office/areas?area=${items[0]?.id}`, (given: Catalogue) => inWords(given).area.contents],
    ['/office/desks', (given: Catalogue) => inWords(given).desk.hours],
    ['/office/desks/new', (given: Catalogue) => inWords(given).desk.hoursHint],
  ] as const
  for (const [path, word] of pages) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${desk.url}${path}`)
    await page.getByText(word(zh)).first().waitFor()
    if (path.endsWith('new')) await button(page, words.desk.addHours).click()
    await scan(page, path, async (at, given) => at.getByText(word(given)).first().waitFor())
    await page.setViewportSize(ZOOMED.viewport)
    expect([path, await overflow(page)]).toEqual([path, 0])
  }
})
