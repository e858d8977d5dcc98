import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { intakeRoutes, registryRoutes } from '#contract/routes'
import { type House, startHouse } from '../support/house.ts'

const TOKEN = 'c4d1f0a97b5e48064c2d9e1b7a083f55'

/** What EMQX would be answered. */
async function ask(house: House, body: Record<string, unknown>, token = TOKEN) {
  const { method, url } = intakeRoutes.brokerAuth
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const response = await fetch(house.app.url + url, { method, headers, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const signIn = ({ id, secret }: { id: string; secret: string }, clientid = id) => ({
  username: id,
  password: secret,
  clientid,
})

const DENIED = { status: 200, body: { result: 'deny', is_superuser: false, acl: [] } }

describe('a broker that asks the house', () => {
  let house: House
  let device: { id: string; secret: string }
  beforeAll(async () => {
    house = await startHouse({ config: { brokerAuthToken: TOKEN } })
    device = await house.given.stockDevice()
  })
  afterAll(() => house.stop())

  test('lets a device in to its own topics and no others', async () => {
    expect(await ask(house, signIn(device))).toEqual({
      status: 200,
      body: {
        result: 'allow',
        is_superuser: false,
        acl: [
          { permission: 'allow', action: 'publish', topic: `anling/v1/${device.id}/up/#` },
          { permission: 'allow', action: 'subscribe', topic: `anling/v1/${device.id}/down/#` },
          { permission: 'deny', action: 'all', topic: '#' },
        ],
      },
    })
  })

  test('turns away a wrong secret, a stranger, and whoever takes another’s client id', async () => {
    const other = await house.given.stockDevice()
    expect(await ask(house, signIn({ ...device, secret: 'guess' }))).toEqual(DENIED)
    expect(await ask(house, signIn({ id: 'nobody', secret: device.secret }))).toEqual(DENIED)
    expect(await ask(house, signIn({ id: '+', secret: device.secret }))).toEqual(DENIED)
    expect(await ask(house, signIn(device, other.id))).toEqual(DENIED)
  })

  test('turns a revoked device away', async () => {
    const lost = await house.given.stockDevice()
    expect((await ask(house, signIn(lost))).body).toMatchObject({ result: 'allow' })
    await (await house.given.admin()).call(registryRoutes.revokeDevice, { params: { id: lost.id } })
    expect(await ask(house, signIn(lost))).toEqual(DENIED)
  })

  test('is told nothing without its token', async () => {
    for (const token of ['', 'x', `${TOKEN}0`, TOKEN.slice(1)]) {
      const { status, body } = await ask(house, signIn(device), token)
      expect([status, body.code]).toEqual([401, 'wrong_broker_token'])
    }
  })

  test('may ask for a whole district at once', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask(house, signIn(device))))
    expect(answers.filter(({ body }) => body.result !== 'allow')).toEqual([])
  })
})

test('without a token in the settings there is nothing at that address', async () => {
  const house = await startHouse()
  const device = await house.given.stockDevice()
  const { status, body } = await ask(house, signIn(device))
  expect([status, body.code]).toEqual([404, 'not_found'])
  await house.stop()
})
