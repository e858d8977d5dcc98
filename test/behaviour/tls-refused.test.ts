import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type HomeUnit, homeUnit } from '../../device-sim/device.ts'
import type { UnitNews } from '../../device-sim/news.ts'
import type { TestPair } from '../support/certificates.ts'
import { connectDevice } from '../support/device.ts'
import { onlyCall, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import { HOUR, HOUR_MS, type TlsTown, tlsTown } from '../support/tls-house.ts'
import { handClock } from '../wire/hand-clock.ts'
import { newsRoom } from '../wire/news-room.ts'

let town: TlsTown
let house: House
const units: HomeUnit[] = []
beforeAll(() => {
  town = tlsTown()
})
afterEach(async () => {
  for (const unit of units.splice(0)) unit.powerCut()
  await house.stop()
})
afterAll(() => town.remove())

/** A unit that trusts only our own authority, on both roads, and what it tells. */
function plugIn({ credential: { id, secret } }: GivenHome) {
  const news = newsRoom()
  const clock = handClock()
  const mqttUrl = `mqtts://127.0.0.1:${house.app.mqttPort}`
  const ingestUrl = house.app.url.replace('http:', 'https:')
  const unit = homeUnit({ id, secret, mqttUrl, ingestUrl, ca: town.own.pem, clock, onNews: news.hear })
  units.push(unit)
  return { news, clock, unit }
}

const isClosed = (news: UnitNews): boolean => news.type === 'link' && !news.open
const isOpen = (news: UnitNews): boolean => news.type === 'link' && news.open
const reasons = (told: readonly UnitNews[]) => told.flatMap((one) => (one.type === 'link' ? [one.reason] : []))

function show(pair: TestPair): void {
  town.install(pair)
  house.app.lookAtCertificate()
}

/** Somebody presses while the house shows `wrong`; later the right certificate is back. */
async function pressThrough(wrong: TestPair, reason: string): Promise<void> {
  const operator = await house.given.person()
  const home = await house.given.home()
  await home.device.stop()
  show(wrong)
  const { news, clock, unit } = plugIn(home)
  const press = unit.press('sos')
  await news.until(isClosed)
  // A minute each: past the second road, which meets the same certificate, and three more attempts on the first.
  for (const attempt of [2, 3, 4]) {
    clock.move(60_000)
    await news.until(isClosed, attempt)
  }
  expect(reasons(news.told)).toEqual(Array(4).fill(reason))
  expect([unit.waiting, unit.shown]).toEqual([1, 'sending'])

  show(town.good)
  expect(await openCalls(operator)).toEqual([])
  clock.move(60_000)
  await news.until(isOpen)
  expect(await press.receipted).toMatchObject({ id: press.id, stored: true })
  await house.settled()
  expect(await onlyCall(operator)).toMatchObject({ trigger: 'sos', presses: 1, home: { id: home.card.id } })
  expect(unit.waiting).toBe(0)
}

test('a foreign authority: the unit refuses the house, keeps the press, and sends it once it knows the house', async () => {
  house = await town.open()
  const reason = 'the certificate of the house is from an authority this unit does not trust'
  await pressThrough(town.foreign.issue('impostor'), reason)
})

test('an expired certificate: the same', async () => {
  // The house's clock is slow, or it would have refused the certificate itself.
  house = await town.open({ agoMs: 3 * HOUR_MS })
  const expired = town.own.issue('run-out', { from: -1, to: -HOUR })
  await pressThrough(expired, 'the certificate of the house has expired')
})

test('a certificate for another name: the same', async () => {
  house = await town.open()
  const elsewhere = town.own.issue('elsewhere', { host: 'DNS:other.example' })
  await pressThrough(elsewhere, 'the certificate of the house is made out to another name')
})

test('a unit that is to speak TLS never falls back to the clear', async () => {
  house = await startHouse()
  const operator = await house.given.person()
  const home = await house.given.home()
  const { news, clock, unit } = plugIn(home)
  unit.press('sos')
  for (const attempt of [1, 2, 3]) {
    await news.until(isClosed, attempt)
    clock.move(60_000)
  }
  expect(new Set(reasons(news.told))).toEqual(new Set(['the link was cut before TLS was established']))
  expect([unit.waiting, await openCalls(operator)]).toEqual([1, []])
  // Control: the house is there, and takes the press of whoever speaks in the clear.
  const device = await connectDevice(house.app.mqttPort, home.credential)
  expect(await device.press('sos')).toMatchObject({ stored: true })
  await device.stop()
})
