import { connect as connectPlain } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { healthRoutes } from '#contract/routes'
import { fetchTrusting } from '../../device-sim/trust.ts'
import type { TestPair } from '../support/certificates.ts'
import { openConsole } from '../support/console.ts'
import { pressBody } from '../support/device.ts'
import { onlyCall } from '../support/handling.ts'
import { fingerprintOf, shownOn } from '../support/handshake.ts'
import { type House, PASSWORD } from '../support/house.ts'
import { pushSignal } from '../support/push.ts'
import { rawLink } from '../support/raw-link.ts'
import { HOUR, type TlsTown, tlsTown } from '../support/tls-house.ts'

let town: TlsTown
let house: House
beforeAll(() => {
  town = tlsTown()
})
beforeEach(async () => {
  house = await town.open()
})
afterEach(() => house.stop())
afterAll(() => town.remove())

const portOf = (url: string): number => Number(new URL(url).port)

const bothListeners = (options?: ConnectionOptions) =>
  Promise.all([portOf(house.app.url), house.app.mqttPort].map((port) => shownOn(port, town.own.pem, options)))

test('a press by MQTTS is receipted, rings, and shows on the lamp', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  expect(await home.press('sos')).toMatchObject({ stored: true })
  await home.device.lamp('ringing')
  expect(await onlyCall(operator)).toMatchObject({ trigger: 'sos', presses: 1 })
})

test('the same press by HTTPS is the same press', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  const body = pressBody('fall', { id: 'both-roads' })
  const pushed = await pushSignal(house.app.url, home.credential, body, undefined, town.own.pem)
  expect(pushed).toMatchObject({ status: 200, receipt: { id: 'both-roads', stored: true } })
  const receipt = home.device.nextReceipt()
  await home.device.publish('alarm', body)
  expect(await receipt).toMatchObject({ id: 'both-roads', stored: true })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ trigger: 'fall', presses: 1 })
})

test('the guard reads what was encrypted: a message over the cap cuts the link and opens a call', async () => {
  const operator = await house.given.person()
  const { device } = await house.given.home()
  const cut = new Promise<void>((resolve) => device.client.once('close', () => resolve()))
  device.publish('alarm', pressBody('sos', { button: 'x'.repeat(70_000) })).catch(() => {})
  await cut
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ kind: 'emergency', trigger: 'unreadable' })
})

test('a console listens by wss; a page of another origin, or of ours in the clear, does not', async () => {
  const operator = await house.given.person()
  const { host, origin } = new URL(house.app.url)
  expect(origin).toMatch(/^https:/)
  const console = await openConsole(operator, { headers: { origin } })
  const home = await house.given.home()
  await home.press('sos')
  await console.until((message): message is typeof message => message.type === 'frame' && message.calls.length > 0)
  console.close()
  for (const foreigner of [`http://${host}`, 'https://evil.example', 'null']) {
    const refused = openConsole(operator, { headers: { origin: foreigner } })
    await expect(refused, foreigner).rejects.toThrow('upgrade refused: 403')
  }
})

test('the cookie travels by TLS only, and a browser that was here once never asks in the clear again', async () => {
  const answer = await fetchTrusting(town.own.pem)(`${house.app.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: house.app.url },
    body: JSON.stringify({ user: 'root', password: PASSWORD }),
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(/; Secure/)
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
})

test('nothing is said in the clear, to nobody, and strangers do the house no harm', async () => {
  const home = await house.given.home()
  await expect(rawLink(house.app.mqttPort, home.credential)).rejects.toThrow('closed before the welcome')
  await expect(fetch(house.app.url.replace('https:', 'http:') + healthRoutes.health.url)).rejects.toThrow()
  for (const port of [house.app.mqttPort, portOf(house.app.url)]) {
    for (const bytes of [Buffer.alloc(600, 0x16), Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(0)]) {
      await said(port, bytes)
    }
  }
  expect(await home.press('sos')).toMatchObject({ stored: true })
})

/** Says this in the clear and hangs up; resolves when the house has hung up too. */
async function said(port: number, bytes: Buffer): Promise<void> {
  const socket = connectPlain(port, '127.0.0.1')
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.resume()
  socket.end(bytes)
  await closed
}

test('TLS 1.2 is the oldest that is spoken', async () => {
  const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  await expect(bothListeners(old)).rejects.toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' })
  expect(await bothListeners({ maxVersion: 'TLSv1.2' })).toEqual(Array(2).fill(fingerprintOf(town.good)))
})

test('a renewed pair goes live without cutting anybody, and a bad one leaves the old one where it is', async () => {
  const { person, console } = await house.given.seat()
  const home = await house.given.home()
  expect(await bothListeners()).toEqual(Array(2).fill(fingerprintOf(town.good)))

  const renewed = town.own.issue('renewed')
  town.install(renewed)
  expect(await bothListeners()).toEqual(Array(2).fill(fingerprintOf(town.good)))
  await house.advance({ minutes: 1 })
  expect(await bothListeners()).toEqual(Array(2).fill(fingerprintOf(renewed)))

  const bad: Pick<TestPair, 'cert' | 'key'>[] = [
    { cert: town.good.cert, key: renewed.key },
    { cert: 'half a fi', key: town.good.key },
    town.own.issue('ended', { from: -2, to: -HOUR }),
    town.own.issue('future', { from: 1 }),
  ]
  for (const pair of bad) {
    town.install(pair)
    house.app.lookAtCertificate()
    expect(await bothListeners()).toEqual(Array(2).fill(fingerprintOf(renewed)))
  }
  town.install(town.good)
  house.app.lookAtCertificate()
  expect(await bothListeners()).toEqual(Array(2).fill(fingerprintOf(town.good)))

  expect([home.device.client.connected, console.socket.readyState]).toEqual([true, console.socket.OPEN])
  expect(await home.press('sos')).toMatchObject({ stored: true })
  await house.settled()
  expect(await onlyCall(person)).toMatchObject({ presses: 1 })
})
