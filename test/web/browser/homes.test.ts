import type { Page } from 'playwright-core'
import { create } from 'qrcode'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { deviceRoutes, eventRoutes, homeRoutes, registryRoutes } from '#contract/routes'
import { connectDevice } from '../../support/device.ts'
import type { Person } from '../../support/person.ts'
import { refusalWith } from './support/complaints.ts'
import { type Neighbour, type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'

const { zh: words } = office

let desk: TestDesk
let admin: Person
let home: Neighbour
let screen: Screen

beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.house.given.admin()
  home = await desk.neighbour()
})
afterEach(() => screen.context.close())
afterAll(async () => {
  await desk?.stop()
  console.log(`axe: ${scans().length} scans of homes and devices`)
})

async function open(path: string, person: Person = admin): Promise<Page> {
  screen = await desk.open(person, { path, context: { reducedMotion: 'reduce' } })
  return screen.page
}

const card = (id = home.card.id) => admin.call(registryRoutes.showHome, { params: { id } })
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const edit = (page: Page, what: string) =>
  page.getByRole('button', { name: words.form.editNamed.replace('{{what}}', what), exact: true })
const save = (page: Page) => page.getByRole('button', { name: words.form.save, exact: true })
const title = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })

test('a home is added with who lives there and whom to ring', async () => {
  const page = await open('/office/homes/new')
  await page.getByLabel(words.home.field.address, { exact: true }).fill('长安里7号楼1单元301')
  await page.getByLabel(words.home.field.areaId).selectOption({ index: 1 })
  const [resident, contact] = [region(page, words.home.residents), region(page, words.home.contacts)]
  await resident.getByLabel(words.resident.field.name).fill('赵玉珍')
  await resident.getByLabel(words.resident.field.sex).selectOption('female')
  await page.getByRole('button', { name: words.home.add, exact: true }).click()
  await contact.getByText(words.form.missing.replace('{{what}}', words.home.person.phone)).waitFor()
  await contact.getByLabel(words.home.person.name).fill('赵刚')
  await contact.getByLabel(words.home.person.relation).fill('儿子')
  await contact.getByLabel(words.home.person.phone).fill('02255500777')
  await shot(page, 'home-new')
  await page.getByRole('button', { name: words.home.add, exact: true }).click()
  await title(page, '长安里7号楼1单元301').waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { residents, contacts, areaId } = await card(id)
  expect(residents.map(({ name }) => name)).toEqual(['赵玉珍'])
  expect(contacts.map(({ name, relation }) => `${name} ${relation}`)).toEqual(['赵刚 儿子'])
  expect(areaId).not.toBeNull()
})

test('contacts are added, put in order, changed without their phone, shown, and ended', async () => {
  const page = await open(`/office/homes/${home.card.id}`)
  const contacts = region(page, words.home.contacts)
  const names = async (): Promise<readonly string[]> => (await card()).contacts.map(({ name }) => name)
  const [first = '', second = ''] = await names()
  await contacts.getByRole('button', { name: words.home.earlier.replace('{{name}}', second) }).click()
  await expect.poll(names).toEqual([second, first, '陈刚'])

  await edit(page, second).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.home.person.minutesAway).fill('3')
  await save(page).click()
  await dialog.waitFor({ state: 'detached' })
  await contacts.getByText(words.home.away.replace('{{minutes}}', '3')).waitFor()

  await contacts.getByRole('button', { name: words.home.addContact }).click()
  await dialog.getByLabel(words.home.person.name).fill('孙会计')
  await dialog.getByLabel(words.home.person.relation).fill('老同事')
  await dialog.getByLabel(words.home.person.phone).fill('02255500888')
  await save(page).click()
  await contacts.getByText('孙会计').waitFor()
  expect(await page.getByText('02255500888').count()).toBe(0)
  const phoneOf = words.home.phoneOf.replace('{{name}}', '孙会计')
  await page.getByRole('button', { name: words.file.showNamed.replace('{{what}}', phoneOf) }).click()
  await contacts.getByText('02255500888').waitFor()
  await desk.house.settled()
  const { items } = await admin.call(eventRoutes.list, { query: { after: 0, limit: 1000 } })
  expect(items.filter(({ type }) => type === 'contact.shown')).toHaveLength(1)

  await edit(page, '孙会计').click()
  await dialog.getByRole('button', { name: words.home.endPerson }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await names()).toEqual([second, first, '陈刚'])
})

test('hours of a contact are said in words, and a point is pasted as one pair the right way round', async () => {
  const page = await open(`/office/homes/${home.card.id}`)
  const contacts = region(page, words.home.contacts)
  const [first] = (await card()).contacts
  await edit(page, first?.name ?? '').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: words.desk.addHours }).click()
  await dialog.getByLabel(words.desk.from, { exact: true }).fill('20:00')
  await dialog.getByLabel(words.desk.to, { exact: true }).fill('07:30')
  await scan(page, 'hours of a contact', async (it) => it.getByRole('dialog').locator('.hours-line').waitFor())
  await shot(page, 'home-hours')
  await save(page).click()
  await dialog.waitFor({ state: 'detached' })
  await contacts.getByText('周一至周五 20:00–次日 07:30').waitFor()
  const now = (await card()).contacts.find(({ id }) => id === first?.id)
  expect(now).toMatchObject({ hours: [{ weekdays: [1, 2, 3, 4, 5], from: '20:00', to: '07:30' }] })
  // What the server says of this moment is what the page says.
  expect(await contacts.getByText(zh.reach.notNow).count()).toBe(now?.reachableNow ? 0 : 1)

  await edit(page, words.home.field.point).click()
  const [lat, lng] = [page.getByLabel(words.home.point.lat), page.getByLabel(words.home.point.lng)]
  const paste = (text: string): Promise<void> =>
    lng.evaluate((field, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', pasted)
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  await paste('117.2542，39.1235')
  await page.getByText(words.home.point.swapped).waitFor()
  await scan(page, 'a point changed over', async (it) => it.locator('.ant-form-item-explain-error').waitFor())
  await shot(page, 'home-point')
  await save(page).click()
  expect((await card()).point).toBeNull()
  await paste('39.1235, 117.2542')
  expect([await lat.inputValue(), await lng.inputValue()]).toEqual(['39.1235', '117.2542'])
  await save(page).click()
  await region(page, words.home.field.point).getByText('39.1235, 117.2542').waitFor()
  expect((await card()).point).toEqual({ lat: 39.1235, lng: 117.2542 })
})

test('who was slower sees what was saved of a home meanwhile', async () => {
  const page = await open(`/office/homes/${home.card.id}`)
  screen.complaints.expect(refusalWith(409))
  await edit(page, words.home.place).click()
  await page.getByLabel(words.home.field.entry).fill('走北门')
  const { version } = await card()
  const body = { version, fields: { entry: '走南门，按门铃' } }
  await admin.call(homeRoutes.change, { params: { id: home.card.id }, body })
  await save(page).click()
  const conflict = page.getByRole('alert')
  await conflict.getByText(zh.problem.stale_version).waitFor()
  await conflict.getByText('走南门，按门铃').waitFor()
  await save(page).click()
  await page.getByText('走北门').waitFor()
  expect((await card()).entry).toBe('走北门')
})

test('a pairing code is drawn as a QR code that opens the installer’s page', async () => {
  const page = await open(`/office/homes/${home.card.id}`)
  await page.getByRole('button', { name: words.pairingCode.issue }).click()
  const dialog = page.getByRole('dialog', { name: words.pairingCode.title })
  await dialog.getByRole('img', { name: words.pairingCode.qr }).waitFor()
  await dialog.getByRole('timer').waitFor()
  const code = (await dialog.locator('.pairing-code').textContent()) ?? ''
  await scan(page, 'a pairing code', async (it) => it.getByRole('timer').waitFor())
  await shot(page, 'pairing-code')

  const read = `${desk.url}/m/pair#${code}`
  expect(await darkSquares(page)).toEqual(darkSquaresOf(read))
  expect(await darkSquares(page)).not.toEqual(darkSquaresOf(`${read}0`))
  const phone = await screen.context.newPage()
  await phone.goto(read)
  expect(await phone.getByLabel(zh.pairing.code).inputValue()).toBe(code)
  await phone.getByRole('button', { name: zh.pairing.next }).click()
  await phone.getByText(home.card.address).waitFor()
  await phone.close()
})

/** Squares of the drawn code that are dark, `x y` each, without the empty ones around it. */
async function darkSquares(page: Page): Promise<readonly string[]> {
  const drawn = (await page.locator('.qr-code path').getAttribute('d')) ?? ''
  return [...drawn.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${Number(x) - 4} ${Number(y) - 4}`)
}

function darkSquaresOf(text: string): readonly string[] {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const squares = Array.from({ length: size * size }, (_, n) => n).filter((n) => data[n])
  return squares.map((n) => `${n % size} ${Math.floor(n / size)}`)
}

test('a device is registered, its secret shown once, then installed, swapped and taken back', async () => {
  const page = await open('/office/devices/new')
  await page.getByLabel(words.device.id).fill('unit-21')
  await page.getByLabel(words.device.model).selectOption('AL-1')
  await page.getByLabel(words.device.class).selectOption('mains')
  await page.getByRole('button', { name: words.device.register }).click()
  const dialog = page.getByRole('dialog', { name: words.device.secretTitle })
  const secret = (await dialog.locator('.once').textContent()) ?? ''
  await scan(page, 'a secret shown once', async (it) => it.locator('.once').waitFor())
  await shot(page, 'device-secret')
  await page.keyboard.press('Escape')
  await dialog.waitFor()
  await dialog.getByRole('button', { name: words.device.secretKept }).click()
  await title(page, 'unit-21').waitFor()
  expect(await page.getByText(secret).count()).toBe(0)
  const unit = await connectDevice(desk.house.app.mqttPort, { id: 'unit-21', secret })

  await page.getByRole('button', { name: words.device.install, exact: true }).click()
  await page.getByRole('searchbox').fill('wxl')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /王秀兰/ })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText(words.device.stages.installed, { exact: true }).waitFor()
  await scan(page, 'a device at home', async (it) => title(it, 'unit-21').waitFor())
  await shot(page, 'device')

  await edit(page, words.device.upkeep).click()
  await page.getByLabel(words.device.field.iccid).fill('123')
  await save(page).click()
  await page.getByText(words.form.malformed).waitFor()
  await page.getByLabel(words.device.field.iccid).fill('89860000000000000001')
  await page.getByLabel(words.device.field.simPaidUntilOn).fill('2027-01-31')
  await save(page).click()
  await page.getByText('89860000000000000001').waitFor()

  await page.getByRole('button', { name: words.device.revoke, exact: true }).click()
  await scan(page, 'asking before revoking', async (it) => it.getByRole('dialog').waitFor())
  await page.getByRole('dialog').getByRole('button', { name: words.device.revoke, exact: true }).click()
  await page.getByText(words.device.stages.retired, { exact: true }).waitFor()
  await page.getByRole('button', { name: words.device.retrieve, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.device.retrieve, exact: true }).click()
  await page.getByText(words.device.stages.retrieved, { exact: true }).waitFor()
  await unit.stop()
})

test('the list of devices goes on page after page, and narrows to a stage', async () => {
  for (let n = 0; n < 60; n += 1) {
    const body = { id: `shelf-${String(n).padStart(2, '0')}`, model: 'AL-1', class: 'mains' as const, homeId: null }
    await admin.call(registryRoutes.addDevice, { body })
  }
  const page = await open('/office/devices')
  const rows = page.getByRole('row')
  await page.getByRole('link', { name: 'shelf-00' }).waitFor()
  expect(await rows.count()).toBe(51)
  await page.getByRole('button', { name: words.list.more }).click()
  const { items } = await admin.call(deviceRoutes.list, { query: {} })
  await expect.poll(() => rows.count()).toBe(items.length + 1)
  await page.getByRole('link', { name: words.device.stages.installed, exact: true }).click()
  await expect.poll(() => rows.count()).toBe(items.filter(({ stage }) => stage === 'installed').length + 1)
  await scan(page, 'devices of one stage', async (it) => it.getByRole('row').first().waitFor())
  await shot(page, 'devices')
})

test('a home passes axe in every state, fits at 200 %, and offers a reader nothing to change', async () => {
  const page = await open(`/office/homes/${home.card.id}`)
  const there = async (it: Page): Promise<void> => title(it, home.card.address).waitFor()
  await page.getByRole('listitem').filter({ hasText: '王秀兰' }).waitFor()
  await scan(page, 'a home', there)
  await shot(page, 'home')
  await edit(page, words.home.place).click()
  await scan(page, 'a place being changed', there)
  await page.getByRole('button', { name: words.home.addContact }).click()
  await scan(page, 'a contact being added', async (it) => it.getByRole('dialog').waitFor())
  await shot(page, 'home-contact')
  await page.goto(`${desk.url}/office/homes/new`)
  await scan(page, 'a new home', async (it) => it.getByRole('group').first().waitFor())
  await screen.context.close()

  for (const path of [`/office/homes/${home.card.id}`, '/office/homes/new', '/office/devices']) {
    screen = await desk.open(admin, { path, context: ZOOMED })
    await screen.page.getByRole('heading', { level: 2 }).or(screen.page.getByRole('row')).first().waitFor()
    expect(await overflow(screen.page), path).toBeLessThanOrEqual(0)
    await screen.context.close()
  }

  const auditor = await desk.house.given.person('auditor')
  const reading = await open(`/office/homes/${home.card.id}`, auditor)
  await there(reading)
  await region(reading, words.home.contacts).waitFor()
  expect(await reading.getByRole('button', { name: new RegExp(words.form.edit) }).count()).toBe(0)
  expect(await reading.getByRole('button', { name: words.pairingCode.issue }).count()).toBe(0)
})
