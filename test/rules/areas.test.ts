import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AREA_LEVELS, type AreaLevel, type DeskHours } from '#contract/areas'
import type { FindingCode } from '#contract/findings'
import { isBelow, misplaced, type Place, pathBelow, unmergeable } from '../../server/registry/areas/area.ts'
import { covers, EVERYWHERE } from '../../server/registry/areas/scope.ts'
import { coversInCircle, deskFor, isManned, type Manned } from '../../server/registry/desks/desk.ts'
import type { AreaRow } from '../../server/registry/imports/area-row.ts'
import { type KnownArea, planAreas } from '../../server/registry/imports/take-areas.ts'

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
  const known: KnownArea[] = [
    { id: 'c', code: '12', name: '天津市', level: 'city', parentId: null, isClosed: false },
    { id: 'd', code: '1201', name: '和平区', level: 'district', parentId: 'c', isClosed: false },
    { id: 'o', code: '1299', name: '旧区', level: 'district', parentId: 'c', isClosed: true },
  ]
  const row = (n: number, code: string, level: AreaLevel, parentCode: string | null, name = code): AreaRow => ({
    ...{ row: n, code, name, level, parentCode },
  })

  it('is added from the top, in whatever order it is written', () => {
    const { adds, found } = planAreas(
      [
        row(2, '120101001', 'community', '120101'),
        row(3, '120101', 'subdistrict', '1202'),
        row(4, '1202', 'district', '12'),
      ],
      known,
    )
    expect(adds.map(({ code }) => code)).toEqual(['1202', '120101', '120101001'])
    expect(found).toEqual([])
  })

  it.each<[string, AreaRow, FindingCode, string]>([
    ['what stands there just so', row(2, '1201', 'district', '12', '和平区'), 'area_exists', '编码'],
    ['another area under a code', row(2, '1201', 'district', '12', '河西区'), 'area_stands_otherwise', '编码'],
    ['one that was moved', row(2, '1201', 'district', null, '和平区'), 'area_stands_otherwise', '编码'],
    ['a parent nobody knows', row(2, '1203', 'district', '77'), 'parent_unknown', '上级编码'],
    ['a parent two levels above', row(2, '120301', 'subdistrict', '12'), 'parent_wrong_level', '上级编码'],
    ['a parent that was merged', row(2, '129901', 'subdistrict', '1299'), 'parent_closed', '上级编码'],
  ])('%s is named with its place and stays out', (_what, one, code, column) => {
    expect(planAreas([one], known)).toMatchObject({ adds: [], found: [{ row: 2, column, code }] })
  })

  it('brings no child of what stays out, at any depth', () => {
    const { adds, found } = planAreas(
      [
        row(2, '1203', 'district', '77'),
        row(3, '120301', 'subdistrict', '1203'),
        row(4, '12030101', 'community', '120301'),
      ],
      known,
    )
    expect(adds).toEqual([])
    expect(found.map(({ row: at, code }) => [at, code])).toEqual([2, 3, 4].map((at) => [at, 'parent_unknown']))
  })

  it('never brings a child without its parent, nor one code twice, whatever is in the file', () => {
    const code = fc.constantFrom('12', '1201', '1299', 'a', 'b', 'c', 'd')
    const anyRow = fc.record({
      ...{ row: fc.nat(99), code, name: fc.constantFrom('和平区', '甲'), level: fc.constantFrom(...AREA_LEVELS) },
      parentCode: fc.option(code),
    })
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), (rows) => {
        const { adds } = planAreas(rows, known)
        const codes = [...known, ...adds].map((area) => area.code)
        expect(new Set(codes).size).toBe(codes.length)
        for (const [n, { parentCode }] of adds.entries()) {
          if (parentCode !== null) expect(codes.slice(0, known.length + n)).toContain(parentCode)
        }
      }),
    )
  })
})
