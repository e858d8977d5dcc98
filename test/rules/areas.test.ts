import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AREA_LEVELS, AREA_LINE_FAULTS, type DeskHours } from '#contract/areas'
import { isBelow, misplaced, type Place, pathBelow, unmergeable } from '../../server/registry/areas/area.ts'
import { type AreaLine, type KnownArea, planAreas } from '../../server/registry/areas/area-file.ts'
import { covers, EVERYWHERE } from '../../server/registry/areas/scope.ts'
import { coversInCircle, deskFor, isManned, type Manned } from '../../server/registry/desks/desk.ts'

function place(id: string, level: Place['level'], parent: Place | null = null): Place {
  return { id, level, path: pathBelow(parent, id), closedAt: null }
}
const city = place('c', 'city')
const district = place('d', 'district', city)
const street = place('s', 'subdistrict', district)

describe('an area', () => {
  it('stands below the level above its own, or begins a tree', () => {
    for (const level of AREA_LEVELS) expect(misplaced(level, null)).toBeNull()
    expect(misplaced('district', city)).toBeNull()
    expect(misplaced('community', city)).toBe('area_wrong_level')
    expect(misplaced('city', district)).toBe('area_wrong_level')
    expect(misplaced('district', { ...city, closedAt: 1 })).toBe('area_closed')
  })

  it('cannot stand below itself, nor join what lies in it or stands on another level', () => {
    expect(misplaced('district', street, district)).toBe('area_in_circle')
    expect(unmergeable(district, street)).toBe('area_in_circle')
    expect(unmergeable(street, city)).toBe('area_wrong_level')
    expect(unmergeable(street, place('t', 'subdistrict', district))).toBeNull()
    expect(unmergeable(street, { ...place('t', 'subdistrict', district), closedAt: 1 })).toBe('area_closed')
  })

  it('is covered by a scope exactly when it lies in one of its areas', () => {
    const id = fc.constantFrom('a', 'ab', 'b', 'c')
    const ids = fc.array(id, { minLength: 1, maxLength: 4 })
    const path = ids.map((list) => `/${list.join('/')}/`)
    fc.assert(
      fc.property(path, fc.array(path, { maxLength: 3 }), (own, paths) => {
        const parts = own.split('/').filter(Boolean)
        const expected = paths.some((above) => {
          const head = above.split('/').filter(Boolean)
          return head.every((part, n) => parts[n] === part)
        })
        expect(covers({ paths }, own)).toBe(expected)
        expect(covers(EVERYWHERE, own)).toBe(true)
      }),
    )
    expect(covers({ paths: ['/a/'] }, null)).toBe(false)
    expect(isBelow('/ab/', '/a/')).toBe(false)
  })
})

const DAY: DeskHours[] = [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }]
const NIGHT: DeskHours[] = [{ weekdays: [7], from: '20:00', to: '08:00' }]
/** A local instant of the week of Monday 23 November 2026. */
const on = (weekday: number, time: string): number => Date.parse(`2026-11-${22 + weekday}T${time}:00+08:00`)

describe('a desk', () => {
  it('is manned by its hours; a night shift belongs to the day it began on', () => {
    expect(isManned({ hours: [] }, on(7, '03:00'))).toBe(true)
    expect(
      [on(1, '07:59'), on(1, '08:00'), on(5, '19:59'), on(5, '20:00'), on(6, '12:00')].map((at) =>
        isManned({ hours: DAY }, at),
      ),
    ).toEqual([false, true, true, false, false])
    expect(
      [on(7, '19:59'), on(7, '20:00'), on(8, '07:59'), on(8, '08:00'), on(1, '03:00')].map((at) =>
        isManned({ hours: NIGHT }, at),
      ),
    ).toEqual([false, true, true, false, true])
  })

  const desk = (id: string, areaIds: string[], hours: DeskHours[] = [], coveredById: string | null = null): Manned => ({
    id,
    areaIds,
    hours,
    coveredById,
  })

  it('rings where the nearest one is, and where it is covered outside its hours', () => {
    const desks = [desk('city', ['c']), desk('district', ['d'], DAY, 'city')]
    expect(deskFor(desks, ['c', 'd', 's'], on(1, '10:00'))).toBe('district')
    expect(deskFor(desks, ['c', 'd', 's'], on(1, '23:00'))).toBe('city')
    expect(deskFor(desks, ['c', 'x'], on(1, '10:00'))).toBe('city')
    expect(deskFor(desks, ['z'], on(1, '10:00'))).toBeNull()
    // Nobody is there: it is still somebody's.
    expect(deskFor([desk('alone', ['c'], DAY)], ['c'], on(7, '10:00'))).toBe('alone')
  })

  it('is never nobody, whatever covers whom, and covers do not run in circles', () => {
    const ids = ['a', 'b', 'c', 'd']
    const anyDesks = fc.tuple(...ids.map(() => fc.record({ by: fc.constantFrom(...ids, null), day: fc.boolean() })))
    fc.assert(
      fc.property(anyDesks, fc.integer({ min: 0, max: 10_080 }), (given, minute) => {
        const desks = ids.map((id, n) => desk(id, [id], given[n]?.day ? DAY : [], given[n]?.by ?? null))
        const at = on(1, '00:00') + minute * 60_000
        for (const id of ids) {
          const found = deskFor(desks, [id], at)
          expect(found).not.toBeNull()
          const own = desks.find((one) => one.id === id) as Manned
          if (isManned(own, at)) expect(found).toBe(id)
          expect(coversInCircle(desks, id, own.coveredById)).toBe(walksInto(desks, own.coveredById, id))
        }
      }),
    )
  })
})

/** The same question answered step by step, with a bound. */
function walksInto(desks: readonly Manned[], from: string | null, to: string): boolean {
  let id = from
  for (let n = 0; n <= desks.length && id !== null; n += 1) {
    if (id === to) return true
    id = desks.find((desk) => desk.id === id)?.coveredById ?? null
  }
  return false
}

describe('a file of areas', () => {
  const line = (n: number, code: string, level: string, parent = '', name = code): AreaLine => ({
    line: n,
    code,
    name,
    level,
    parent,
  })
  const known: KnownArea[] = [
    { id: 'c', code: '12', name: '天津市', level: 'city', parentId: null, isClosed: false },
    { id: 'd', code: '1201', name: '和平区', level: 'district', parentId: 'c', isClosed: false },
    { id: 'o', code: '1299', name: '旧区', level: 'district', parentId: 'c', isClosed: true },
  ]

  it('is added from the top, in whatever order it is written, and twice is once', () => {
    const lines = [
      line(2, '1201001', '街道', '1201'),
      line(3, '120101', 'district', '12'),
      line(4, '12', '市', '', '天津市'),
    ]
    const plan = planAreas(lines, known)
    expect(plan.faults).toEqual([])
    expect(plan.adds.map(({ code, level }) => [code, level])).toEqual([
      ['120101', 'district'],
      ['1201001', 'subdistrict'],
    ])
    expect(plan.unchanged).toBe(1)
  })

  const BAD: Readonly<Record<(typeof AREA_LINE_FAULTS)[number], AreaLine[]>> = {
    code_missing: [line(2, '', '区', '12', '无码')],
    code_malformed: [line(2, '12/3', '区', '12')],
    code_twice: [line(2, '1203', '区', '12'), line(3, '1203', '区', '12')],
    code_stands_otherwise: [line(2, '1201', '区', '12', '和平新区')],
    name_missing: [line(2, '1203', '区', '12', '')],
    name_too_long: [line(2, '1203', '区', '12', '长'.repeat(65))],
    level_unknown: [line(2, '1203', '片区', '12')],
    parent_unknown: [line(2, '1203', '区', '77')],
    parent_wrong_level: [line(2, '1203', '社区', '12')],
    parent_closed: [line(2, '1203', '街道', '1299')],
  }

  it.each([...AREA_LINE_FAULTS])('with %s is refused, and the line named', (code) => {
    const lines = BAD[code]
    const { faults } = planAreas(lines, known)
    expect(faults.map((fault) => [fault.line, fault.code])).toEqual([[lines.at(-1)?.line, code]])
  })
})
