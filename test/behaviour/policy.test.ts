import { generateSync } from 'otplib'
import { afterEach, expect, test } from 'vitest'
import type { Route } from '#contract/route'
import * as contract from '#contract/routes'
import { accountRoutes, invitationRoutes, registryRoutes, serviceTokenRoutes, sessionRoutes } from '#contract/routes'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { request, requestWithToken, signIn } from '../support/person.ts'

let house: House
afterEach(() => house.stop())

const MIXED = 'A long enough word, 2nd'
const routes = Object.values(contract).flatMap((group): Route[] => Object.values(group))
const shown = (secret: string): string => generateSync({ secret, epoch: Math.floor(house.clock.now() / 1000) })

test('where administrators need a second factor, nothing is open to them but setting it up', async () => {
  house = await startHouse({ config: { adminFactor: 'required' } })
  const body = { user: 'root', password: PASSWORD }
  const { answer, cookie } = await request(house.app.url, '', sessionRoutes.open, { body })
  expect(answer).toMatchObject({ status: 200, body: { enrolmentDue: true } })
  const ask = async (route: Route) => (await request(house.app.url, cookie, route)).answer.problem?.code
  expect(await ask(accountRoutes.list)).toBe('enrolment_due')
  expect((await request(house.app.url, cookie, sessionRoutes.show)).answer.body).toMatchObject({ enrolmentDue: true })

  const offer = (await request(house.app.url, cookie, sessionRoutes.offerFactor)).answer.body
  expect(await ask(accountRoutes.list)).toBe('enrolment_due')
  const confirmed = { body: { code: shown(offer.secret) } }
  expect((await request(house.app.url, cookie, sessionRoutes.confirmFactor, confirmed)).answer.status).toBe(200)
  expect(await ask(accountRoutes.list)).toBeUndefined()
  expect((await request(house.app.url, cookie, sessionRoutes.show)).answer.body).toMatchObject({ enrolmentDue: false })
})

test('of all routes only four are open before that', async () => {
  house = await startHouse({ config: { adminFactor: 'required' } })
  const { cookie } = await signIn(house.app.url, 'root', PASSWORD)
  const open: string[] = []
  for (const route of routes) {
    // Those that anybody may use, with a session or without, and the one that would end this session.
    if (!(await needsSession(route)) || route === sessionRoutes.close) continue
    const { answer } = await request(house.app.url, cookie, route, { params: { id: 'none' } } as object)
    if (answer.problem?.code !== 'enrolment_due') open.push(`${route.method} ${route.url}`)
  }
  expect(open.sort()).toEqual([
    'GET /api/session',
    'POST /api/session/second-factor',
    'POST /api/session/second-factor/confirm',
  ])
  expect((await request(house.app.url, cookie, sessionRoutes.close)).answer.status).toBe(204)
})

async function needsSession(route: Route): Promise<boolean> {
  const { answer } = await request(house.app.url, '', route, { params: { id: 'none' } } as object)
  return answer.problem?.code === 'not_signed_in'
}

test('an administrator who gives it up again is back at setting it up', async () => {
  house = await startHouse({ config: { adminFactor: 'required' } })
  const root = await signIn(house.app.url, 'root', PASSWORD)
  const { secret } = await root.call(sessionRoutes.offerFactor)
  await root.call(sessionRoutes.confirmFactor, { body: { code: shown(secret) } })
  await house.advance({ seconds: 30 })
  await root.call(sessionRoutes.removeFactor, { body: { password: PASSWORD, code: shown(secret) } })
  expect((await root.try(accountRoutes.list)).problem?.code).toBe('enrolment_due')
})

test('nobody else is asked for it, and no program is held up by it', async () => {
  house = await startHouse({ config: { adminFactor: 'required' } })
  const root = await signIn(house.app.url, 'root', PASSWORD)
  const { secret } = await root.call(sessionRoutes.offerFactor)
  await root.call(sessionRoutes.confirmFactor, { body: { code: shown(secret) } })
  const operator = { user: 'op', name: '张敏', role: 'operator' as const, password: PASSWORD }
  await root.call(registryRoutes.addAccount, { body: operator })
  const person = await signIn(house.app.url, 'op', PASSWORD)
  expect((await person.try(contract.callRoutes.list)).status).toBe(200)
  const body = { name: 't', scopes: ['events:read' as const], days: 1 }
  const { token } = await root.call(serviceTokenRoutes.add, { body })
  expect((await requestWithToken(house.app.url, token, contract.eventRoutes.list)).status).toBe(200)
})

test('without the setting an administrator works as before', async () => {
  house = await startHouse()
  const root = await house.given.admin()
  expect(await root.call(sessionRoutes.show)).toMatchObject({ enrolmentDue: false })
  expect((await root.try(accountRoutes.list)).status).toBe(200)
})

test('where kinds of signs are asked for, they are: of new accounts, new passwords and the invited', async () => {
  house = await startHouse({ config: { passwordRule: 'mixed' }, password: MIXED })
  const root = await signIn(house.app.url, 'root', MIXED)
  const add = async (user: string, password: string) => {
    const body = { user, name: 'n', role: 'operator' as const, password }
    return (await root.try(registryRoutes.addAccount, { body })).problem?.code ?? 'taken'
  }
  for (const lacking of [
    PASSWORD,
    MIXED.toLowerCase(),
    MIXED.toUpperCase(),
    MIXED.replace('2', 'x'),
    'Along3nough2word',
  ]) {
    expect([lacking, await add('op', lacking)]).toEqual([lacking, 'password_not_mixed'])
  }
  expect(await add('op', MIXED)).toBe('taken')
  const change = { body: { current: MIXED, next: PASSWORD } }
  expect((await root.try(sessionRoutes.changePassword, change)).problem?.code).toBe('password_not_mixed')
  const { token } = await root.call(invitationRoutes.add, { body: { name: 'n', role: 'operator' } })
  const body = { token, user: 'invited', password: PASSWORD }
  const { answer } = await request(house.app.url, '', invitationRoutes.accept, { body })
  expect(answer.problem?.code).toBe('password_not_mixed')
})

test('without the setting length counts alone', async () => {
  house = await startHouse()
  expect((await house.given.person()).account.role).toBe('operator')
})
