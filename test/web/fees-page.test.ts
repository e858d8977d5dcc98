import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMonth, lastFullMonth, monthBefore, monthsUntil } from '../../web/console/office/fees/months.ts'
import { fenIn, yuanOf } from '../../web/console/office/fees/yuan.ts'

const month = fc
  .record({ year: fc.integer({ min: 2000, max: 2099 }), number: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, number }) => `${year}-${String(number).padStart(2, '0')}`)

test('the last full month is the one before that of today, also over new year', () => {
  expect(lastFullMonth('2026-11-28')).toBe('2026-10')
  expect(lastFullMonth('2027-01-01')).toBe('2026-12')
})

test('so many months back and as many on is the same month', () => {
  fc.assert(
    fc.property(month, fc.integer({ min: -500, max: 500 }), (from, back) => {
      const other = monthBefore(from, back)
      expect(isMonth(other)).toBe(true)
      expect(monthBefore(other, -back)).toBe(from)
      if (back > 0) expect(other < from).toBe(true)
    }),
  )
})

test('the list of months has the running one first and whatever is asked for, each once', () => {
  fc.assert(
    fc.property(month, (asked) => {
      const months = monthsUntil('2026-11-28', asked, 36)
      expect(months).toContain(asked)
      expect(months).toEqual([...new Set(months)].sort().reverse())
    }),
  )
})

test.each(['2026-13', '2026-1', '202611', 5, undefined])('%s is no month', (text) => expect(isMonth(text)).toBe(false))

test('what is written as yuan is read as the same fen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (fen) => {
      expect(fenIn(yuanOf(fen).replaceAll(',', ''))).toBe(fen)
    }),
  )
  expect([yuanOf(0), yuanOf(5), yuanOf(1234), yuanOf(123_456_789)]).toEqual(['0.00', '0.05', '12.34', '1,234,567.89'])
  expect(['20', '20.5', ' 20.50 '].map(fenIn)).toEqual([2000, 2050, 2050])
})

test.each(['', '20.505', '-1', '1e3', '二十', '20.', '.5'])('“%s” is no amount', (typed) =>
  expect(fenIn(typed)).toBeNull(),
)
