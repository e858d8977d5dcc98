import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SIGNAL_KINDS } from '#contract/signals'
import { DOWN_LANES, UP_LANES } from '#contract/topics'
import { type Decoded, decode, FLAWS } from '../../server/intake/decode.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const anyLane = fc.oneof(fc.constantFrom(...UP_LANES, ...DOWN_LANES), fc.string())
const anyKind = fc.constantFrom(...SIGNAL_KINDS)
const FIELDS = [
  'v',
  'id',
  'at',
  'boot',
  'n',
  'button',
  'battery',
  'mains',
  'rssi',
  'test',
  'online',
  '__proto__',
  'constructor',
]
const anyFields = fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), fc.string()), fc.jsonValue(), { maxKeys: 14 })

const good = {
  v: 1,
  id: 'p-1',
  at: '2026-11-22T01:02:03.004Z',
  boot: 'b-1',
  n: 3,
  kind: 'sos',
  button: 'red',
  battery: 87,
  mains: true,
  rssi: -61,
  test: false,
} as const

function signalIn(decoded: Decoded) {
  if (decoded.type !== 'signal') throw new Error(`Decoded as ${decoded.type}.`)
  return decoded.signal
}

/** What both engines give back as it was written (design §4). */
function expectStorable(text: string | null) {
  if (text === null) return
  expect(text).not.toMatch(/\p{Cs}/u)
  expect(text.includes('\0')).toBe(false)
}

describe('decode', () => {
  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(anyLane, fc.uint8Array({ maxLength: 400 }), (lane, body) => void decode(lane, body)))
  })

  it('never throws, whatever the JSON, and names only known flaws', () => {
    fc.assert(
      fc.property(anyLane, fc.jsonValue({ maxDepth: 4 }), (lane, value) => {
        const decoded = decode(lane, bytes(value))
        const flaws =
          decoded.type === 'signal' ? decoded.signal.flaws : decoded.type === 'unreadable' ? [decoded.flaw] : []
        expect(FLAWS).toEqual(expect.arrayContaining([...flaws]))
      }),
    )
  })

  it('rings for every known kind, on any lane, whatever the other fields are', () => {
    fc.assert(
      fc.property(anyLane, anyKind, anyFields, (lane, kind, fields) => {
        expect(signalIn(decode(lane, bytes({ ...fields, kind }))).kind).toBe(kind)
      }),
    )
  })

  it('gives nothing that a store could not give back', () => {
    const text = fc.string({ unit: 'binary', maxLength: 70 })
    fc.assert(
      fc.property(text, text, text, text, fc.double(), (id, at, boot, button, n) => {
        const signal = signalIn(decode('alarm', bytes({ ...good, id, at, boot, button, n, battery: -0 })))
        for (const field of [signal.id, signal.at, signal.boot, signal.button]) expectStorable(field)
        expect(signal.n === null || (Number.isInteger(signal.n) && signal.n >= 0 && signal.n <= 2 ** 31 - 1)).toBe(true)
        expect(Object.is(signal.battery, -0)).toBe(false)
      }),
    )
  })

  it('loses one field to one flaw', () => {
    const wrong = { id: {}, at: 'noon', boot: [], n: 1.5, button: 7, battery: -1, mains: 'yes', rssi: 'loud', test: 1 }
    for (const [field, value] of Object.entries(wrong)) {
      const signal = signalIn(decode('alarm', bytes({ ...good, [field]: value })))
      const { v: _v, ...rest } = good
      expect(signal.flaws).toHaveLength(1)
      expect(signal).toEqual({ ...rest, [field]: field === 'test' ? false : null, flaws: signal.flaws })
    }
  })

  it('keeps a press whose text fields cannot be stored as they are', () => {
    const signal = signalIn(decode('key', bytes({ ...good, boot: 'b\0\ud800', button: '\udc00' })))
    expect([signal.boot, signal.button]).toEqual(['b\u2400\ufffd', '\ufffd'])
  })

  it('counts characters, not bytes or halves, against the limits', () => {
    expect(signalIn(decode('alarm', bytes({ ...good, id: '😀'.repeat(64) }))).id).toHaveLength(128)
    expect(signalIn(decode('alarm', bytes({ ...good, id: '😀'.repeat(65) }))).id).toBeNull()
  })

  it('survives nesting deeper than any stack', () => {
    const deep = `{"kind":"sos","x":${'['.repeat(200_000)}`
    expect(decode('alarm', new TextEncoder().encode(deep))).toEqual({ type: 'unreadable', flaw: 'not_json' })
    const closed = `${deep}${']'.repeat(200_000)}}`
    expect(['signal', 'unreadable']).toContain(decode('alarm', new TextEncoder().encode(closed)).type)
  })

  it('takes linear time for a body of padding', () => {
    const padded = new Uint8Array(65_536)
    padded[padded.length - 1] = 0x7b
    const started = performance.now()
    decode('alarm', padded)
    // A quadratic trim takes seconds here; a linear one well under a millisecond.
    expect(performance.now() - started).toBeLessThan(500)
  })

  it('is not led by a polluted prototype in the body', () => {
    expect(decode('alarm', new TextEncoder().encode('{"__proto__":{"kind":"sos"}}'))).toEqual({
      type: 'unreadable',
      flaw: 'kind_missing',
    })
    expect(Object.prototype).not.toHaveProperty('kind')
  })
})
