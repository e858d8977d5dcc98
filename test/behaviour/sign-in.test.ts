import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes, registryRoutes, sessionRoutes } from '#contract/routes'
import { fromPage } from '../support/browser.ts'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { request, signIn } from '../support/person.ts'

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

test('ten tries a minute for one user; after that even the right password waits, and nobody else does', async () => {
  const [guessed, other] = [await house.given.person(), await house.given.person()]
  // Signing in was the first try.
  const codes: number[] = []
  for (let n = 0; n < 9; n += 1) codes.push((await tries(guessed.account.user, 'guess number one')).status)
  expect(codes).toEqual(Array(9).fill(401))
  const late = await tries(guessed.account.user, PASSWORD)
  expect(late).toMatchObject({ status: 429, problem: { code: 'too_many_attempts' } })
  expect((await tries(other.account.user, PASSWORD)).status).toBe(200)
})

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

test('a session ends by itself after twelve hours', async () => {
  const person = await house.given.person()
  house.clock.jumpTo(house.clock.now() + 12 * 3_600_000 - 1_000)
  expect((await person.try(sessionRoutes.show)).status).toBe(200)
  house.clock.jumpTo(house.clock.now() + 1_000)
  expect((await person.try(sessionRoutes.show)).status).toBe(401)
})

test('a forged cookie is nobody', async () => {
  for (const cookie of ['anling=', 'anling=guess', `anling=${'a'.repeat(43)}`, 'other=1']) {
    const { answer } = await request(house.app.url, cookie, sessionRoutes.show)
    expect(answer).toMatchObject({ status: 401, problem: { code: 'not_signed_in' } })
  }
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
