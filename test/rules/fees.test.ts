import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ChargedStay,
  daysOf,
  duesOf,
  figuresOf,
  NO_FIGURES,
  payerOf,
  plus,
  type Rule,
  ruleFor,
} from '../../server/registry/fees/fee.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const NOVEMBER = daysOf('2026-11')
const service: Rule = { kind: 'service', fen: 2_000, governmentFromAge: 75, path: null, fromOn: '2026-01-01' }
const joining: Rule = { ...service, kind: 'joining', fen: 10_000 }
const stay = (parts: Partial<ChargedStay> = {}): ChargedStay => ({
  ...{ deviceId: 'd', homeId: 'h', fromAt: at('2026-10-05T10:00'), untilAt: null, path: '/c/s/', follows: false },
  ...{ residents: [{ bornOn: '1940-03-08', leftAt: null }] },
  ...parts,
})

test.each([
  ['2026-11', '2026-11-30'],
  ['2026-02', '2026-02-28'],
  ['2028-02', '2028-02-29'],
  ['2026-12', '2026-12-31'],
])('%s ends on %s', (month, lastOn) => {
  expect(daysOf(month)).toEqual({ firstOn: `${month}-01`, lastOn })
})

describe('what is due', () => {
  test.each([
    ['before the month', { untilAt: at('2026-10-31T23:59') }, []],
    ['after the month', { fromAt: at('2026-12-01T00:00') }, []],
    ['all month', {}, ['service 2026-11-01']],
    ['into its first day', { untilAt: at('2026-11-01T00:00') }, ['service 2026-11-01']],
    ['from the 12th on', { fromAt: at('2026-11-12T08:00') }, ['joining 2026-11-12', 'service 2026-11-12']],
    [
      'for a few days in it',
      { fromAt: at('2026-11-12T08:00'), untilAt: at('2026-11-15T08:00') },
      ['joining 2026-11-12', 'service 2026-11-12'],
    ],
    ['in place of another since the 12th', { fromAt: at('2026-11-12T08:00'), follows: true }, []],
    ['in place of another since October', { follows: true }, ['service 2026-11-01']],
  ])('of a unit that stood there %s', (_, parts, dues) => {
    expect(duesOf(stay(parts), NOVEMBER).map(({ kind, on }) => `${kind} ${on}`)).toEqual(dues)
  })

  test('a unit pays each month it touches once, however it came and went', () => {
    const day = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-31T23:59') })
    fc.assert(
      fc.property(fc.tuple(day, day), (ends) => {
        const [fromAt = 0, untilAt = 0] = [...ends].sort((a, b) => a - b)
        const months = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`)
        const dues = months.flatMap((month) => duesOf(stay({ fromAt, untilAt }), daysOf(month)))
        const touched = new Date(untilAt + 8 * 3_600_000).getUTCMonth() - new Date(fromAt + 8 * 3_600_000).getUTCMonth()
        expect(dues.filter(({ kind }) => kind === 'service')).toHaveLength(touched + 1)
        expect(dues.filter(({ kind }) => kind === 'joining')).toHaveLength(1)
      }),
    )
  })
})

describe('who pays', () => {
  const payer = (bornOn: string | null, on = '2026-11-12', leftAt: number | null = null) =>
    Object.values(payerOf(service, [{ bornOn, leftAt }], on)).join(' ')

  test.each([
    ['1951-11-12', 'government old_enough'],
    ['1951-11-13', 'resident not_old_enough'],
    [null, 'resident age_unknown'],
  ])('for somebody born on %s, on 2026-11-12: %s', (bornOn, says) => {
    expect(payer(bornOn)).toBe(says)
  })

  test('who turns 75 in the month is paid for from the next one on', () => {
    expect(payer('1951-11-12', '2026-11-01')).toBe('resident not_old_enough')
    expect(payer('1951-11-12', '2026-12-01')).toBe('government old_enough')
  })

  test('one who is old enough is enough, and who has left does not count', () => {
    const young = { bornOn: '1960-01-01', leftAt: null }
    expect(payerOf(service, [young, { bornOn: '1940-01-01', leftAt: null }], '2026-11-01').payer).toBe('government')
    const left = { bornOn: '1940-01-01', leftAt: at('2026-10-31T09:00') }
    expect(payerOf(service, [young, left], '2026-11-01').payer).toBe('resident')
  })

  test('without an age everybody pays', () => {
    expect(payerOf({ governmentFromAge: null }, stay().residents, '2026-11-01')).toEqual({
      payer: 'resident',
      because: 'everybody_pays',
    })
  })
})

test('the rule of the nearest area counts, and of several the newest that holds by then', () => {
  const rules = [
    service,
    { ...service, fen: 2_500, fromOn: '2026-11-01' },
    { ...service, fen: 1_500, path: '/c/s/' },
    { ...service, fen: 1_000, path: '/c/t/' },
    { ...service, fen: 9_900, fromOn: '2027-01-01' },
  ]
  const fen = (on: string, path: string) => ruleFor(rules, 'service', on, path)?.fen
  expect(fen('2026-10-31', '/c/x/')).toBe(2_000)
  expect(fen('2026-11-01', '/c/x/')).toBe(2_500)
  expect(fen('2026-11-01', '/c/s/g/')).toBe(1_500)
  expect(fen('2025-12-31', '/c/s/')).toBeUndefined()
  expect(ruleFor(rules, 'joining', '2026-11-01', '/c/')).toBeUndefined()
})

test('figures say how many, how much, by whom, and what could not be reckoned', () => {
  const rules = [service, joining]
  expect(figuresOf(stay({ fromAt: at('2026-11-12T08:00') }), NOVEMBER, rules)).toEqual({
    ...NO_FIGURES,
    units: 1,
    joining: { ...NO_FIGURES.joining, government: { units: 1, fen: 10_000 } },
    service: { ...NO_FIGURES.service, government: { units: 1, fen: 2_000 } },
  })
  const unknown = figuresOf(stay({ residents: [{ bornOn: null, leftAt: null }] }), NOVEMBER, rules)
  expect(unknown).toMatchObject({ unknownAge: 1, service: { resident: { units: 1, fen: 2_000 } } })
  expect(figuresOf(stay(), NOVEMBER, [])).toMatchObject({ units: 1, withoutRule: 1 })
  expect(plus(unknown, unknown)).toMatchObject({ units: 2, unknownAge: 2, service: { resident: { fen: 4_000 } } })
})
