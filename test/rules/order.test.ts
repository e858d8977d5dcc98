import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inPressedOrder } from '../../server/intake/order.ts'

const anySignal = fc.record({
  deviceId: fc.constantFrom('a', 'b', 'a","b'),
  boot: fc.option(fc.constantFrom('x', 'y')),
  n: fc.option(fc.nat(5)),
})
const anyArrivals = fc
  .array(anySignal, { maxLength: 40, size: 'max' })
  .map((signals) => signals.map((signal, uid) => ({ ...signal, uid })))

type Signal = typeof anyArrivals extends fc.Arbitrary<(infer S)[]> ? S : never

/** Signals by power-up of a device; those that do not say it stand alone. */
function powerUps(signals: readonly Signal[]): Map<string, Signal[]> {
  const groups = new Map<string, Signal[]>()
  for (const signal of signals) {
    const { deviceId, boot, n, uid } = signal
    const key = boot === null || n === null ? `alone ${uid}` : JSON.stringify([deviceId, boot])
    groups.set(key, [...(groups.get(key) ?? []), signal])
  }
  return groups
}

const isSorted = (signals: readonly Signal[]): boolean =>
  signals.every((signal, place) => place === 0 || (signals[place - 1]?.n ?? 0) <= (signal.n ?? 0))

describe('inPressedOrder', () => {
  it('loses and invents nothing', () => {
    fc.assert(
      fc.property(anyArrivals, (arrived) => {
        const uids = inPressedOrder(arrived).map(({ uid }) => uid)
        expect(uids.sort((a, b) => a - b)).toEqual(arrived.map(({ uid }) => uid))
      }),
    )
  })

  it('puts the presses of one power-up in the order they were made', () => {
    fc.assert(
      fc.property(anyArrivals, (arrived) => {
        for (const group of powerUps(inPressedOrder(arrived)).values()) expect(isSorted(group)).toBe(true)
      }),
    )
  })

  it('moves nobody out of the places his power-up took among the others', () => {
    fc.assert(
      fc.property(anyArrivals, (arrived) => {
        const ordered = inPressedOrder(arrived)
        const keyOf = (signal: Signal) => [...powerUps([signal]).keys()][0]
        expect(ordered.map(keyOf)).toEqual(arrived.map(keyOf))
      }),
    )
  })

  it('is not already done by arrival: the check of the order can fail', () => {
    expect(isSorted([3, 1].map((n, uid) => ({ deviceId: 'a', boot: 'x', n, uid })))).toBe(false)
  })

  it('keeps equal counts as they arrived', () => {
    const arrived = [2, 1, 1, 2].map((n, uid) => ({ deviceId: 'a', boot: 'x', n, uid }))
    expect(inPressedOrder(arrived).map(({ uid }) => uid)).toEqual([1, 2, 0, 3])
  })
})
