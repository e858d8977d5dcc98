import { expect, test } from 'vitest'
import { slowness } from '../../server/db/slowness.ts'

/** Which of these transactions, `[took, at]` in milliseconds, give reason to ring. */
function ringing(written: readonly (readonly [took: number, at: number])[]): number[] {
  const isLagging = slowness()
  return written.flatMap(([took, at]) => (isLagging(took, at) ? [at] : []))
}

test('a store that answers in time is never slow', () => {
  expect(ringing(Array.from({ length: 100 }, (_, n) => [199, n * 10]))).toEqual([])
})

test('one slow transaction is a hiccup, the third within a minute is a lag, and so is each after it', () => {
  expect(
    ringing([
      [200, 0],
      [5, 10_000],
      [300, 20_000],
      [250, 59_999],
      [250, 60_500],
    ]),
  ).toEqual([59_999, 60_500])
})

test('slow transactions far apart are hiccups', () => {
  expect(ringing(Array.from({ length: 20 }, (_, n) => [900, n * 31_000]))).toEqual([])
})

test('a second is too long, even once', () => {
  expect(ringing([[1_000, 5]])).toEqual([5])
})
