import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FromServer, LIVE_PROTOCOL } from '#contract/live'
import { openConsole, type TestConsole } from '../support/console.ts'
import { hear, NOTHING } from '../support/ear.ts'
import { claim, handle, onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
beforeEach(async () => {
  house = await startHouse()
  operator = await house.given.person()
})
afterEach(() => house.stop())

type Snapshot = Extract<FromServer, { type: 'snapshot' }>
type Frame = Extract<FromServer, { type: 'frame' }>
type Refusal = Extract<FromServer, { type: 'refused' }>
const isSnapshot = (message: FromServer): message is Snapshot => message.type === 'snapshot'
const isFrame = (message: FromServer): message is Frame => message.type === 'frame'
const isRefusal = (message: FromServer): message is Refusal => message.type === 'refused'

const frameOf =
  (type: string) =>
  (message: FromServer): message is Frame =>
    isFrame(message) && message.events.some((event) => event.type === type)

const eventsNow = async () => (await house.news()).at(-1)?.seq ?? 0

test('a console that knows nothing gets all open calls, then what happens', async () => {
  const home = await house.given.home()
  await home.press('service')
  await house.settled()
  const console = await house.given.console(operator)
  const snapshot = await console.until(isSnapshot)
  expect(snapshot.calls).toMatchObject([{ kind: 'service', state: 'waiting', home: { address: home.card.address } }])
  expect(snapshot).toMatchObject({ upTo: await eventsNow(), onDuty: false, figures: { rings: 1, answered: 0 } })
  await home.press('sos')
  const frame = await console.until(frameOf('call.opened'))
  expect(frame.after).toBe(snapshot.upTo)
  expect(frame.calls).toMatchObject([{ kind: 'emergency', home: { residents: [{ name: '王秀兰' }] } }])
})

test('closed calls are not in a snapshot, and the figures count what was answered', async () => {
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()
  await house.advance({ seconds: 7 })
  await handle(operator, await onlyCall(operator))
  const console = await house.given.console(operator)
  const { calls, figures } = await console.until(isSnapshot)
  expect(calls.filter(({ subject }) => subject.kind === 'home')).toEqual([])
  expect(figures).toMatchObject({ answered: 1, medianAnswerMs: 7_000 })
})

test('a console that names its last number gets what it missed and nothing twice', async () => {
  const console = await house.given.console(operator)
  const { upTo } = await console.until(isSnapshot)
  console.close()
  for (let n = 0; n < 3; n += 1) await (await house.given.home()).press('sos')
  await house.settled()
  const back = await openConsole(operator, { after: upTo })
  const missed = await back.until(isFrame)
  expect(missed.after).toBe(upTo)
  const now = await eventsNow()
  await back.until((message): message is Frame => isFrame(message) && message.upTo >= now)
  const { events, gaps } = hear(back.messages.filter(isFrame).slice(1), hear([missed], { ...NOTHING, upTo }))
  expect(gaps).toBe(0)
  // The numbers of what is none of the desk's business, such as sessions, are left out.
  const told = (await house.news(upTo)).filter(({ type }) => /^(call|signal|seat|notice|device|home)\./.test(type))
  expect(events.map(({ seq }) => seq)).toEqual(told.map(({ seq }) => seq))
  expect(back.messages.some(isSnapshot)).toBe(false)
  back.close()
})

test('a number from another house or another time gets a snapshot', async () => {
  await house.settled()
  const back = await openConsole(operator, { after: 1_000_000 })
  expect(await back.until(isSnapshot)).toMatchObject({ upTo: await eventsNow() })
  back.close()
})

test('the server beats every two seconds, with its time and number', async () => {
  const console = await house.given.console(operator)
  await console.until(isSnapshot)
  await house.advance({ seconds: 6 })
  const beats = console.messages.filter((message) => message.type === 'beat')
  expect(beats.map(({ now }) => now)).toEqual([2, 4, 6].map((second) => `2026-11-22T02:00:0${second}.000Z`))
})

test('a console that falls silent is cut; one that beats is not', async () => {
  const [silent, lively] = [await house.given.console(operator), await house.given.console(operator)]
  silent.freeze()
  await house.advance({ seconds: 14 })
  expect(silent.socket.readyState).toBe(silent.socket.OPEN)
  await house.advance({ seconds: 3 })
  await silent.closed()
  expect(lively.socket.readyState).toBe(lively.socket.OPEN)
})

/** Asks for a snapshot so often that the answers exceed what any socket holds. */
function askMuch(console: TestConsole, times: number): void {
  for (let n = 0; n < times; n += 1) console.send({ type: 'hello', protocol: LIVE_PROTOCOL, after: null })
}

/** A household whose call takes `count` times 300 bytes on the wire. */
const manyResidents = (count: number) =>
  Array.from({ length: count }, () => ({
    ...{ name: '很长的名字'.repeat(12), sex: 'other' as const, bornOn: null, livesAlone: false },
    flags: [],
  }))

test('a console that never reads is cut, and the others do not notice', async () => {
  const residents = manyResidents(10)
  for (let n = 0; n < 8; n += 1) await (await house.given.home({ residents })).press('sos')
  await house.settled()
  const [deaf, reading] = [await house.given.console(operator), await house.given.console(operator)]
  await deaf.until(isSnapshot)
  deaf.socket.pause()
  askMuch(deaf, 500)
  askMuch(reading, 100)
  const news = reading.until(frameOf('call.claimed'))
  const [call] = (await reading.until(isSnapshot)).calls
  await claim(operator, { id: call?.id ?? '' })
  await news
  expect(reading.socket.readyState).toBe(reading.socket.OPEN)
  deaf.socket.resume()
  await deaf.closed()
})

test('a console joins with more open calls than fit in its buffer', async () => {
  const residents = manyResidents(10)
  const pressed = async () => (await house.given.home({ residents })).press('sos')
  for (let n = 0; n < 100; n += 1) await Promise.all(Array.from({ length: 4 }, pressed))
  await house.settled()
  const console = await house.given.console(operator)
  const { calls } = await console.until(isSnapshot)
  expect(Buffer.byteLength(JSON.stringify(calls))).toBeGreaterThan(1024 * 1024)
  await (await house.given.home()).press('sos')
  await console.until(frameOf('call.opened'))
})

test('an older page is told that it speaks another protocol', async () => {
  const console = await house.given.console(operator)
  console.send({ type: 'hello', protocol: LIVE_PROTOCOL + 1, after: null })
  expect(await console.until(isRefusal)).toEqual({ type: 'refused', code: 'bad_request' })
})

test('nonsense from a console is refused and harms nobody', async () => {
  const console = await house.given.console(operator)
  for (const text of ['', '{', 'null', '{"type":"claim"}', '{"type":"shown","calls":[1]}']) console.socket.send(text)
  await console.beat()
  expect(console.messages.filter(isRefusal)).toHaveLength(5)
  console.socket.send('x'.repeat(100_000))
  await console.closed()
})

test('a call that was drawn on a screen says when; the first screen counts', async () => {
  const { console, person } = await house.given.seat()
  await (await house.given.home()).press('sos')
  await house.advance({ seconds: 2 })
  const { id } = await onlyCall(person)
  console.send({ type: 'shown', calls: [id, 'no-such-call'] })
  await console.until(frameOf('call.shown'))
  await house.advance({ seconds: 2 })
  console.send({ type: 'shown', calls: [id] })
  await console.beat()
  expect((await onlyCall(person)).shownAt).toBe('2026-11-22T02:00:02.000Z')
  expect(hear(console.messages).gaps).toBe(0)
})
