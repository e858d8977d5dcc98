import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPage } from '../support/browser.ts'
import { openConsole } from '../support/console.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
beforeAll(async () => {
  house = await startHouse()
  operator = await house.given.person()
})
afterAll(() => house.stop())

const FOREIGN = ['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://127.0.0.1.evil.example', 'nonsense']

test('a page of another origin cannot write with our cookie', async () => {
  for (const origin of FOREIGN) {
    const url = `${house.app.url}/api/calls/none/claim`
    const answer = await fromPage(url, { method: 'POST', cookie: operator.cookie, origin })
    expect([origin, answer.status, answer.code]).toEqual([origin, 403, 'foreign_origin'])
    const session = await fromPage(`${house.app.url}/api/session`, {
      method: 'DELETE',
      cookie: operator.cookie,
      origin,
    })
    expect(session.code).toBe('foreign_origin')
    const body = { user: 'root', password: 'a long enough word' }
    expect((await fromPage(`${house.app.url}/api/session`, { method: 'POST', body, origin })).code).toBe(
      'foreign_origin',
    )
  }
})

test('our own page can, and so can a program without an origin', async () => {
  const url = `${house.app.url}/api/calls/none/claim`
  const own = await fromPage(url, { method: 'POST', cookie: operator.cookie, origin: house.app.url })
  expect(own.code).toBe('call_not_found')
  expect((await fromPage(url, { method: 'POST', cookie: operator.cookie })).code).toBe('call_not_found')
})

test('a page of another origin cannot listen to the live feed', async () => {
  for (const origin of FOREIGN) {
    await expect(openConsole(operator, { headers: { origin } })).rejects.toThrow('upgrade refused: 403')
  }
  const own = await openConsole(operator, { headers: { origin: house.app.url } })
  own.close()
})

test('every answer carries the headers that keep a browser in bounds', async () => {
  for (const path of ['/healthz', '/api/session', '/api/calls', '/nowhere', '/']) {
    const { headers } = await fromPage(house.app.url + path, {})
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
})

test('what is not there is a problem with a code, not a page', async () => {
  const answer = await fromPage(`${house.app.url}/api/nowhere`, { cookie: operator.cookie })
  expect([answer.status, answer.code]).toEqual([404, 'not_found'])
})

test('a body over the limit and a body that is not JSON are refused with a code', async () => {
  const url = `${house.app.url}/api/calls/none/notes`
  const text = 'x'.repeat(300 * 1024)
  const large = await fromPage(url, { method: 'POST', cookie: operator.cookie, body: { id: 'n', text } })
  expect([large.status, large.code]).toEqual([413, 'body_too_large'])
  const headers = { cookie: operator.cookie, 'content-type': 'application/json' }
  const broken = await fetch(url, { method: 'POST', headers, body: '{"id":' })
  expect(await broken.json()).toMatchObject({ code: 'bad_request' })
})
