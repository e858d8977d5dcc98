import mqtt from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { upTopic } from '#contract/topics'
import { pressBody } from '../support/device.ts'
import { handle, onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { pushSignal } from '../support/push.ts'
import { rawLink } from '../support/raw-link.ts'

let house: House
let operator: Person
let home: GivenHome
beforeEach(async () => {
  house = await startHouse()
  operator = (await house.given.seat()).person
  home = await house.given.home()
})
afterEach(() => house.stop())

test('a wildcard in the topic cuts the link, and the press behind it still rings, every minute anew', async () => {
  for (const wildcard of ['+', '#']) {
    const link = await rawLink(house.app.mqttPort, home.credential)
    link.publish(`anling/v1/${home.device.id}/up/${wildcard}`, pressBody('sos'))
    await link.closed
    await house.settled()
    expect(await onlyCall(operator)).toMatchObject({ kind: 'emergency', trigger: 'unreadable', presses: 1 })
  }
  await handle(operator, await onlyCall(operator))
  await house.advance({ minutes: 2 })
  const again = await rawLink(house.app.mqttPort, home.credential)
  again.publish('+', pressBody('sos'))
  await again.closed
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ state: 'waiting', presses: 2 })
})

test('an sos as last will rings when the link breaks', async () => {
  const link = await rawLink(house.app.mqttPort, home.credential, {
    topic: upTopic(home.device.id, 'alarm'),
    payload: pressBody('sos', { id: 'last-will' }),
  })
  link.breakOff()
  await home.device.lamp('ringing')
  expect(await onlyCall(operator)).toMatchObject({ trigger: 'sos' })
})

test('an ordinary last will rings nobody', async () => {
  const payload = '{"v":1,"online":false}'
  const link = await rawLink(house.app.mqttPort, home.credential, { topic: upTopic(home.device.id, 'online'), payload })
  link.breakOff()
  await home.press('cancel')
  await house.settled()
  expect(await openCalls(operator)).toEqual([])
})

test('the same id with another body rings again, whichever road it takes', async () => {
  await home.press('sos', { id: 'same' })
  const pushed = await pushSignal(house.app.url, home.credential, pressBody('sos', { id: 'same' }))
  expect(pushed.receipt).toMatchObject({ id: 'same', stored: true })
  await house.settled()
  const calls = await openCalls(operator)
  expect(calls.map(({ trigger, presses }) => [trigger, presses])).toEqual([
    ['sos', 2],
    ['body_conflict', 1],
  ])
})

test('a body without an id that is sent again at once is one press, and a minute later another', async () => {
  const body = '{"kind":"sos"}'
  const send = async () => {
    const receipt = home.device.nextReceipt()
    await home.device.publish('alarm', body)
    return receipt
  }
  expect(await send()).toEqual(await send())
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 1 })
  await house.advance({ seconds: 61 })
  await send()
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 2 })
})

test('a push over the cap is refused in words, and rings', async () => {
  const body = pressBody('sos', { x: 'x'.repeat(70_000) })
  const answer = await pushSignal(house.app.url, home.credential, body)
  expect(answer).toMatchObject({ status: 413, receipt: { code: 'body_too_large' } })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ trigger: 'unreadable' })
})

test('a push is taken whatever its content type says', async () => {
  const types = [
    {},
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/octet-stream' },
    { 'content-type': '?' },
  ]
  for (const headers of types) {
    const answer = await pushSignal(house.app.url, home.credential, pressBody('sos'), headers as Record<string, string>)
    expect(answer).toMatchObject({ status: 200, receipt: { stored: true } })
  }
})

test('a heartbeat by push is told that it was not kept', async () => {
  const answer = await pushSignal(house.app.url, home.credential, '{"kind":"heartbeat"}')
  expect(answer).toEqual({ status: 200, receipt: { id: null, stored: false, code: 'bad_request' } })
})

test('bytes that are no MQTT at all end the link and nothing else', async () => {
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\x10\xff\xff\xff\xff\x7f', '\x00\x00', '\x30\x02\x00']) {
    const link = await rawLink(house.app.mqttPort, null)
    link.write(Buffer.from(bytes, 'latin1'))
    link.end()
    await link.closed
  }
  expect(await home.press('sos')).toMatchObject({ stored: true })
})

test('a second connection of the same device takes over from the first', async () => {
  const gone = new Promise<void>((resolve) => home.device.client.once('close', () => resolve()))
  const second = await house.given.reconnected(home.credential)
  await gone
  expect(await second.press('sos')).toMatchObject({ stored: true })
})

test('an MQTT 5 device is told which version is spoken here', async () => {
  const { id, secret } = home.credential
  const options = { clientId: id, username: id, password: secret, protocolVersion: 5 as const, reconnectPeriod: 0 }
  const client = mqtt.connect(`mqtt://127.0.0.1:${house.app.mqttPort}`, options)
  client.on('error', () => {})
  await new Promise<void>((resolve) => client.once('close', () => resolve()))
  expect(client.connected).toBe(false)
  await client.endAsync(true)
})
