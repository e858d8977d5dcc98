import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { macOf } from '../../server/mac.ts'

const anyKey = fc.uint8Array({ maxLength: 64 })
const anyPart = fc.oneof(fc.uint8Array({ maxLength: 2_000 }), fc.string({ unit: 'binary', maxLength: 500 }))

describe('the keyed hash of the road', () => {
  it('is HMAC-SHA-256, as the platform computes it, for any key and any message', () => {
    fc.assert(
      fc.property(
        anyKey,
        fc.array(fc.array(anyPart, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        (key, messages) => {
          const mac = macOf(key)
          for (const parts of messages) {
            const expected = createHmac('sha256', key)
            for (const part of parts) expected.update(part)
            expect(mac(...parts).toString('hex')).toBe(expected.digest('hex'))
          }
        },
      ),
    )
  })

  it('refuses a key that would have to be shortened', () => {
    expect(() => macOf(new Uint8Array(65))).toThrow(RangeError)
  })
})
