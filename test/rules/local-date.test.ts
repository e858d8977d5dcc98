import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, localDate, startOfLocalDay } from '../../server/calendar/local-date.ts'

const anyInstant = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2060-01-01') })
const anyZone = fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia')
const HOUR = 3_600_000

describe('local dates', () => {
  it('change at midnight in Shanghai, which is 16:00 UTC', () => {
    expect(localDate(Date.parse('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22')
    expect(localDate(Date.parse('2026-11-22T16:00:00.000Z'))).toBe('2026-11-23')
  })

  it('begin at an instant of that date, after one of the date before', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (at, zone) => {
        const start = startOfLocalDay(at, zone)
        expect(start).toBeLessThanOrEqual(at)
        expect(at - start).toBeLessThan(26 * HOUR)
        expect(localDate(start, zone)).toBe(localDate(at, zone))
        expect(localDate(start - 1, zone)).not.toBe(localDate(at, zone))
      }),
      { numRuns: 60 },
    )
  })

  it('have no midnight where summer time takes it away', () => {
    const noon = Date.parse('2018-11-04T14:00:00Z')
    expect(new Date(startOfLocalDay(noon, 'America/Sao_Paulo')).toISOString()).toBe('2018-11-04T03:00:00.000Z')
  })

  it('count years by the local birthday', () => {
    const at = (iso: string) => ageOn('1940-03-08', Date.parse(iso))
    expect([at('2026-03-07T15:59:59Z'), at('2026-03-07T16:00:00Z'), at('2026-12-31T00:00:00Z')]).toEqual([85, 86, 86])
    expect(ageOn('2024-02-29', Date.parse('2026-02-28T00:00:00Z'))).toBe(1)
    expect(ageOn('2024-02-29', Date.parse('2026-03-01T00:00:00Z'))).toBe(2)
  })
})
