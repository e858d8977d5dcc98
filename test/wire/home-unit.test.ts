import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HomeUnit, type HomeUnitOptions, homeUnit } from '../../device-sim/device.ts'
import { fileKeep, memoryKeep } from '../../device-sim/keep.ts'
import type { UnitNews } from '../../device-sim/news.ts'
import type { Fetch } from '../../device-sim/push.ts'
import { decode } from '../../server/intake/decode.ts'
import { type HandClock, handClock } from './hand-clock.ts'
import { newsRoom } from './news-room.ts'
import { type SmallBroker, smallBroker } from './small-broker.ts'

const ID = 'unit-0001'
const AT = '2026-11-22T01:00:00.100Z'
const NOBODY: Fetch = () => Promise.reject(new Error('There is no house.'))

const isOpen = (news: UnitNews) => news.type === 'link' && news.open
const isClosed = (news: UnitNews) => news.type === 'link' && !news.open
const isReceipt = (news: UnitNews) => news.type === 'receipt'
const shows = (shown: string) => (news: UnitNews) => news.type === 'shown' && news.shown === shown

let broker: SmallBroker
let clock: HandClock
let news: ReturnType<typeof newsRoom>
let units: HomeUnit[]

beforeEach(async () => {
  broker = await smallBroker()
  clock = handClock()
  news = newsRoom()
  units = []
})

afterEach(async () => {
  for (const unit of units) unit.powerCut()
  await broker.stop()
})

function unit(options: Partial<HomeUnitOptions> = {}): HomeUnit {
  const made = homeUnit({
    id: ID,
    secret: 'secret',
    mqttUrl: broker.url,
    clock,
    random: () => 0.5,
    fetch: NOBODY,
    onNews: news.hear,
    ...options,
  })
  units.push(made)
  return made
}

describe('a home unit', () => {
  it('resends the same bytes until the receipt, and then no more', async () => {
    const home = unit()
    await news.until(isOpen)
    const press = home.press('sos', { button: 'red' })
    const first = await broker.nth('alarm', 1)
    expect(first).toMatchObject({ topic: `anling/v1/${ID}/up/alarm`, qos: 1, retain: false })
    expect(home.shown).toBe('sending')

    for (const [resend, seconds] of [2, 4, 8, 16, 32, 60, 60].entries()) {
      clock.move(seconds * 1000)
      expect((await broker.nth('alarm', resend + 2)).text).toBe(first.text)
    }
    await broker.receipt(ID, { id: press.id, stored: true, at: AT })
    expect(await press.receipted).toEqual({ id: press.id, stored: true, at: AT })
    expect([home.shown, home.waiting]).toEqual(['stored', 0])

    clock.move(120_000)
    home.press('test')
    await broker.nth('key', 1)
    expect(broker.heard.filter((one) => one.lane === 'alarm')).toHaveLength(8)
  })

  it('sends a body the house decodes without a flaw, and counts n from 1', async () => {
    const home = unit()
    await news.until(isOpen)
    home.press('battery_low')
    home.press('sos')
    home.press('meal')
    const bodies = [await broker.nth('status', 1), await broker.nth('alarm', 1), await broker.nth('key', 1)]
    const decoded = bodies.map((heard) => decode(heard.lane, new TextEncoder().encode(heard.text)))
    expect(decoded).toMatchObject([
      { signal: { kind: 'battery_low', n: 0, flaws: [] } },
      { signal: { kind: 'sos', n: 1, flaws: [] } },
      { signal: { kind: 'meal', n: 2, flaws: [] } },
    ])
  })

  it('goes the second road after ten seconds without a receipt', async () => {
    const pushed: { url: string; authorization: string | null; body: string }[] = []
    const fetch: Fetch = async (url, init) => {
      const body = String(init?.body)
      pushed.push({ url: String(url), authorization: new Headers(init?.headers).get('authorization'), body })
      return new Response(JSON.stringify({ id: JSON.parse(body).id, stored: true, at: AT }))
    }
    const home = unit({ ingestUrl: 'http://house.example', fetch })
    await news.until(isOpen)
    const press = home.press('sos')
    clock.move(9_999)
    expect(pushed).toEqual([])
    clock.move(1)
    await press.receipted
    expect(pushed).toEqual([
      {
        url: 'http://house.example/ingest/v1/signals',
        authorization: `Basic ${Buffer.from(`${ID}:secret`).toString('base64')}`,
        body: (await broker.nth('alarm', 1)).text,
      },
    ])
    expect(home.waiting).toBe(0)
  })

  it('goes the second road when there is no MQTT at all', async () => {
    const fetch: Fetch = async (_, init) =>
      new Response(JSON.stringify({ id: JSON.parse(String(init?.body)).id, stored: true, at: AT }))
    const home = unit({ mqttUrl: 'mqtt://127.0.0.1:1', ingestUrl: 'http://house.example', fetch })
    const press = home.press('fall')
    await news.until(isClosed)
    clock.move(10_000)
    expect((await press.receipted).stored).toBe(true)
  })

  it('keeps on after a refusal, whichever road it came', async () => {
    const fetch: Fetch = async () =>
      new Response('{"code":"wrong_device_credential","title":"…","requestId":"1"}', { status: 401 })
    const home = unit({ ingestUrl: 'http://house.example', fetch })
    await broker.listening()
    const press = home.press('sos')
    await broker.receipt(ID, { id: press.id, stored: false, code: 'storage_unavailable' })
    await news.until(isReceipt)
    clock.move(14_000)
    await broker.nth('alarm', 4)
    expect([home.shown, home.waiting]).toEqual(['sending', 1])
  })

  it('knows a signal by the hash of its bytes when the receipt has no id', async () => {
    const home = unit()
    await news.until(isOpen)
    const press = home.press('sos')
    const sha256 = createHash('sha256')
      .update((await broker.nth('alarm', 1)).text)
      .digest('hex')
    await broker.receipt(ID, { id: null, sha256, stored: true, at: AT })
    await press.receipted
    expect(home.waiting).toBe(0)
  })

  it('takes the same receipt twice, and those of others, without harm', async () => {
    const home = unit()
    await broker.listening()
    const first = home.press('sos')
    const second = home.press('service')
    for (const id of [first.id, first.id, 'of-somebody-else']) await broker.receipt(ID, { id, stored: true, at: AT })
    await broker.say(ID, 'receipt', 'not a receipt')
    await news.until(isReceipt, 3)
    expect(home.waiting).toBe(1)
    await broker.receipt(ID, { id: second.id, stored: true, at: AT })
    await second.receipted
    expect(home.waiting).toBe(0)
  })

  it('keeps its signals over a power cut, and comes back with a new power-up', async () => {
    const home = unit()
    await news.until(isOpen)
    const press = home.press('sos')
    const before = await broker.nth('alarm', 1)
    home.powerCut()
    expect([home.shown, home.powered]).toEqual(['dark', false])
    expect(() => home.press('sos')).toThrow(/no power/)
    expect(JSON.parse((await broker.nth('online', 2)).text)).toEqual({ v: 1, online: false })

    home.powerOn()
    expect(home.shown).toBe('sending')
    expect((await broker.nth('alarm', 2)).text).toBe(before.text)
    home.press('meal')
    const meal = JSON.parse((await broker.nth('key', 1)).text)
    expect(meal.n).toBe(1)
    expect(meal.boot).not.toBe(JSON.parse(before.text).boot)
    await broker.receipt(ID, { id: press.id, stored: true, at: AT })
    await press.receipted
  })

  it('keeps its signals in a file over the end of the process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keep-'))
    try {
      const first = unit({ keep: fileKeep(join(folder, 'keep.json')) })
      await news.until(isOpen)
      const press = first.press('sos')
      await broker.nth('alarm', 1)
      first.powerCut()
      const second = unit({ keep: fileKeep(join(folder, 'keep.json')) })
      expect(second.waiting).toBe(1)
      expect(JSON.parse((await broker.nth('alarm', 2)).text).id).toBe(press.id)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('connects again after a cut and sends what it kept at once', async () => {
    const home = unit({ keep: memoryKeep() })
    await news.until(isOpen)
    broker.cutAll()
    await news.until(isClosed)
    home.press('sos')
    clock.move(60_000)
    await news.until(isOpen, 2)
    await broker.nth('alarm', 1)
    expect(home.online).toBe(true)
  })

  it('says why it is not let in', async () => {
    unit({ secret: 'wrong' })
    await news.until(isClosed)
    expect(news.told).toContainEqual({ type: 'link', open: false, reason: expect.stringMatching(/refused/i) })
  })

  it('beats by its class, with n, and says that it is there', async () => {
    const home = unit({ class: 'mains' })
    expect(await broker.nth('online', 1)).toMatchObject({ text: '{"v":1,"online":true}', retain: true })
    home.press('sos')
    expect(JSON.parse((await broker.nth('heartbeat', 1)).text)).toMatchObject({ kind: 'heartbeat', n: 0 })
    clock.move(30_000)
    const second = await broker.nth('heartbeat', 2)
    expect(second).toMatchObject({ qos: 0, retain: false })
    expect(JSON.parse(second.text).n).toBe(1)
  })

  it('shows what the house says, and ignores what it cannot show', async () => {
    const home = unit()
    await broker.listening()
    const press = home.press('sos')
    await broker.receipt(ID, { id: press.id, stored: true, at: AT })
    await press.receipted
    for (const state of ['ringing', 'claimed', 'dancing', 'coming', 'done', 'idle']) {
      await broker.say(ID, 'state', JSON.stringify({ v: 1, call: '1122-0107', state, say: '' }))
    }
    await news.until(shows('idle'))
    const shown = news.told.flatMap((one) => (one.type === 'shown' ? [one.shown] : []))
    expect(shown).toEqual(['idle', 'sending', 'stored', 'ringing', 'claimed', 'coming', 'done', 'idle'])
  })

  it('says goodbye when it is stopped', async () => {
    const home = unit()
    await news.until(isOpen)
    await home.stop()
    expect(JSON.parse((await broker.nth('online', 2)).text)).toEqual({ v: 1, online: false })
  })
})
