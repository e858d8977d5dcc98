import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Route } from '#contract/route'
import * as contract from '#contract/routes'
import { deviceRoutes, eventRoutes, registryRoutes, serviceTokenRoutes, sessionRoutes } from '#contract/routes'
import { TOKEN_SCOPES, type TokenScope } from '#contract/service-tokens'
import { openConsole } from '../support/console.ts'
import { type House, startHouse } from '../support/house.ts'
import { type Person, requestWithToken } from '../support/person.ts'

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
})
afterEach(() => house.stop())

const make = (scopes: TokenScope[], days = 30) =>
  admin.call(serviceTokenRoutes.add, { body: { name: '市平台', scopes, days } })
const ask = async (token: string, route: Route = eventRoutes.list) =>
  (await requestWithToken(house.app.url, token, route)).problem?.code ?? 'open'

test('a program reads what its token names, and nothing else', async () => {
  const { token } = await make(['events:read'])
  await house.settled()
  const answer = await requestWithToken(house.app.url, token, eventRoutes.list)
  expect(answer.body.items.map(({ type }) => type)).toContain('service_token.added')
  expect(await ask(token, deviceRoutes.list)).toBe('scope_missing')
  expect(await ask(token, sessionRoutes.show)).toBe('scope_missing')
  expect(await ask((await make(['registry:read'])).token, deviceRoutes.list)).toBe('open')
})

test('every scope opens a route of the contract that only reads', () => {
  const routes = Object.values(contract).flatMap((group): Route[] => Object.values(group))
  const named = routes.filter(({ tokenScope }) => tokenScope !== undefined)
  expect(new Set(named.map(({ tokenScope }) => tokenScope))).toEqual(new Set(TOKEN_SCOPES))
  expect(named.filter(({ method }) => method !== 'GET')).toEqual([])
})

test('a token is shown once, and stands neither in the list nor in the log', async () => {
  const { token, serviceToken } = await make(['events:read'])
  const { items } = await admin.call(serviceTokenRoutes.list)
  expect(items).toEqual([serviceToken])
  expect(items).toMatchObject([{ madeBy: admin.account.id, lastUsedAt: null, revokedAt: null }])
  for (const text of [items, await house.news()]) expect(JSON.stringify(text)).not.toContain(token.slice(-20))
})

test('when it was last used is known to the minute', async () => {
  const { token } = await make(['events:read'])
  const lastUsed = async () => (await admin.call(serviceTokenRoutes.list)).items[0]?.lastUsedAt
  await house.advance({ seconds: 10 })
  await ask(token)
  expect(await lastUsed()).toBe('2026-11-22T02:00:10.000Z')
  await house.advance({ seconds: 59 })
  await ask(token)
  expect(await lastUsed()).toBe('2026-11-22T02:00:10.000Z')
  await house.advance({ seconds: 1 })
  await ask(token)
  expect(await lastUsed()).toBe('2026-11-22T02:01:10.000Z')
})

test('a revoked token opens nothing from the next request on, and is revoked once', async () => {
  const { token, serviceToken } = await make(['events:read'])
  const other = await make(['events:read'])
  const params = { id: serviceToken.id }
  const revoked = await admin.call(serviceTokenRoutes.revoke, { params })
  expect(revoked.revokedAt).toBe('2026-11-22T02:00:00.000Z')
  expect([await ask(token), await ask(other.token)]).toEqual(['wrong_service_token', 'open'])
  expect(await admin.call(serviceTokenRoutes.revoke, { params })).toEqual(revoked)
  expect((await house.news()).filter(({ type }) => type === 'service_token.revoked')).toMatchObject([
    { actor: { id: admin.account.id }, data: { serviceToken: serviceToken.id } },
  ])
  expect((await admin.try(serviceTokenRoutes.revoke, { params: { id: 'none' } })).status).toBe(404)
})

test('it is over on its day', async () => {
  const { token } = await make(['events:read'], 1)
  await house.skip({ minutes: 24 * 60 - 1 })
  expect(await ask(token)).toBe('open')
  await house.skip({ minutes: 1 })
  expect(await ask(token)).toBe('wrong_service_token')
})

test('what looks like a token and is none opens nothing', async () => {
  const { token } = await make(['events:read'])
  const session = admin.cookie.slice('anling='.length)
  for (const guess of ['x', token.slice(0, -1), `${token}x`, token.toUpperCase(), session]) {
    expect(await ask(guess)).toBe('wrong_service_token')
  }
  const cookie = await requestWithToken(house.app.url, 'x', eventRoutes.list, {}, `anling=${token}`)
  expect(cookie.problem?.code).toBe('wrong_service_token')
})

test('a token as a cookie is nobody, and beside a cookie it counts alone', async () => {
  const { token } = await make(['events:read'])
  const planted = { ...admin, cookie: `anling=${token}` }
  await expect(openConsole({ ...planted, url: house.app.url })).rejects.toThrow('upgrade refused: 401')
  const body = { address: '幸福里1号', areaId: null, doorNote: '', residents: [], contacts: [] }
  const beside = await requestWithToken(house.app.url, token, registryRoutes.addHome, { body }, admin.cookie)
  expect(beside).toMatchObject({ status: 403, problem: { code: 'scope_missing' } })
})

test('nobody listens to the live feed with a token', async () => {
  const { token } = await make([...TOKEN_SCOPES])
  const operator = await house.given.person()
  const headers = { authorization: `Bearer ${token}` }
  const withCookie = { ...operator, url: house.app.url, cookie: operator.cookie }
  await expect(openConsole(withCookie, { headers })).rejects.toThrow('upgrade refused: 403')
})
