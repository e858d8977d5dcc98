import { createHash } from 'node:crypto'
import type { MqttClient } from 'mqtt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Call } from '#contract/calls'
import type { Receipt } from '#contract/receipts'
import { type UpLane, upTopic } from '#contract/topics'
import { handle, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { pushSignal } from '../support/push.ts'

type Road = 'mqtt' | 'push'

/** What becomes of a message: the receipt's form, and the calls that ring afterwards (`kind trigger`). */
interface Outcome {
  /** `id`: a receipt with the id sent. `sha256`: one with the hash of the bytes. `none`: a sign of life. */
  readonly receipt: 'id' | 'sha256' | 'none'
  readonly calls: readonly string[]
}

interface Case {
  readonly what: string
  readonly body: string | Buffer
  readonly outcome: Outcome
  /** Roads it is tried on; both unless said otherwise. */
  readonly roads?: readonly Road[]
  readonly lane?: UpLane | string
  readonly options?: { readonly qos?: 0 | 1 | 2; readonly retain?: boolean; readonly dup?: boolean }
}

const GOOD = { v: 1, id: 'p-1', at: '2026-11-22T02:00:00.000Z', boot: 'b-1', n: 1, kind: 'sos' }
const press = (fields: Record<string, unknown> = {}): string => JSON.stringify({ ...GOOD, ...fields })
const without = (field: keyof typeof GOOD): string => press({ [field]: undefined })

const RINGS: Outcome = { receipt: 'id', calls: ['emergency sos'] }
/** It rings, though the id cannot be used: the device knows its receipt by the hash of what it sent. */
const RINGS_BY_HASH: Outcome = { receipt: 'sha256', calls: ['emergency sos'] }
/** Not even a kind can be read: on the lanes of keys that may have been a person. */
const RINGS_UNREAD: Outcome = { receipt: 'sha256', calls: ['emergency unreadable'] }
const LOOKED_AT: Outcome = { receipt: 'sha256', calls: ['technical unreadable'] }
const SIGN_OF_LIFE: Outcome = { receipt: 'none', calls: [] }
const MQTT: readonly Road[] = ['mqtt']

const CASES: readonly Case[] = [
  { what: 'nothing wrong', body: press(), outcome: RINGS },
  { what: 'an empty body', body: '', outcome: RINGS_UNREAD },
  { what: 'not JSON', body: 'SOS!', outcome: RINGS_UNREAD },
  { what: 'half of a JSON', body: press().slice(0, -9), outcome: RINGS_UNREAD },
  { what: 'JSON, but a list', body: '[1,2]', outcome: RINGS_UNREAD },
  { what: 'JSON, but null', body: 'null', outcome: RINGS_UNREAD },
  { what: 'JSON, but a number', body: '7', outcome: RINGS_UNREAD },
  { what: 'single quotes', body: "{'kind':'sos'}", outcome: RINGS_UNREAD },
  { what: 'zero bytes only', body: Buffer.alloc(64), outcome: RINGS_UNREAD },
  { what: 'random bytes', body: Buffer.from('ff00fe8081c0c1f5deadbeef', 'hex'), outcome: RINGS_UNREAD },
  { what: 'an unknown kind', body: press({ kind: 'earthquake' }), outcome: RINGS_UNREAD },
  { what: 'no kind', body: without('kind'), outcome: RINGS_UNREAD },
  { what: 'a kind that is a number', body: press({ kind: 1 }), outcome: RINGS_UNREAD },
  { what: 'a kind in capitals', body: press({ kind: 'SOS' }), outcome: RINGS_UNREAD },
  { what: '`__proto__` with a kind', body: '{"__proto__":{"kind":"sos"}}', outcome: RINGS_UNREAD },
  { what: 'nested deeper than a stack', body: `{"kind":"sos","x":${'['.repeat(30_000)}`, outcome: RINGS_UNREAD },
  { what: 'deep but whole', body: `{"kind":"sos","id":"d","x":${'['.repeat(500)}${']'.repeat(500)}}`, outcome: RINGS },
  { what: '`__proto__` beside a good press', body: `{"__proto__":{"id":"x"},${press().slice(1)}`, outcome: RINGS },
  { what: 'a key twice: the last one counts', body: `{"kind":"meal",${press().slice(1)}`, outcome: RINGS },
  { what: 'nothing but the kind', body: '{"kind":"sos"}', outcome: RINGS_BY_HASH },
  { what: 'no id', body: without('id'), outcome: RINGS_BY_HASH },
  { what: 'an id that is a number', body: press({ id: 42 }), outcome: RINGS_BY_HASH },
  { what: 'an id that is null', body: press({ id: null }), outcome: RINGS_BY_HASH },
  { what: 'an empty id', body: press({ id: '' }), outcome: RINGS_BY_HASH },
  { what: 'an id of 65 characters', body: press({ id: 'x'.repeat(65) }), outcome: RINGS_BY_HASH },
  { what: 'an id with NUL', body: press({ id: 'p\0' }), outcome: RINGS_BY_HASH },
  { what: 'an id that is half a character', body: press({ id: 'p\ud800' }), outcome: RINGS_BY_HASH },
  { what: 'an id of emoji', body: press({ id: '🆘' }), outcome: RINGS },
  { what: 'an id that is SQL', body: press({ id: "'; drop table calls; --" }), outcome: RINGS },
  { what: 'version 2', body: press({ v: 2 }), outcome: RINGS },
  { what: 'a version that is text', body: press({ v: '1' }), outcome: RINGS },
  { what: 'the clock of 1970', body: press({ at: '1970-01-01T00:00:00Z' }), outcome: RINGS },
  { what: 'the clock of 2099', body: press({ at: '2099-12-31T23:59:59Z' }), outcome: RINGS },
  { what: 'no clock', body: without('at'), outcome: RINGS },
  { what: 'a clock without an offset', body: press({ at: '2026-11-22T10:00:00' }), outcome: RINGS },
  { what: 'no boot and no n', body: '{"v":1,"id":"p","kind":"sos"}', outcome: RINGS },
  { what: 'a boot that is a list', body: press({ boot: ['b'] }), outcome: RINGS },
  { what: 'n as text', body: press({ n: '1' }), outcome: RINGS },
  { what: 'a negative n', body: press({ n: -1 }), outcome: RINGS },
  { what: 'an n beyond 32 bits', body: press({ n: 2 ** 53 }), outcome: RINGS },
  { what: 'an n beyond all numbers', body: press().replace('"n":1', '"n":1e999'), outcome: RINGS },
  { what: 'a battery of 900 per cent', body: press({ battery: 900 }), outcome: RINGS },
  {
    what: 'every other field of a wrong type',
    body: press({ mains: 1, rssi: 'x', button: {}, test: 0 }),
    outcome: RINGS,
  },
  { what: 'a field nobody knows, 40 KiB long', body: press({ x: '长'.repeat(13_000) }), outcome: RINGS },
  { what: 'another device’s id in the body', body: press({ deviceId: 'home-0002', device: 'x' }), outcome: RINGS },
  { what: 'a byte order mark before it', body: Buffer.from(`\ufeff${press()}`), outcome: RINGS },
  { what: 'a C terminator behind it', body: `${press()}\0\0\0`, outcome: RINGS },
  { what: 'invalid UTF-8 in a field', body: spoilt(press({ button: 'XX' })), outcome: RINGS },
  { what: 'invalid UTF-8 in the id', body: spoilt(press({ id: 'XX' })), outcome: RINGS_WITH_OTHER_ID() },
  { what: 'an sos that calls itself a test', body: press({ test: true }), outcome: RINGS },
  { what: 'an sos on the heartbeat lane', body: press(), lane: 'heartbeat', roads: MQTT, outcome: RINGS },
  { what: 'an sos on the online lane', body: press(), lane: 'online', roads: MQTT, outcome: RINGS },
  { what: 'an sos on a lane nobody knows', body: press(), lane: 'foo', roads: MQTT, outcome: RINGS },
  { what: 'nonsense on the status lane', body: '?', lane: 'status', roads: MQTT, outcome: LOOKED_AT },
  { what: 'nonsense on a lane nobody knows', body: '?', lane: 'foo', roads: MQTT, outcome: LOOKED_AT },
  { what: 'a heartbeat without anything', body: '{}', lane: 'heartbeat', roads: MQTT, outcome: SIGN_OF_LIFE },
  { what: 'a heartbeat on the alarm lane', body: '{"kind":"heartbeat"}', roads: MQTT, outcome: SIGN_OF_LIFE },
  { what: 'an online hint that was cleared', body: '', lane: 'online', roads: MQTT, outcome: SIGN_OF_LIFE },
  { what: 'a retained alarm', body: press(), roads: MQTT, options: { retain: true }, outcome: RINGS },
  { what: 'QoS 0', body: press(), roads: MQTT, options: { qos: 0 }, outcome: RINGS },
  { what: 'QoS 2', body: press(), roads: MQTT, options: { qos: 2 }, outcome: RINGS },
  {
    what: 'the flag of a resend on the first copy',
    body: press(),
    roads: MQTT,
    options: { dup: true },
    outcome: RINGS,
  },
  { what: 'the topic of another device', body: press(), lane: upTopic('someone', 'key'), roads: MQTT, outcome: RINGS },
  { what: 'a topic of another product', body: press(), lane: 'zigbee/0x1', roads: MQTT, outcome: RINGS },
  { what: 'a topic of the broker itself', body: press(), lane: '$SYS/x', roads: MQTT, outcome: RINGS },
]

/** The two letters XX as bytes that no UTF-8 text holds. */
function spoilt(body: string): Buffer {
  const bytes = Buffer.from(body)
  bytes.write('\xff\xfe', bytes.indexOf('XX'), 'latin1')
  return bytes
}

/** The id the house reads is not the one that was meant, but it is one: the receipt carries it. */
function RINGS_WITH_OTHER_ID(): Outcome {
  return RINGS
}

let house: House
let operator: Person
let home: GivenHome
beforeAll(async () => {
  house = await startHouse()
  operator = (await house.given.seat()).person
})
afterAll(() => house.stop())
beforeEach(async () => {
  home = await house.given.home()
})

/** The calls of this home that ring now; they are handled, so that the next case finds a quiet desk. */
async function ringing(): Promise<string[]> {
  await house.settled()
  const calls = (await openCalls(operator)).filter((call) => call.home?.id === home.card.id)
  for (const call of calls) await finish(call)
  return calls.map(({ kind, trigger }) => `${kind} ${trigger}`)
}

async function finish(call: Call): Promise<void> {
  await handle(operator, call)
}

function expectReceipt(receipt: Receipt | undefined, { body, outcome }: Case): void {
  const sha256 = createHash('sha256').update(body).digest('hex')
  if (outcome.receipt === 'sha256') expect(receipt).toMatchObject({ id: null, sha256, stored: true })
  if (outcome.receipt === 'id') expect(receipt).toMatchObject({ id: expect.any(String), stored: true })
}

async function byMqtt(one: Case): Promise<void> {
  const receipt = one.outcome.receipt === 'none' ? undefined : home.device.nextReceipt()
  await publish(home.device.client, one.lane ?? 'alarm', one)
  expectReceipt(await receipt, one)
  if (one.outcome.receipt === 'none') expect(await fence()).toBe(1)
}

/** What came before on this connection has been taken; the number of receipts so far. */
async function fence(): Promise<number> {
  await home.press('cancel')
  return home.device.receipts.length
}

function publish(client: MqttClient, lane: string, { body, options = {} }: Case): Promise<unknown> {
  const topic = lane.includes('/') ? lane : upTopic(home.device.id, lane as UpLane)
  return client.publishAsync(topic, body, { qos: 1, ...options })
}

async function byPush(one: Case): Promise<void> {
  const body = new Uint8Array(Buffer.from(one.body))
  const { status, receipt } = await pushSignal(house.app.url, home.credential, body)
  expect(status).toBe(200)
  expectReceipt(receipt, one)
}

describe('a press by an authenticated device is never dropped', () => {
  const runs = CASES.flatMap((one) => (one.roads ?? ['mqtt', 'push']).map((road) => ({ ...one, road })))

  it.each(runs)('$road: $what', async ({ road, ...one }) => {
    await (road === 'mqtt' ? byMqtt(one) : byPush(one))
    expect(await ringing()).toEqual(one.outcome.calls)
  })

  it('is a table long enough', () => {
    console.info(`bad input: ${CASES.length} kinds of message, ${runs.length} with both roads`)
    expect(CASES.length).toBeGreaterThanOrEqual(60)
    expect(new Set(CASES.map(({ what }) => what)).size).toBe(CASES.length)
  })
})
