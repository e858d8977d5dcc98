import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../server/events/canonical.ts'

/** Any JSON value, lone surrogates and NUL included; -0 has no spelling of its own in RFC 8785. */
const anyText = fc.string({ unit: 'binary' })
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    anyText,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value

/** The same value with the keys of every object in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  )
}

describe('canonicalJson', () => {
  it('is JSON that says what was meant', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value)
      }),
    )
  })

  it('has one spelling, whatever the order of keys', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value))
      }),
    )
  })

  it('can be stored by any database: no lone surrogate, no raw NUL', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(canonicalJson(value)).not.toMatch(/[\p{Cs}\0]/u)
      }),
    )
  })

  it('is that of RFC 8785, whose keys are sorted by code unit', () => {
    const value = { peach: 1, '\u20ac': 'Euro', '\r': 'CR', '1': 'one', '\ud83d\ude00': 'smile', ö: 2, '\ufb33': 3 }
    const keys = Object.keys(JSON.parse(canonicalJson(value)) as object).filter((key) => key !== '1')
    expect(keys).toEqual(['\r', 'peach', 'ö', '€', '😀', '\ufb33'])
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: undefined })).toBe('{"b":[1,{"c":true,"d":null}]}')
  })

  it('differs where JSON.stringify would follow the order of writing', () => {
    expect(JSON.stringify(turned({ a: 1, b: 2 }))).not.toBe(JSON.stringify({ a: 1, b: 2 }))
  })
})
