import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RETENTION_CLASSES } from '#contract/retention'
import { localDate, localMinute } from '../../server/calendar/local-date.ts'
import {
  BEGINNING,
  behind,
  fateOf,
  nextNight,
  type Position,
  RETENTION,
} from '../../server/registry/privacy/retention.ts'

const DAY_MS = 86_400_000
const AT = Date.parse('2026-11-22T19:00:00.000Z')

test.each(RETENTION_CLASSES)(
  '%s: what is a millisecond too young stays, what is older goes, unless it is kept',
  (name) => {
    const oldest = AT - RETENTION[name].days * DAY_MS
    const fate = (since: number | null, isKept = false) => fateOf(name, { since, isKept }, AT)
    expect([fate(oldest), fate(oldest - 1)]).toEqual(['stays', 'goes'])
    expect([fate(oldest, true), fate(oldest - 1, true)]).toEqual(['stays', 'kept'])
    expect(fate(null)).toBe('stays')
  },
)

test('once it may go it may go ever after', () => {
  const name = fc.constantFrom(...RETENTION_CLASSES)
  const span = fc.integer({ min: 0, max: 3000 * DAY_MS })
  fc.assert(
    fc.property(name, span, span, (name, age, later) => {
      const row = { since: AT - age, isKept: false }
      return fateOf(name, row, AT) !== 'goes' || fateOf(name, row, AT + later) === 'goes'
    }),
  )
})

test('every local date has one night, at three, and the next one is less than a day away', () => {
  const instant = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2060-01-01') })
  fc.assert(
    fc.property(instant, (at) => {
      const next = nextNight(at)
      expect([localMinute(next), next > at, next - at <= DAY_MS]).toEqual([180, true, true])
      expect(localDate(nextNight(next))).not.toBe(localDate(next))
    }),
    { numRuns: 50 },
  )
})

test('a night goes through every class once and ends', () => {
  const seen: string[] = []
  for (let position: Position = BEGINNING; position; position = behind(position, null)) seen.push(position.name)
  expect(seen).toEqual([...RETENTION_CLASSES])
})
