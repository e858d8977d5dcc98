import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { areaRoutes, deskRoutes, invitationRoutes, serviceTokenRoutes } from '#contract/routes'
import type { Person } from '../../support/person.ts'
import { csv } from '../../support/table-file.ts'
import { type Neighbour, type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office } from './support/office.ts'

/** What would do something if any page took a text for anything else. Each fits into a name of 64 signs. */
const CORPUS = [
  '<img src=x onerror="window.ran=1">',
  '<svg onload="window.ran=1">',
  '"><script>window.ran=1</script>',
  `'onfocus='window.ran=1' autofocus='`,
  'javascript:window.ran=1',
  '{{constructor.constructor("window.ran=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template that must stay a text
  '${window.ran=1}',
  '$t(app.name)',
  '<a href="javascript:window.ran=1">点我</a>',
  '&lt;b&gt;粗&lt;/b&gt;',
  '\u202e<i>倒过来</i>\u202c',
]

const words = office.zh

let desk: TestDesk
let admin: Person
let neighbour: Neighbour
let screen: Screen
let firstAreaId: string
const dialogs: string[] = []

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
  for (const [n, name] of CORPUS.entries()) {
    const area = await admin.call(areaRoutes.add, {
      body: { code: `x${n}`, name, level: 'community', parentId: null },
    })
    if (n === 0) firstAreaId = area.id
    const hours = { areaIds: [area.id], hours: [], coveredById: null }
    await admin.call(deskRoutes.add, { body: { name, ...hours } })
    await admin.call(invitationRoutes.add, { body: { name, role: 'operator' } })
    await admin.call(serviceTokenRoutes.add, { body: { name, scopes: ['events:read'], days: 1 } })
    await desk.house.given.person('supervisor', name)
  }
  const text = CORPUS.join(' ')
  neighbour = await desk.neighbour({
    areaId: firstAreaId,
    address: text.slice(0, 200),
    doorNote: text,
    residents: CORPUS.slice(0, 10).map((name) => ({
      name,
      sex: 'female',
      bornOn: null,
      livesAlone: false,
      flags: [],
    })),
    contacts: CORPUS.map((name) => ({ name, relation: name.slice(0, 32), phone: '10000000001', note: text })),
  })
})
afterEach(() => screen.context.close())
afterAll(() => desk?.stop())

async function open(person: Person, path: string): Promise<Page> {
  screen = await desk.open(person, { path, context: { reducedMotion: 'reduce' } })
  screen.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  return screen.page
}

/** In the page: what a text has become that it must not become, and whether any of it ran. */
function intruders(): string[] {
  const planted = document.querySelectorAll(
    'img[src="x"], svg[onload], [onerror], [onfocus], body script, a[href^="javascript:" i], body i, body b',
  )
  return [...[...planted].map(({ outerHTML }) => outerHTML), ...('ran' in window ? ['ran'] : [])]
}

/** Whether each text of the corpus stands on the page, letter for letter. */
const missing = (page: Page, corpus = CORPUS): Promise<string[]> =>
  page.evaluate((texts) => texts.filter((one) => !document.body.textContent?.includes(one)), corpus)

test('names that are programs are shown as they were written, on every page of the office', async () => {
  const page = await open(admin, '/office/areas')
  for (const path of ['areas', `areas?area=${firstAreaId}`, 'desks', 'accounts', 'accounts/invite', 'tokens']) {
    await page.goto(`${desk.url}/office/${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => missing(page)).toEqual([])
    expect([path, await page.evaluate(intruders)]).toEqual([path, []])
  }
  for (const path of ['audit', 'imports', 'own', 'devices']) {
    await page.goto(`${desk.url}/office/${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0)
    expect([path, await page.evaluate(intruders)]).toEqual([path, []])
  }
  expect(dialogs).toEqual([])
})

test('typed into the forms of the office they stay texts, also in questions and in what is shown once', async () => {
  const [image = '', drawing = ''] = CORPUS
  const page = await open(admin, '/office/areas')
  await page.getByRole('button', { name: words.area.top, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.area.level, { exact: true }).selectOption('city')
  await dialog.getByLabel(words.area.name, { exact: true }).fill(image)
  await dialog.getByLabel(words.area.code, { exact: true }).fill('typed')
  await dialog.getByRole('button', { name: words.area.add, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.goto(`${desk.url}/office/tokens`)
  await page.getByLabel(words.token.name, { exact: true }).fill(drawing)
  await page.getByLabel(words.token.readsEvents, { exact: true }).check()
  await page.getByRole('button', { name: words.token.add, exact: true }).click()
  await page.getByRole('button', { name: words.token.kept, exact: true }).click()
  const named = words.token.revokeNamed.replace('{{name}}', () => drawing)
  await page.getByRole('button', { name: named, exact: true }).first().click()
  await page.getByRole('dialog', { name: named }).waitFor()
  expect(await page.evaluate(intruders)).toEqual([])
  expect(dialogs).toEqual([])
})

test('cells of an uploaded file are quoted as texts', async () => {
  const page = await open(admin, '/office/imports')
  const rows = CORPUS.map((text) =>
    ['幸福社区', '幸福里1号', '王秀兰', '女', text].map((it) => `"${it.replaceAll('"', '""')}"`),
  )
  const file = csv([['社区', '地址', '姓名', '性别', '出生日期'], ...rows])
  await page.getByLabel(words.imports.drop).setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: file })
  const found = page.getByRole('table', { name: words.imports.findings })
  await found.getByText('onerror').first().waitFor()
  expect(await page.evaluate(intruders)).toEqual([])
  expect(dialogs).toEqual([])
})

test('the queue and the card of the desk show them as texts, and so does a note', async () => {
  const operator = await desk.house.given.person('operator', CORPUS[0])
  await neighbour.device.press('sos')
  const page = await open(operator, '/')
  await page.locator('[data-row]').first().waitFor()
  await page.getByRole('main').getByRole('button', { name: zh.overview.claimTop }).click()
  await expect.poll(() => missing(page, CORPUS.slice(0, 10))).toEqual([])
  expect(await page.evaluate(intruders)).toEqual([])
  const note = page.getByRole('textbox', { name: zh.note.title })
  await note.fill(CORPUS.join('\n'))
  await page.getByRole('button', { name: zh.note.save }).click()
  await expect.poll(() => note.inputValue()).toBe('')
  expect(await page.evaluate(intruders)).toEqual([])
  expect(dialogs).toEqual([])
})

test('control: a page that writes a name as HTML is found out, and even there no script runs', async () => {
  const page = await open(admin, '/office/areas')
  await page.getByRole('heading', { level: 1 }).waitFor()
  // The content security policy keeps the handlers from running, and the browser says so.
  screen.complaints.expect(/Content Security Policy|Failed to load resource/)
  await page.evaluate((texts) => {
    for (const text of texts) document.body.insertAdjacentHTML('beforeend', text)
  }, CORPUS)
  const found = await page.evaluate(intruders)
  expect(found.length).toBeGreaterThanOrEqual(5)
  expect(found).not.toContain('ran')
})
