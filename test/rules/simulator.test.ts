import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_CLASSES } from '#contract/registry'
import { readArguments } from '../../device-sim/arguments.ts'
import { boardLines, windowStart } from '../../device-sim/board.ts'
import { devicesIn, readDevices } from '../../device-sim/devices-file.ts'
import { HEARTBEATS, heartbeatGap } from '../../device-sim/heartbeat.ts'
import { nextMoment } from '../../device-sim/life.ts'
import { backoff } from '../../device-sim/link.ts'
import { seededRandom } from '../../device-sim/random.ts'
import { emptyTally } from '../../device-sim/tally.ts'
import { authorityFor } from '../../device-sim/trust.ts'

const HOUR_MS = 3_600_000

async function* chunks(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text)
  // Whoever starts the simulator may leave the pipe open: reading must have ended before this.
  throw new Error('Read on after whole JSON.')
}

describe('arguments of the simulator', () => {
  it('takes a whole command line', () => {
    const argv = [
      '--mqtt',
      'mqtts://b.example',
      '--ingest',
      'https://h.example',
      '--devices',
      '-',
      '--scenario',
      'heart',
    ]
    expect(readArguments([...argv, '--speed', '2.5', '--seed', '7', '--fleet', '3', '--json'])).toMatchObject({
      wish: {
        mqttUrl: 'mqtts://b.example',
        devices: '-',
        fleet: 3,
        speed: 2.5,
        seed: 7,
        json: true,
        scenario: { name: 'heart' },
      },
    })
  })

  it('plays everyday life when only a number of units is given', () => {
    expect(readArguments(['--devices', 'd.json', '--fleet', '3'])).toMatchObject({
      wish: { scenario: { name: 'daily' } },
    })
  })

  it.each([
    [[], /--devices/],
    [['--devices', 'd', '--mqtt', 'http://x'], /--mqtt: “http:\/\/x”/],
    [['--devices', 'd', '--scenario', 'opera'], /no scenario “opera”.*heart/],
    [['--devices', 'd', '--fleet', '0'], /--fleet: “0”/],
    [['--devices', 'd', '--speed', '-1'], /--speed/],
    [['--devices', 'd', '--loud'], /--loud/],
    [['--devices', 'd', 'more'], /more/],
  ])('says what is wrong with %j', (argv, sentence) => {
    expect(readArguments(argv)).toEqual({ mistake: expect.stringMatching(sentence) })
  })
})

describe('--ca', () => {
  it('is nothing where it is not said', () => {
    expect(authorityFor(['mqtt://127.0.0.1:1'], null)).toBeNull()
  })

  it.each([
    [['mqtt://127.0.0.1:1883', null], /^--ca is for mqtts:\/\/ and https:\/\/; mqtt:.* would speak in the clear\.$/],
    [['mqtts://127.0.0.1:8883', 'http://127.0.0.1'], /http:\/\/127\.0\.0\.1 would speak in the clear/],
    [['mqtts://127.0.0.1:8883', null], /^The file .* does not begin with a certificate in PEM form\.$/],
  ])('is refused beside %j', (urls, sentence) => {
    expect(() => authorityFor(urls, import.meta.filename)).toThrow(sentence)
  })

  it('is refused when it is not there', () => {
    expect(() => authorityFor(['mqtts://127.0.0.1:8883'], '/nowhere/ca.pem')).toThrow(/ca\.pem cannot be read/)
  })
})

describe('devices file', () => {
  it('is a list, or an object that also names the addresses', () => {
    const device = { id: 'u-1', secret: 's', home: 'A', class: 'mains' }
    expect(devicesIn([{ id: 'u-1', secret: 's', home: 'A' }])).toEqual({
      devices: [device],
      mqttUrl: null,
      ingestUrl: null,
    })
    expect(
      devicesIn({ devices: [{ id: 'u-1', secret: 's' }], mqtt: 'mqtt://127.0.0.1:1', ingest: 'http://a' }),
    ).toEqual({
      devices: [{ ...device, home: 'u-1' }],
      mqttUrl: 'mqtt://127.0.0.1:1',
      ingestUrl: 'http://a',
    })
  })

  it.each([
    [null, /holds no devices/],
    [[], /holds no devices/],
    [[{ id: 'a/b', secret: 's' }], /Device 1 .* no usable "id"/],
    [[{ id: 'a' }], /Device 1 .*\(a\) has no "secret"/],
    [[{ id: 'a', secret: 's', class: 'solar' }], /class “solar”/],
  ])('says what is wrong with %j', (value, sentence) => {
    expect(() => devicesIn(value)).toThrow(sentence)
  })

  it('comes through standard input in pieces, and the pipe may stay open', async () => {
    const input = chunks('[{"id":"u-1","secret":"s"},{"id":"u-2"', ',"secret":"s"}', ']\n')
    expect((await readDevices('-', input)).devices).toHaveLength(2)
  })
})

describe('daily life', () => {
  it('is the same for the same seed', () => {
    const day = (seed: number) => {
      const random = seededRandom(seed)
      return Array.from({ length: 50 }, () => nextMoment(random, 9 * HOUR_MS, 100))
    }
    expect(day(1)).toEqual(day(1))
    expect(day(1)).not.toEqual(day(2))
  })

  it('orders about half a meal a home and day, and no meal at night', () => {
    const random = seededRandom(42)
    const homes = 2_000
    let now = 0
    let meals = 0
    while (now < 24 * HOUR_MS) {
      const moment = nextMoment(random, now, homes)
      now += moment.afterMs
      if (moment.kind !== 'meal') continue
      meals += 1
      expect(Math.floor(now / HOUR_MS) % 24).toBeGreaterThanOrEqual(9)
      expect(Math.floor(now / HOUR_MS) % 24).toBeLessThan(13)
    }
    expect(meals / homes).toBeGreaterThan(0.4)
    expect(meals / homes).toBeLessThan(0.6)
  })
})

describe('waits of a unit', () => {
  it('beats within ± 10 % of its class, three times before it would be called lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DEVICE_CLASSES),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (ofClass, drawn) => {
          const gap = heartbeatGap(ofClass, () => drawn) / 1000
          expect(Math.abs(gap / HEARTBEATS[ofClass].everyS - 1)).toBeLessThanOrEqual(0.1 + 1e-9)
          expect(2 * gap).toBeLessThan(HEARTBEATS[ofClass].lostAfterS)
        },
      ),
    )
  })

  it('waits a random half to whole of 1, 2, 4 … 60 s before it connects again', () => {
    expect([0, 1, 2, 3, 10, 1000].map((attempt) => backoff(attempt, () => 0) / 1000)).toEqual([0.5, 1, 2, 4, 30, 30])
    expect([0, 1, 6].map((attempt) => backoff(attempt, () => 1) / 1000)).toEqual([1, 2, 60])
  })
})

describe('board', () => {
  it('fits its window and marks the chosen home, whatever the sizes', () => {
    const size = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(size, fc.nat(59), size, fc.integer({ min: 1, max: 120 }), (total, at, height, width) => {
        const line = {
          id: 'u',
          home: '松柏里 3-101',
          online: true,
          shown: 'ringing',
          say: '请您放心',
          waiting: 1,
        } as const
        const chosen = Math.min(at, total - 1)
        const rows = boardLines(Array(total).fill(line), chosen, height, width)
        expect(rows.filter((row) => row.startsWith('>'))).toHaveLength(1)
        expect(rows.length).toBeLessThanOrEqual(Math.max(3, height))
        expect(windowStart(total, chosen, 5)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('tally', () => {
  it('counts each press once, however often it is sent and receipted', () => {
    const tally = emptyTally()
    const receipt = { type: 'receipt', receipt: { id: 'a', stored: true, at: '' }, signals: ['a'] } as const
    tally.count('u', { type: 'link', open: true, reason: '' }, 0)
    tally.count('u', { type: 'pressed', signal: 'a', kind: 'sos' }, 0)
    tally.count('u', { type: 'pressed', signal: 'b', kind: 'sos' }, 0)
    for (const tries of [1, 2]) tally.count('u', { type: 'sent', signal: 'a', road: 'mqtt', tries }, 1)
    for (const now of [70, 90]) tally.count('u', receipt, now)
    tally.count('u', { type: 'receipt', receipt: { id: 'b', stored: false, code: 'x' }, signals: ['b'] }, 95)
    expect(tally.sums()).toEqual({
      online: 1,
      pressed: 2,
      receipted: 1,
      refused: 1,
      resent: 1,
      waiting: 1,
      slowestMs: 70,
    })
    tally.count('u', { type: 'power', on: false }, 99)
    expect(tally.sums().online).toBe(0)
  })
})
