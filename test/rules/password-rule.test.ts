import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passwordFault } from '../../server/registry/accounts/password-rule.ts'

const one = (signs: string) => fc.constantFrom(...signs)
/** Something of each kind in any order, long enough to be nobody's first guess. */
const KINDS = [one('23456789'), one('bcdfgh'), one('BCDFGH'), one('!?-_ 。字')] as const
const filler = fc.array(one('jklm'), { minLength: 8, maxLength: 20 })

test('a password with every kind of sign is taken, and without any one of them is not', () => {
  fc.assert(
    fc.property(fc.tuple(...KINDS), filler, (kinds, rest) => {
      const text = [...kinds, ...rest].reverse().join('')
      expect(passwordFault('mixed', text, 'user')).toBeNull()
      for (const kind of [kinds[0], kinds[2], kinds[3]]) {
        expect(passwordFault('mixed', text.replace(kind, 'n'), 'user')).toBe('password_not_mixed')
      }
      expect(passwordFault('mixed', text.toUpperCase(), 'user')).toBe('password_not_mixed')
    }),
  )
})

test('length alone takes what has one kind, and neither rule takes what everybody would try', () => {
  expect(passwordFault('length', 'jumping over lazy dogs', 'user')).toBeNull()
  for (const rule of ['length', 'mixed'] as const) {
    expect(passwordFault(rule, '123456789012', 'user')).toBe('password_too_common')
  }
})
