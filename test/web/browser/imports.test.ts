import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { holdRoutes, registryRoutes } from '#contract/routes'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import type { Person } from '../../support/person.ts'
import { csv } from '../../support/table-file.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'
import { problem } from './support/scanning-desk.ts'

const HEADINGS = ['社区', '地址', '姓名', '性别', '出生日期', '独居', '联系人1姓名', '联系人1关系', '联系人1电话']
const WANG = ['幸福社区', '幸福里1号', '王秀兰', '女', '1940-03-08', '是', '李红', '女儿', '10000000001']
const BAD = ['幸福社区', '幸福里2号', '赵四', '男', '1940-02-31', '', '', '', '']
const MENDED = ['幸福社区', '幸福里2号', '赵四', '男', '1940-02-28', '', '', '', '']

const { imports: words } = office.zh
const said = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name]))

let desk: TestDesk
let admin: Person
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
  await desk.house.given.area('community', null, '幸福社区')
})
afterEach(() => screen.context.close())
afterAll(async () => {
  await desk?.stop()
  console.log(`axe: ${scans().length} scans of imports`)
})

async function open(path = '/office/imports', before?: (page: Page) => Promise<unknown>, context = {}): Promise<Page> {
  screen = await desk.open(admin, { path, context: { reducedMotion: 'reduce', ...context }, ...(before && { before }) })
  return screen.page
}

const choose = (page: Page, rows: readonly (readonly string[])[], name = 'homes.csv') =>
  page.getByLabel(words.drop).setInputFiles({ name, mimeType: 'text/csv', buffer: csv(rows) })

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a file with a bad row: row and column are shown, it is mended, taken in, and the bar comes to its end', async () => {
  const page = await open()
  await choose(page, [HEADINGS, WANG, BAD])
  await page.getByText(said(words.checkedBad, { rows: 2, bad: 1 })).waitFor()
  const line = page.getByRole('table', { name: words.findings }).getByRole('row').nth(1)
  expect(await line.getByRole('cell').allTextContents()).toEqual([
    '3',
    '出生日期',
    words.levelWords.error,
    expect.stringContaining('1940-02-31'),
  ])
  // Nobody leaves a row out without having said so.
  expect(await button(page, said(words.apply, { rows: 1 })).isDisabled()).toBe(true)
  await shot(page, 'import-bad')

  await button(page, words.again).click()
  await choose(page, [HEADINGS, WANG, MENDED], 'mended.csv')
  await page.getByText(said(words.checkedClean, { rows: 2 })).waitFor()
  await button(page, said(words.apply, { rows: 2 })).click()
  await page.getByText(said(words.doneLead, { added: 2, skipped: 0 })).waitFor()
  await page.getByText('100 %').waitFor()
  const bar = page.getByRole('progressbar', { name: words.progress })
  expect(await bar.evaluate((it: HTMLProgressElement) => it.position)).toBe(1)
  await shot(page, 'import-done')

  await page.getByRole('link', { name: words.back }).click()
  const former = page.getByRole('table', { name: words.former })
  await former.getByText(words.stages.done).waitFor()
  expect(await former.getByText(words.stages.checked).count()).toBe(1)
  await shot(page, 'imports')
})

test('bad rows are left out when that is said, and a file that is not wanted is dropped', async () => {
  const page = await open()
  await choose(page, [HEADINGS, ['幸福社区', '幸福里3号', '孙梅', '女', '1941-05-01', '', '', '', ''], BAD])
  await page.getByLabel(said(words.leaveOut, { bad: 1 })).check()
  await button(page, said(words.apply, { rows: 1 })).click()
  await page.getByText(said(words.doneLead, { added: 1, skipped: 1 })).waitFor()
  await button(page, words.again).click()
  await choose(page, [HEADINGS, BAD])
  await page.getByText(words.checkedNone).waitFor()
  await page.getByText(words.levels.warning).click()
  await page.getByText(words.findingsNone).waitFor()
  await button(page, words.giveUp).click()
  await page.getByText(said(words.cancelledLead, { added: 0 })).waitFor()
})

test('an import is taken back after it was said how many leave; whoever was touched since is listed by row', async () => {
  const page = await open()
  const rows = ['5', '6'].map((n) => ['幸福社区', `幸福里${n}号`, '周梅', '女', '1941-05-01', '', '', '', ''])
  await choose(page, [HEADINGS, ...rows])
  await button(page, said(words.apply, { rows: 2 })).click()
  await page.getByText(said(words.doneLead, { added: 2, skipped: 0 })).waitFor()
  const news = await desk.house.news()
  const [, second] = news.filter(({ type }) => type === 'home.added').slice(-2)
  const home = await admin.call(registryRoutes.showHome, { params: { id: second?.homeId ?? '' } })
  const body = { kind: 'travel', fromOn: '2026-11-22', untilOn: null, reviewOn: '2026-11-23' } as const
  await admin.call(holdRoutes.add, {
    params: { id: home.residents[0]?.id ?? '' },
    body: { ...body, services: ['meals'] },
  })

  await button(page, words.undo).click()
  const dialog = page.getByRole('dialog', { name: words.undoAsk })
  await dialog.getByText(said(words.undoLead.homes, { rows: 2 })).waitFor()
  await shot(page, 'import-undo-ask')
  await dialog.getByRole('button', { name: words.undo }).click()
  await page.getByText(said(words.undoneLead, { undone: 1, kept: 1 })).waitFor()
  const line = page.getByRole('table', { name: words.kept }).getByRole('row').nth(1)
  expect(await line.getByRole('cell').allTextContents()).toEqual(['3', expect.stringContaining('暂停服务')])
  expect(await button(page, words.undo).count()).toBe(0)
  await scan(page, 'an import that was taken back', async (at, given) => {
    await at.getByRole('table', { name: (given === zh ? office.zh : office.en).imports.kept }).waitFor()
  })
  await shot(page, 'import-undone')
})

test('templates and tables are downloaded under the names that the server gives them', async () => {
  const page = await open()
  const fetched = async (name: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()])
    return {
      name: file.suggestedFilename(),
      start: readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
    }
  }
  const format = words.formats.xlsx
  expect(await fetched(said(words.templateOf, { format }))).toMatchObject({
    name: expect.stringMatching(/\.xlsx$/),
    start: 'PK',
  })
  const exported = await fetched(said(words.exportOf, { what: words.short.homes, format: words.formats.csv }))
  expect(exported.name).toMatch(/\.csv$/)
})

test('the secrets of imported devices are downloaded once', async () => {
  const page = await open()
  await page.getByLabel(words.kinds.devices).check()
  await choose(page, [
    ['设备编号', '型号', '供电方式'],
    ['unit-900', 'AL-1', '插电'],
  ])
  await button(page, said(words.apply, { rows: 1 })).click()
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, words.secrets).click()])
  expect(readFileSync(await file.path(), 'utf8')).toContain('unit-900')
  screen.complaints.expect(refusalWith(404))
  await button(page, words.secrets).click()
  await page.getByText(words.secretsGone).waitFor()
})

test('every state passes axe, by day and night and in both languages, and nothing runs off to the side at 200 %', async () => {
  const inWords = (given: Catalogue) => (given === zh ? office.zh : office.en).imports
  const page = await open()
  await scan(page, 'imports', async (at, given) => at.getByText(inWords(given).drop).waitFor())
  await choose(page, [HEADINGS, WANG, BAD])
  await page.getByText(said(words.checkedNone, {})).waitFor()
  await scan(page, 'a file with errors', async (at, given) => {
    await at.getByRole('table', { name: inWords(given).findings }).waitFor()
  })
  await page.setViewportSize(ZOOMED.viewport)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.goto(`${desk.url}/office/imports`)
  await page.getByText(words.drop).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await screen.context.close()

  const reading = { rows: 4000, badRows: 0, warnings: 0, added: 0, skipped: 0, kind: 'homes', stage: 'reading' }
  const job = { id: 'x', startedAt: '2026-11-22T02:00:00.000Z', endedAt: null, ...reading }
  for (const stage of ['reading', 'applying'] as const) {
    const body = { ...job, stage, added: stage === 'reading' ? 0 : 1800 }
    const moving = await open('/office/imports/x', async (at) => {
      await at.route('**/api/imports/x', (route) => route.fulfill({ json: body }))
      await at.route('**/api/imports/x/findings*', (route) => route.fulfill({ json: { items: [], next: null } }))
    })
    await scan(moving, `a file that is ${stage}`, async (at, given) => {
      await at.getByText(inWords(given).stages[stage]).waitFor()
      await at.getByRole('progressbar').waitFor()
    })
    await shot(moving, `import-${stage}`)
    await screen.context.close()
  }

  const failed = await open('/office/imports', (at) =>
    at.route('**/api/imports', (route) => route.fulfill(problem(503, 'storage_unavailable'))),
  )
  screen.complaints.expect(refusalWith(503))
  await scan(failed, 'the list of files did not come', async (at, given) => {
    await at.getByText(given.problem.storage_unavailable).waitFor()
  })
})
