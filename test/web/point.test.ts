import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairIn, readPoint } from '../../web/console/office/homes/point.ts'

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value.toFixed(6))

test('a pasted pair fills both fields, whatever people put between the numbers', () => {
  const between = fc.constantFrom(',', ', ', '，', ' ', '\t', '；', ' , ')
  fc.assert(
    fc.property(degrees(4, 53), degrees(74, 135), between, (lat, lng, sign) => {
      expect(pairIn(` ${lat}${sign}${lng} `)).toEqual({ lat, lng })
      expect(readPoint({ lat, lng })).toEqual({ lat: Number(lat), lng: Number(lng) })
      // As maps that put the longitude first give it.
      expect(readPoint({ lat: lng, lng: lat })).toBe('swapped')
    }),
  )
})

test.each(['', '39.12', '39.12,', '39.12,117.2,5', '北纬39.12,东经117.2', '39°7′,117°12′', '1e2,3'])(
  '“%s” is no pair',
  (text) => {
    expect(pairIn(text)).toBeNull()
  },
)

test.each([
  [{}, 'notNumber'],
  [{ lat: '39.12', lng: '' }, 'notNumber'],
  [{ lat: '39,12', lng: '117.2' }, 'notNumber'],
  [{ lat: '35.68', lng: '139.69' }, 'outside'],
  [{ lat: '0', lng: '0' }, 'outside'],
])('%o is %s', (typed, fault) => {
  expect(readPoint(typed)).toBe(fault)
})
