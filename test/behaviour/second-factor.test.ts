import { generateSync } from 'otplib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountRoutes, sessionRoutes } from '#contract/routes'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { type Person, request } from '../support/person.ts'

let house: House
let person: Person
beforeEach(async () => {
  house = await startHouse()
  person = await house.given.person()
})
afterEach(() => house.stop())

/** What the authenticator shows `seconds` from now. */
const shown = (secret: string, seconds = 0): string =>
  generateSync({ secret, epoch: Math.floor(house.clock.now() / 1000) + seconds })

async function open(code?: string) {
  const body = { user: person.account.user, password: PASSWORD, ...(code === undefined ? {} : { code }) }
  return (await request(house.app.url, '', sessionRoutes.open, { body })).answer
}

/** Sets the authenticator up; its secret and the backup codes. */
async function setUp() {
  const { secret } = await person.call(sessionRoutes.offerFactor)
  const { codes } = await person.call(sessionRoutes.confirmFactor, { body: { code: shown(secret) } })
  // The next code is another one.
  await house.advance({ seconds: 30 })
  return { secret, codes }
}

test('once set up, signing in asks for a code, and takes the one that the authenticator shows', async () => {
  const offer = await person.call(sessionRoutes.offerFactor)
  expect(offer.uri).toContain(`secret=${offer.secret}`)
  expect(offer.qr).toMatch(/^<svg /)
  // Until it is confirmed nothing has changed.
  expect((await open()).status).toBe(200)
  expect((await person.try(sessionRoutes.confirmFactor, { body: { code: '000000' } })).problem?.code).toBe('wrong_code')
  await person.call(sessionRoutes.confirmFactor, { body: { code: shown(offer.secret) } })
  expect(await open()).toMatchObject({ status: 401, problem: { code: 'second_factor_due' } })
  await house.advance({ seconds: 30 })
  expect(await open('000000')).toMatchObject({ status: 401, problem: { code: 'wrong_code' } })
  expect((await open(shown(offer.secret))).status).toBe(200)
})

test('whoever has only the password learns nothing from the code, and the other way round', async () => {
  const { secret } = await setUp()
  const body = { user: person.account.user, password: 'not the password', code: shown(secret) }
  const { answer } = await request(house.app.url, '', sessionRoutes.open, { body })
  expect(answer).toMatchObject({ status: 401, problem: { code: 'wrong_credentials' } })
  expect((await open(shown(secret))).status).toBe(200)
})

test('a code opens once, also when two send it at the same time', async () => {
  const { secret } = await setUp()
  const code = shown(secret)
  const statuses = (await Promise.all([open(code), open(code), open(code)])).map(({ status }) => status)
  expect(statuses.sort()).toEqual([200, 401, 401])
  // The one before it opens nothing either, though its time is not quite over.
  expect((await open(shown(secret, -30))).status).toBe(401)
})

test('clocks may differ by half a minute and no more', async () => {
  const { secret } = await setUp()
  await house.advance({ minutes: 5 })
  expect((await open(shown(secret, -90))).status).toBe(401)
  expect((await open(shown(secret, 90))).status).toBe(401)
  expect((await open(shown(secret, -30))).status).toBe(200)
  expect((await open(shown(secret, 30))).status).toBe(200)
})

test('each of ten backup codes opens once', async () => {
  const { codes } = await setUp()
  expect(new Set(codes).size).toBe(10)
  const [first = '', second = ''] = codes
  expect((await open(first)).status).toBe(200)
  expect((await open(first)).status).toBe(401)
  expect((await open(second.toLowerCase().replace('-', ' '))).status).toBe(200)
})

test('nobody replaces an authenticator that counts; with password and code its owner removes it', async () => {
  const { secret, codes } = await setUp()
  expect((await person.try(sessionRoutes.offerFactor)).problem?.code).toBe('second_factor_set')
  const remove = (password: string, code: string) =>
    person.try(sessionRoutes.removeFactor, { body: { password, code } })
  expect((await remove('not the password', shown(secret))).problem?.code).toBe('wrong_credentials')
  expect((await remove(PASSWORD, '000000')).problem?.code).toBe('wrong_code')
  expect((await remove(PASSWORD, shown(secret))).status).toBe(204)
  expect((await open()).status).toBe(200)
  // The codes went with it, also when another is set up.
  const next = await setUp()
  expect((await open(codes[0])).status).toBe(401)
  expect((await open(next.codes[0])).status).toBe(200)
})

test('codes are not guessed at leisure by who has session and password', async () => {
  const { secret } = await setUp()
  const remove = (code: string) => person.try(sessionRoutes.removeFactor, { body: { password: PASSWORD, code } })
  for (let n = 0; n < 5; n += 1) expect((await remove(`00000${n}`)).problem?.code).toBe('wrong_code')
  expect((await remove(shown(secret))).problem?.code).toBe('too_many_attempts')
})

test('an administrator helps who has lost it; every session ends, and it stands in the log', async () => {
  await setUp()
  const admin = await house.given.admin()
  await admin.call(accountRoutes.resetFactor, { params: { id: person.account.id } })
  expect((await person.try(sessionRoutes.show)).status).toBe(401)
  expect((await open()).status).toBe(200)
  const told = (await house.news()).filter(({ type }) => type.startsWith('account.second_factor'))
  expect(told.map(({ type, actor }) => [type, actor.id])).toEqual([
    ['account.second_factor_set', person.account.id],
    ['account.second_factor_removed', admin.account.id],
  ])
})
