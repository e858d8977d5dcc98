import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ERASURE_REASONS } from '#contract/erasure'
import { LEAVINGS } from '#contract/residents'
import { type Erased, lineOf, readList } from '../../server/registry/privacy/erasure.ts'

const erased: fc.Arbitrary<Erased> = fc.record({
  residentId: fc.string({ minLength: 1, unit: 'binary' }),
  homeId: fc.option(fc.string({ unit: 'binary' })),
  reason: fc.constantFrom(...ERASURE_REASONS),
  leaving: fc.constantFrom(...LEAVINGS),
  erasedAt: fc.maxSafeNat(),
})
const erasedOnce = fc.uniqueArray(erased, { selector: ({ residentId }) => residentId, maxLength: 8 })

test('what a list was told it tells again', () => {
  fc.assert(
    fc.property(erasedOnce, (all) => {
      expect(readList(all.map(lineOf).join(''))).toEqual({ erased: all, unreadable: 0 })
    }),
  )
})

test('a list torn anywhere loses the line that was being written, and none that comes after', () => {
  fc.assert(
    fc.property(erasedOnce, erasedOnce, fc.nat(), (before, after, cut) => {
      const text = before.map(lineOf).join('')
      const last = lineOf(before.at(-1) ?? ({} as Erased))
      const torn = before.length === 0 ? '' : text.slice(0, text.length - 1 - (cut % (last.length - 1)))
      const read = readList(torn + after.map(lineOf).join(''))
      const whole = new Set([...before.slice(0, -1), ...after].map(({ residentId }) => residentId))
      const found = read.erased.map(({ residentId }) => residentId)
      expect([...whole].filter((id) => !found.includes(id))).toEqual([])
      expect(read.unreadable).toBeLessThanOrEqual(1)
    }),
  )
})

test.each(['{', 'null', '1', '{"residentId":1}', '{"residentId":"r","homeId":null,"reason":"x"}'])(
  'a line that says %s names nobody, and is counted',
  (line) => {
    expect(readList(`\n${line}\n`)).toEqual({ erased: [], unreadable: 1 })
  },
)
