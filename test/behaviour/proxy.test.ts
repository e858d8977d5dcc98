import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConsole } from '../support/console.ts'
import { postFrom } from '../support/forwarded.ts'
import { type House, PASSWORD, startHouse } from '../support/house.ts'

/** Two addresses of this machine: one is named in the settings, the other is anybody. */
const PROXY = '127.0.0.2'
const STRANGER = '127.0.0.1'
const BY_TLS = { 'x-forwarded-proto': 'https' }

let house: House
beforeAll(async () => {
  house = await startHouse({ config: { trustProxy: [PROXY] } })
})
afterAll(() => house.stop())

const signInFrom = (address: string, headers: Record<string, string>, user = 'root', password = PASSWORD) =>
  postFrom(address, `${house.app.url}/api/session`, headers, { user, password })

test('the named proxy says that the browser came by TLS: the cookie and the browser are held to it', async () => {
  const { status, headers } = await signInFrom(PROXY, BY_TLS)
  expect(status).toBe(200)
  expect(headers['set-cookie']).toMatch(/; Secure/)
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
})

test('a stranger who says so is not believed, nor is the proxy when it says nothing', async () => {
  for (const [address, headers] of [
    [STRANGER, BY_TLS],
    [STRANGER, { ...BY_TLS, 'x-forwarded-for': PROXY, forwarded: `for=${PROXY};proto=https` }],
    [PROXY, {}],
    [PROXY, { 'x-forwarded-proto': 'http' }],
    // The last word is the proxy's own; what stands before it came from the browser.
    [PROXY, { 'x-forwarded-proto': 'https, http' }],
  ] as const) {
    const { status, headers: given } = await signInFrom(address, headers)
    expect(status).toBe(200)
    expect(given['set-cookie'], JSON.stringify(headers)).not.toMatch(/Secure/)
    expect(given['strict-transport-security']).toBeUndefined()
  }
})

/** How eleven wrong passwords in a minute end when each claims to come from another address. */
async function elevenTries(address: string, user: string): Promise<number> {
  const statuses: number[] = []
  for (let n = 1; n <= 11; n += 1) {
    const { status } = await signInFrom(address, { 'x-forwarded-for': `192.0.2.${n}` }, user, 'guess number one')
    statuses.push(status)
  }
  return statuses.at(-1) ?? 0
}

test('a guesser cannot give itself new addresses; the named proxy may say for whom it asks', async () => {
  expect(await elevenTries(STRANGER, 'guessed')).toBe(429)
  // Control: the same eleven are eleven people where the proxy says so.
  expect(await elevenTries(PROXY, 'mistyped')).toBe(401)
})

test('the live feed opens for the page behind the proxy and for no other', async () => {
  const operator = await house.given.person()
  const host = 'desk.example'
  const asPage = (origin: string) =>
    openConsole(operator, { localAddress: PROXY, headers: { host, origin, ...BY_TLS } })
  const console = await asPage(`https://${host}`)
  console.close()
  for (const origin of [`http://${host}`, 'https://evil.example', `https://${host}:8443`]) {
    await expect(asPage(origin), origin).rejects.toThrow('upgrade refused: 403')
  }
})
