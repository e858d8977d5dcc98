import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AddressParts, HomeFields } from '#contract/homes'
import { isInChina } from '#contract/homes'
import { addressLine } from '../../server/registry/homes/address.ts'
import { isWhole } from '../../server/registry/homes/contact.ts'
import { changeOfHome, type KnownHome, NO_FILE } from '../../server/registry/homes/home.ts'

const KNOWN: KnownHome = { ...NO_FILE, address: '幸福里1号楼', areaId: null, doorNote: '' }

const word = fc.string({ minLength: 1, maxLength: 8 })
const parts: fc.Arbitrary<AddressParts> = fc.record(
  { estate: word, building: word, unit: word, floor: word, door: word, village: word, group: word, place: word },
  { requiredKeys: [] },
)
const fields: fc.Arbitrary<HomeFields> = fc.record(
  {
    address: word,
    doorNote: fc.string(),
    parts,
    lift: fc.constantFrom('yes', 'no', 'unknown'),
    entry: fc.string(),
    keyHolder: fc.option(fc.record({ name: word, phone: fc.constant('10000000001') })),
    point: fc.option(fc.record({ lat: fc.constantFrom(30, 31), lng: fc.constantFrom(110, 111) })),
    doorCode: fc.option(word),
  },
  { requiredKeys: [] },
)

test.each([
  [{ estate: '幸福里', building: '3', unit: '2', floor: '5', door: '501' }, '幸福里3号楼2单元501'],
  [{ estate: '幸福里', building: '甲楼', unit: 'A', floor: '5' }, '幸福里甲楼A单元5层'],
  [{ village: '李家村', group: '3', place: '村口第二家' }, '李家村3组村口第二家'],
  [{ city: '天津市', district: '河东区' }, ''],
])('%o is written %s', (given, line) => expect(addressLine(given)).toBe(line))

test('an address names every part from the estate down, but for the floor that its door says', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const line = addressLine(given)
      const { floor, ...others } = given
      for (const part of Object.values(others)) expect(line).toContain(part)
      if (given.door === undefined && floor !== undefined) expect(line).toContain(floor)
    }),
  )
})

test('a change names exactly what differs, what stood there can be put back, and the same again is none', () => {
  fc.assert(
    fc.property(fields, fields, (first, second) => {
      const known = changeOfHome(KNOWN, first).after
      const { after, before, fields: named } = changeOfHome(known, second)
      expect({ ...after, ...before }).toEqual(known)
      expect(Object.keys(before)).toEqual(named)
      expect(changeOfHome(after, second).fields).toEqual([])
    }),
  )
})

test.each([
  ['天津', 39.12, 117.2, true],
  ['三沙永兴岛', 16.83, 112.33, true],
  ['漠河', 53.48, 122.37, true],
  ['乌恰', 39.71, 75.26, true],
  ['Tokyo', 35.68, 139.69, false],
  ['nowhere', 0, 0, false],
])('%s at %f, %f is in China: %s', (_name, lat, lng, inside) => expect(isInChina({ lat, lng })).toBe(inside))

test('latitude and longitude changed over are never in China', () => {
  const degrees = fc.record({
    lat: fc.double({ min: 3.9, max: 53.5, noNaN: true }),
    lng: fc.double({ min: 73.5, max: 135, noNaN: true }),
  })
  fc.assert(
    fc.property(degrees, (point) => {
      expect(isInChina(point)).toBe(true)
      expect(isInChina({ lat: point.lng, lng: point.lat })).toBe(false)
    }),
  )
})

test('an order is whole when it is another order of the same', () => {
  const ids = fc.uniqueArray(word, { minLength: 1 })
  fc.assert(
    fc.property(ids, fc.nat(), (standing, n) => {
      expect(isWhole([...standing].reverse(), standing)).toBe(true)
      expect(isWhole(standing.slice(1), standing)).toBe(false)
      expect(isWhole([...standing.slice(1), standing[n % standing.length] as string], standing)).toBe(
        n % standing.length === 0,
      )
    }),
  )
})
