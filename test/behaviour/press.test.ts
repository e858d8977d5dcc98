import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { handClock } from '../support/clock.ts'
import { pressBody } from '../support/device.ts'
import { callNow, handle, OUTCOME, onlyCall, openCalls } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import { pushSignal } from '../support/push.ts'

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

test('a press is stored, receipted, becomes a call and shows on the lamp', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  const receipt = await home.press('sos')
  expect(receipt).toMatchObject({ stored: true })
  await home.device.lamp('ringing')
  const call = await onlyCall(operator)
  expect(call).toMatchObject({ kind: 'emergency', priority: 1, state: 'waiting', trigger: 'sos', ringing: true })
  expect(call.number).toBe('1122-0001')
  expect(call.home?.residents[0]).toMatchObject({ name: '王秀兰', age: 86, livesAlone: true })
})

test('the road to the end: claim, contact, outcome, close, and the caller is told each time', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  await home.press('sos')
  await home.device.lamp('ringing')
  const call = await onlyCall(operator)
  const params = { id: call.id }
  expect(await operator.call(callRoutes.claim, { params })).toMatchObject({ state: 'claimed', ringing: false })
  await home.device.lamp('claimed')
  const attempt = { contactId: null, channel: 'phone', outcome: 'reached' } as const
  await operator.call(callRoutes.contactAttempt, { params, body: attempt })
  const closed = await operator.call(callRoutes.close, { params, body: { outcome: OUTCOME } })
  expect(closed).toMatchObject({ state: 'closed', ...OUTCOME })
  await home.device.lamp('done')
  expect(await openCalls(operator)).toEqual([])
})

test('the log tells the road of a press and nothing else', async () => {
  const { person: operator } = await house.given.seat()
  const home = await house.given.home()
  const before = (await house.news()).at(-1)?.seq ?? 0
  await home.press('sos')
  await house.settled()
  await handle(operator, await onlyCall(operator))
  const news = await house.news(before)
  expect(news.map(({ type }) => type)).toEqual([
    'call.opened',
    'call.claimed',
    'call.contact_attempted',
    'call.contacted',
    'call.resolved',
    'call.closed',
  ])
  expect(news.map(({ homeId }) => homeId)).toEqual(Array(6).fill(home.card.id))
})

test('a press by HTTP rings like one by MQTT, and its answer is the receipt', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  const body = pressBody('fall', { id: 'by-push' })
  const pushed = await pushSignal(house.app.url, home.credential, body)
  expect(pushed).toEqual({ status: 200, receipt: { id: 'by-push', stored: true, at: '2026-11-22T02:00:00.000Z' } })
  await home.device.lamp('ringing')
  expect(await onlyCall(operator)).toMatchObject({ kind: 'emergency', trigger: 'fall', presses: 1 })
})

test('the same press on both roads, sent again and again, is one signal; each copy gets its receipt', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  const body = pressBody('sos', { id: 'twice' })
  for (let n = 0; n < 3; n += 1) {
    const receipt = home.device.nextReceipt()
    await home.device.publish('alarm', body)
    expect(await receipt).toMatchObject({ id: 'twice', stored: true })
    expect((await pushSignal(house.app.url, home.credential, body)).receipt).toMatchObject({
      id: 'twice',
      stored: true,
    })
  }
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 1 })
})

test('two presses are two signals: the check above would see a second one', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  await home.press('sos')
  await home.press('sos')
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ presses: 2 })
})

test('what was pressed before a restart rings after it, and the lamp says so when the device is back', async () => {
  const operator = await house.given.person()
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()
  const before = await onlyCall(operator)
  await house.restart()
  expect(await callNow(operator, before)).toMatchObject({ state: 'waiting', number: before.number })
  const device = await house.given.reconnected(home.credential)
  expect(await device.lamp('ringing')).toMatchObject({ call: before.number })
})

test('a device without a call is told so when it comes back', async () => {
  const home = await house.given.home()
  expect(await home.device.lamp('idle')).toMatchObject({ call: null })
})

test('call numbers count within the local day, from one', async () => {
  // Shanghai midnight is 16:00 UTC.
  const late = await startHouse({ clock: handClock('2026-11-22T15:59:00.000Z') })
  const operator = await late.given.person()
  for (const seconds of [0, 58, 3, 60]) {
    const home = await late.given.home()
    await late.advance({ seconds })
    await home.press('service')
    await late.settled()
  }
  const numbers = (await openCalls(operator)).map(({ number }) => number)
  await late.stop()
  expect(numbers).toEqual(['1122-0001', '1122-0002', '1123-0001', '1123-0002'])
})
