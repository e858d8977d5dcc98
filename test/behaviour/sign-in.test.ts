import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes, registryRoutes, sessionRoutes } from '#contract/routes'
import { fromPage } from '../support/browser.ts'
import { claim, onlyCall } from '../support/handling.ts'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { request, signIn } from '../support/person.ts'

/** Fewer where each is several messages to a database server and tells nothing new. */
const GUESSES = process.env.DATABASE_URL ? 1_000 : 10_000

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

async function tries(user: string, password: string) {
  return (await request(house.app.url, '', sessionRoutes.open, { body: { user, password } })).answer
}

test('a wrong password and an unknown user are refused alike', async () => {
  const wrong = await tries('root', 'not the password')
  const unknown = await tries('nobody-here', 'not the password')
  expect(wrong).toMatchObject({ status: 401, problem: { code: 'wrong_credentials' } })
  expect({ ...unknown.problem, requestId: '' }).toEqual({ ...wrong.problem, requestId: '' })
  const refused = (await house.news()).filter(({ type }) => type === 'session.refused')
  expect(refused).toHaveLength(2)
})

test('after five wrong passwords even the right one waits, longer each time, and nobody else does', async () => {
  const [guessed, other] = [await house.given.person(), await house.given.person()]
  const guess = () => tries(guessed.account.user, 'guess number one')
  for (let n = 0; n < 5; n += 1) expect((await guess()).status).toBe(401)
  const late = await tries(guessed.account.user, PASSWORD)
  expect(late).toMatchObject({ status: 429, problem: { code: 'too_many_attempts', detail: { waitSeconds: 30 } } })
  expect((await tries(other.account.user, PASSWORD)).status).toBe(200)
  await house.advance({ seconds: 30 })
  expect((await guess()).status).toBe(401)
  expect((await guess()).problem?.detail).toEqual({ waitSeconds: 60 })
  await house.advance({ seconds: 60 })
  expect((await tries(guessed.account.user, PASSWORD)).status).toBe(200)
})

test('guesses shut nobody out who is in: the last operator goes on ringing and taking calls', async () => {
  const { person, console } = await house.given.seat()
  const home = await house.given.home()
  for (let n = 0; n < 8; n += 1) await tries(person.account.user, `guess number ${n}`)
  expect((await tries(person.account.user, PASSWORD)).status).toBe(429)
  await home.press('sos')
  await house.settled()
  const call = await onlyCall(person)
  expect(call.ringing).toBe(true)
  expect(await claim(person, call)).toMatchObject({ state: 'claimed' })
  expect(console.socket.readyState).toBe(console.socket.OPEN)
})

/** Guesses, one a second, from where `addressOf` says. How many came as far as the password. */
async function guessFor(user: string, guesses: number, addressOf: (n: number) => string): Promise<number> {
  let looked = 0
  for (let n = 0; n < guesses; n += 1) {
    house.clock.jumpTo(house.clock.now() + 1_000)
    const from = { address: addressOf(n), agent: '' }
    const fault = await house.app.accounts.signIn({ user, password: `guess ${n}` }, from).catch((one: unknown) => one)
    if (fault instanceof Error && 'code' in fault && fault.code === 'wrong_credentials') looked += 1
  }
  return looked
}

test(`of ${GUESSES} guesses a handful are looked at, from one place or from many; the owner gets in meanwhile`, async () => {
  const { account } = await house.given.person()
  const onePlace = await guessFor(account.user, GUESSES, () => '198.51.100.7')
  const other = (await house.given.person()).account
  const manyPlaces = await guessFor(other.user, GUESSES, (n) => `198.51.${n >> 8}.${n & 255}`)
  process.stdout.write(
    `of ${GUESSES} guesses reached the password: ${onePlace} from one place, ${manyPlaces} from many\n`,
  )
  expect(onePlace).toBeLessThanOrEqual(25)
  expect(manyPlaces).toBeLessThanOrEqual(75)
  // Where they have signed in before they are not shut out.
  expect((await tries(other.user, PASSWORD)).status).toBe(200)
}, 120_000)

test('the cookie is out of reach for scripts and other sites, and opens nothing as a copy of the log', async () => {
  const body = { user: 'root', password: PASSWORD }
  const { headers } = await fromPage(`${house.app.url}/api/session`, { method: 'POST', body })
  const cookie = headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^anling=[\w-]{43};/)
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']) expect(cookie).toContain(part)
  const token = cookie.slice('anling='.length, cookie.indexOf(';'))
  expect(JSON.stringify(await house.news())).not.toContain(token)
})

test('signing out ends the session at once, and its console with the next beat', async () => {
  const person = await house.given.person()
  const console = await house.given.console(person)
  await person.call(sessionRoutes.close)
  expect((await person.try(callRoutes.list)).status).toBe(401)
  await house.advance({ seconds: 2 })
  await console.closed()
})

test('a session that goes on keeps its console', async () => {
  const person = await house.given.person()
  const console = await house.given.console(person)
  await house.advance({ seconds: 4 })
  expect(console.socket.readyState).toBe(console.socket.OPEN)
})

test('a forged cookie is nobody', async () => {
  for (const cookie of ['anling=', 'anling=guess', `anling=${'a'.repeat(43)}`, 'other=1']) {
    const { answer } = await request(house.app.url, cookie, sessionRoutes.show)
    expect(answer).toMatchObject({ status: 401, problem: { code: 'not_signed_in' } })
  }
})

test('a password that everybody would try, or that is the name, is not taken', async () => {
  const admin = await house.given.admin()
  const account = { user: 'zhangmin', name: '张敏', role: 'operator' } as const
  for (const password of ['123456789012', 'Password 1234', 'aaaaaaaaaaaaaa', 'zhangmin12345'])
    expect(await admin.try(registryRoutes.addAccount, { body: { ...account, password } })).toMatchObject({
      status: 422,
      problem: { code: 'password_too_common' },
    })
})

test('a user name is given once, and a short password not at all', async () => {
  const admin = await house.given.admin()
  const account = { user: 'twin', name: '甲', role: 'operator', password: PASSWORD } as const
  await admin.call(registryRoutes.addAccount, { body: account })
  expect((await admin.try(registryRoutes.addAccount, { body: account })).problem?.code).toBe('name_taken')
  const short = await admin.try(registryRoutes.addAccount, { body: { ...account, user: 'b', password: 'elevenchars' } })
  expect(short.status).toBe(400)
  expect((await signIn(house.app.url, 'twin', PASSWORD)).account).toMatchObject({ name: '甲', role: 'operator' })
})
