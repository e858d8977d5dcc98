import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import { PASSWORD } from '../../support/house.ts'
import { type Person, signIn } from '../../support/person.ts'
import { refusalWith } from './support/complaints.ts'
import { type Screen, startDesk, type TestDesk, zh } from './support/desk.ts'
import { office, overflow, shot, ZOOMED } from './support/office.ts'
import { scan, scans } from './support/scan.ts'

const words = office.zh

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
  console.log(`axe: ${scans().length} scans of accounts`)
})

async function open(person: Person | null, path: string): Promise<Page> {
  screen = await desk.open(person, { path, context: { reducedMotion: 'reduce' } })
  return screen.page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const once = (page: Page, title: string) => page.getByRole('dialog', { name: title }).locator('.once')

test('an operator is invited, takes the link, chooses name and password, and signs in', async () => {
  const page = await open(admin, '/office/accounts')
  await page.getByRole('link', { name: words.account.invite }).click()
  await page.getByLabel(words.account.name, { exact: true }).fill('孙丽')
  await page.getByLabel(words.account.role, { exact: true }).selectOption('operator')
  await button(page, words.account.invite).click()
  const link = await once(page, words.account.linkTitle).textContent()
  await shot(page, 'account-link')
  await button(page, words.account.kept).click()
  await page.getByRole('table', { name: words.account.invitations }).getByText(words.account.states.open).waitFor()
  await shot(page, 'accounts')
  await screen.context.close()

  const guest = await open(null, (link ?? '').replace(desk.url, ''))
  screen.complaints.expect(refusalWith(401))
  await guest.getByText('孙丽').waitFor()
  await scan(guest, 'an invitation', async (at, given) => {
    const { invitation } = given === zh ? office.zh : office.en
    await at.getByRole('button', { name: invitation.submit, exact: true }).waitFor()
  })
  await shot(guest, 'invitation')
  await guest.getByLabel(words.account.user, { exact: true }).fill('sunli')
  await guest.getByLabel(zh.login.password).fill('short')
  await button(guest, words.invitation.submit).click()
  await guest.getByText(words.form.tooShort.replace('{{min}}', '12'), { exact: true }).waitFor()
  await guest.getByLabel(zh.login.password).fill(PASSWORD)
  await button(guest, words.invitation.submit).click()
  await guest.getByRole('link', { name: words.invitation.toLogin }).click()
  await guest.getByLabel(zh.login.user).fill('sunli')
  await guest.getByLabel(zh.login.password).fill(PASSWORD)
  await guest.getByLabel(zh.login.password).press('Enter')
  await guest.getByRole('button', { name: '孙丽' }).waitFor()
  expect(new URL(guest.url()).pathname).toBe('/')
})

test('a link opens once; an invitation that was taken back opens nothing', async () => {
  const page = await open(admin, '/office/accounts/invite')
  await page.getByLabel(words.account.name, { exact: true }).fill('赵强')
  await page.getByLabel(words.account.role, { exact: true }).selectOption('operator')
  await button(page, words.account.invite).click()
  const link = await once(page, words.account.linkTitle).textContent()
  await button(page, words.account.kept).click()
  await button(page, words.account.revokeNamed.replace('{{name}}', '赵强')).click()
  await page.getByText(words.account.states.revoked).waitFor()
  await screen.context.close()
  const guest = await open(null, (link ?? '').replace(desk.url, ''))
  screen.complaints.expect(refusalWith(404))
  screen.complaints.expect(refusalWith(401))
  await guest.getByText(zh.problem.invitation_over).waitFor()
})

test('an account gets another role and area, is refused a wrong one, and is signed out', async () => {
  const person = await desk.house.given.person('operator', '周敏')
  const page = await open(admin, '/office/accounts')
  screen.complaints.expect(refusalWith(422))
  screen.complaints.expect(refusalWith(409))
  await page.getByRole('link', { name: '周敏' }).click()
  await page.getByLabel(words.account.role, { exact: true }).selectOption('visitor')
  await button(page, words.form.save).click()
  await page.getByText(zh.problem.account_misbound).waitFor()
  await page.getByLabel(words.account.area, { exact: true }).selectOption({ label: '幸福社区' })
  await button(page, words.form.save).click()
  await page.getByText(words.account.assigned).waitFor()
  await page.getByRole('region', { name: words.account.list }).getByText(zh.role.visitor).waitFor()
  const again = await signIn(desk.url, person.account.user, PASSWORD)
  await button(page, words.account.signOut).click()
  await page.getByRole('dialog').getByRole('button', { name: words.account.signOut }).click()
  await page.getByText(words.account.signedOut).waitFor()
  await shot(page, 'account')
  expect(again.account.role).toBe('visitor')
})

test('an account is locked with a reason, says by whom, is refused at the door, and is unlocked', async () => {
  const person = await desk.house.given.person('operator', '郑洁')
  const page = await open(admin, `/office/accounts/${person.account.id}`)
  const region = page.getByRole('region', { name: words.account.lockTitle })
  await region.getByText(words.account.stateOpen).waitFor()
  await region.getByRole('button', { name: words.account.lock }).click()
  const dialog = page.getByRole('dialog', { name: words.account.lock })
  await dialog.getByLabel(words.account.lockWhy).selectOption({ label: words.account.reasons.at_risk })
  await scan(page, 'before an account is locked', async (at, given) => {
    const { account } = given === zh ? office.zh : office.en
    await at.getByRole('dialog').getByText(account.lockLead).waitFor()
  })
  await dialog.getByRole('button', { name: words.account.lock }).click()
  await region.getByText(words.account.lockDone).waitFor()
  await region.getByText(words.account.reasons.at_risk).waitFor()
  await scan(page, 'a locked account', async (at, given) => {
    const { account } = given === zh ? office.zh : office.en
    await at.getByText(account.reasons.at_risk).waitFor()
  })
  await shot(page, 'account-locked')
  await isToldAtTheDoor(person.account.user)
  await page.goto(`${desk.url}/office/accounts`)
  await page.getByText(words.account.locked, { exact: true }).waitFor()
  await page.getByRole('link', { name: '郑洁' }).click()
  await region.getByRole('button', { name: words.account.unlock }).click()
  await scan(page, 'before an account is unlocked', async (at, given) => {
    const { account } = given === zh ? office.zh : office.en
    await at.getByRole('dialog').getByText(account.unlockLead).waitFor()
  })
  await page.getByRole('dialog').getByRole('button', { name: words.account.unlock }).click()
  await region.getByText(words.account.stateOpen).waitFor()
  expect((await signIn(desk.url, person.account.user, PASSWORD)).account.name).toBe('郑洁')
})

/** The page where people sign in says that the account is locked and whom to ask; nobody comes in. */
async function isToldAtTheDoor(user: string): Promise<void> {
  const door = await desk.open(null, { path: '/login', context: { reducedMotion: 'reduce' } })
  door.complaints.expect(refusalWith(401))
  door.complaints.expect(refusalWith(403))
  await door.page.getByLabel(zh.login.user).fill(user)
  await door.page.getByLabel(zh.login.password).fill(PASSWORD)
  await door.page.getByLabel(zh.login.password).press('Enter')
  await door.page.getByText(zh.problem.account_locked).waitFor()
  expect(new URL(door.page.url()).pathname).toBe('/login')
  await scan(door.page, 'a locked account at the door', async (at, given) => {
    await at.getByText(given.problem.account_locked).waitFor()
  })
  await shot(door.page, 'login-locked')
  await door.context.close()
}

test('everybody sees where they are signed in and ends it, sets up an authenticator and sees its codes once', async () => {
  const person = await desk.house.given.person('operator', '吴芳')
  await signIn(desk.url, person.account.user, PASSWORD)
  const page = await open(person, '/office/own')
  screen.complaints.expect(refusalWith(401))
  const sessions = page.getByRole('table', { name: words.own.sessions })
  await sessions.getByText(words.own.thisOne).waitFor()
  await sessions.getByRole('button').click()
  await sessions.getByRole('button').waitFor({ state: 'detached' })
  expect(await sessions.getByText(words.own.thisOne).count()).toBe(1)

  await button(page, words.own.setUp).click()
  const picture = page.getByRole('img', { name: words.own.qr })
  await picture.waitFor()
  expect(await picture.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0)
  await scan(page, 'an authenticator is offered', async (at) => at.locator('.factor-qr').waitFor())
  await shot(page, 'own-factor')
  const secret = (await page.locator('.factor-offer .once').textContent()) ?? ''
  await page.getByLabel(words.own.code, { exact: true }).fill('000000')
  await button(page, words.own.confirm).click()
  await page.getByText(zh.problem.wrong_code).waitFor()
  await page
    .getByLabel(words.own.code, { exact: true })
    .fill(generateSync({ secret, epoch: Math.floor(desk.clock.now() / 1000) }))
  await button(page, words.own.confirm).click()
  const codes = await once(page, words.own.codesTitle).textContent()
  expect(codes?.trim().split('\n')).toHaveLength(10)
  await shot(page, 'own-codes')
  await button(page, words.own.codesKept).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.getByText(codes?.slice(0, 6) ?? '?').count()).toBe(0)
})

test('a token for a program is shown once, and taken back', async () => {
  const page = await open(admin, '/office/tokens')
  await page.getByLabel(words.token.name, { exact: true }).fill('区大屏')
  await page.getByLabel(words.token.readsEvents, { exact: true }).check()
  await button(page, words.token.add).click()
  const token = (await once(page, words.token.onceTitle).textContent()) ?? ''
  const headers = { authorization: `Bearer ${token}` }
  const ask = async (): Promise<number> => (await fetch(`${desk.url}/api/events`, { headers })).status
  expect(await ask()).toBe(200)
  await button(page, words.token.kept).click()
  await button(page, words.token.revokeNamed.replace('{{name}}', '区大屏')).click()
  await page.getByRole('dialog').getByRole('button', { name: words.token.revoke, exact: true }).click()
  await page.getByText(words.token.states.revoked).waitFor()
  expect(await ask()).toBe(401)
  await shot(page, 'tokens')
})

test('every page passes axe, by day and night and in both languages, and fits at 200 %', async () => {
  const inWords = (given: Catalogue) => (given === zh ? office.zh : office.en)
  const page = await open(admin, '/office/accounts')
  const pages = [
    ['/office/accounts', (given: Catalogue) => inWords(given).account.invitations],
    ['/office/accounts/invite', (given: Catalogue) => inWords(given).account.inviteLead],
    [`/office/accounts/${admin.account.id}`, (given: Catalogue) => inWords(given).account.assignLead],
    ['/office/own', (given: Catalogue) => inWords(given).own.nextHint],
    ['/office/tokens', (given: Catalogue) => inWords(given).token.lead],
  ] as const
  for (const [path, word] of pages) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${desk.url}${path}`)
    await page.getByText(word(zh)).first().waitFor()
    await scan(page, path, async (at, given) => at.getByText(word(given)).first().waitFor())
    await page.setViewportSize(ZOOMED.viewport)
    expect([path, await overflow(page)]).toEqual([path, 0])
  }
})
