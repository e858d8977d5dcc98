import { generateSync } from 'otplib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountRoutes, callRoutes, registryRoutes, sessionRoutes } from '#contract/routes'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { type Person, request, signIn } from '../support/person.ts'

let house: House
let person: Person
beforeEach(async () => {
  house = await startHouse()
  person = await house.given.person()
})
afterEach(() => house.stop())

const again = (password = PASSWORD) => signIn(house.app.url, person.account.user, password)
const isIn = async (who: Person) => (await who.try(sessionRoutes.show)).status === 200
const list = async (who: Person) => (await who.call(sessionRoutes.list)).items

test('people see where they are signed in, and nothing by which a session could be taken over', async () => {
  await house.advance({ minutes: 2 })
  const other = await again()
  const items = await list(other)
  expect(items).toMatchObject([
    { isThis: true, openedAt: '2026-11-22T02:02:00.000Z' },
    { isThis: false, openedAt: '2026-11-22T02:00:00.000Z' },
  ])
  expect(JSON.stringify(items)).not.toContain(other.cookie.slice('anling='.length))
  await house.advance({ minutes: 5 })
  await person.call(callRoutes.list)
  expect((await list(other))[1]).toMatchObject({ lastUsedAt: '2026-11-22T02:07:00.000Z' })
})

test('a hundred requests at once, after a while of none, are all answered', async () => {
  await house.advance({ minutes: 2 })
  const answers = await Promise.all(Array.from({ length: 100 }, () => person.try(callRoutes.list)))
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
})

test('one session is ended and no other; its console closes with the next beat', async () => {
  const lost = await again()
  const console = await house.given.console(lost)
  const { id = '' } = (await list(lost)).find(({ isThis }) => isThis) ?? {}
  await person.call(sessionRoutes.revoke, { params: { id } })
  expect([await isIn(lost), await isIn(person)]).toEqual([false, true])
  await house.advance({ seconds: 2 })
  await console.closed()
  expect((await person.try(sessionRoutes.revoke, { params: { id } })).status).toBe(404)
})

test('nobody ends the session of somebody else', async () => {
  const stranger = await house.given.person()
  const [own] = await list(person)
  expect((await stranger.try(sessionRoutes.revoke, { params: { id: own?.id ?? '' } })).status).toBe(404)
  expect(await isIn(person)).toBe(true)
})

test('all others are ended at once', async () => {
  const others = [await again(), await again()]
  await person.call(sessionRoutes.revokeOthers)
  expect([await isIn(person), ...(await Promise.all(others.map(isIn)))]).toEqual([true, false, false])
})

test('an administrator signs somebody out everywhere', async () => {
  const admin = await house.given.admin()
  const other = await again()
  const { items } = await admin.call(accountRoutes.list)
  const { id = '' } = items.find(({ user }) => user === person.account.user) ?? {}
  await admin.call(accountRoutes.signOut, { params: { id } })
  expect([await isIn(person), await isIn(other), await isIn(admin)]).toEqual([false, false, true])
  const told = (await house.news()).find(({ type }) => type === 'session.revoked')
  expect(told).toMatchObject({ actor: { id: admin.account.id }, data: { account: id, count: 2 } })
})

test('an administrator sees who was last seen when, and who signs in with a code', async () => {
  const admin = await house.given.admin()
  const { secret } = await person.call(sessionRoutes.offerFactor)
  const of = async (user: string) => (await admin.call(accountRoutes.list)).items.find((one) => one.user === user)
  expect(await of(person.account.user)).toMatchObject({ hasSecondFactor: false })
  const code = generateSync({ secret, epoch: Math.floor(house.clock.now() / 1000) })
  await person.call(sessionRoutes.confirmFactor, { body: { code } })
  expect(await of(person.account.user)).toMatchObject({
    hasSecondFactor: true,
    lastSeenAt: '2026-11-22T02:00:00.000Z',
  })
  await house.advance({ minutes: 5 })
  await person.call(callRoutes.list)
  expect(await of(person.account.user)).toMatchObject({ lastSeenAt: '2026-11-22T02:05:00.000Z' })
  const body = { user: 'new', name: '孙丽', role: 'operator' as const, password: PASSWORD }
  await admin.call(registryRoutes.addAccount, { body })
  expect(await of('new')).toMatchObject({ hasSecondFactor: false, lastSeenAt: null })
})

test('a new password ends the other sessions, and the old one opens nothing', async () => {
  const other = await again()
  const next = 'another long enough word'
  const change = (current: string, to = next) =>
    person.try(sessionRoutes.changePassword, { body: { current, next: to } })
  expect(await change('not the password')).toMatchObject({ status: 401, problem: { code: 'wrong_credentials' } })
  expect(await change(PASSWORD, '123456789012')).toMatchObject({ status: 422 })
  expect(await isIn(other)).toBe(true)
  expect((await change(PASSWORD)).status).toBe(204)
  expect([await isIn(person), await isIn(other)]).toEqual([true, false])
  await expect(again()).rejects.toThrow('wrong_credentials')
  expect(await isIn(await again(next))).toBe(true)
})

test('whoever signs in while the password is changed is not in afterwards by the old one', async () => {
  const old = { user: person.account.user, password: PASSWORD }
  const next = 'another long enough word'
  const tokens: string[] = []
  let changed: Promise<unknown> = Promise.resolve()
  // From a place of its own each: one after the other, for as long as the old password opens.
  for (let n = 0; n < 40; n += 1) {
    const opened = await house.app.accounts.signIn(old, { address: `198.51.100.${n}`, agent: '' }).catch(() => null)
    if (!opened) break
    tokens.push(opened.token)
    // Once somebody is in, so that there is a session to end whichever is faster from here on.
    if (n === 0) changed = person.call(sessionRoutes.changePassword, { body: { current: PASSWORD, next } })
  }
  await changed
  expect(tokens.length).toBeGreaterThan(0)
  const left = await Promise.all(tokens.map((token) => request(house.app.url, `anling=${token}`, sessionRoutes.show)))
  expect(left.filter(({ answer }) => answer.status !== 401)).toEqual([])
})

test('a stolen session is no place to guess the password at leisure', async () => {
  const guess = (current: string) =>
    person.try(sessionRoutes.changePassword, { body: { current, next: 'another long enough word' } })
  for (let n = 0; n < 5; n += 1) expect((await guess(`guess number ${n}`)).problem?.code).toBe('wrong_credentials')
  expect(await guess(PASSWORD)).toMatchObject({ status: 429, problem: { detail: { waitSeconds: 30 } } })
  await house.advance({ seconds: 30 })
  expect((await guess(PASSWORD)).status).toBe(204)
})

test('nobody is signed out, or helped, who is not there', async () => {
  const admin = await house.given.admin()
  const params = { id: 'a text that nobody should find in the log' }
  expect((await admin.try(accountRoutes.signOut, { params })).status).toBe(404)
  expect((await admin.try(accountRoutes.resetFactor, { params })).status).toBe(404)
  expect(JSON.stringify(await house.news())).not.toContain(params.id)
})

test('signing in never goes on with a session that somebody brought along', async () => {
  const body = { user: person.account.user, password: PASSWORD }
  const planted = `anling=${'x'.repeat(43)}`
  const { cookie } = await request(house.app.url, planted, sessionRoutes.open, { body })
  expect(cookie).not.toBe(planted)
  const { answer } = await request(house.app.url, planted, sessionRoutes.show)
  expect(answer.status).toBe(401)
  // Nor with one of one's own.
  const second = await request(house.app.url, person.cookie, sessionRoutes.open, { body })
  expect(second.cookie).not.toBe(person.cookie)
})
