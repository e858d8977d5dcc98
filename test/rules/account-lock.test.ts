import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES } from '#contract/accounts'
import { mayBeLocked } from '../../server/registry/accounts/lock.ts'

const people = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 9 }).map(String),
    role: fc.constantFrom(...ROLES),
    lockedAt: fc.option(fc.nat()),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 10 },
)
type Everybody = typeof people extends fc.Arbitrary<infer T> ? T : never
const admins = (all: Everybody) => all.filter(({ role, lockedAt }) => role === 'admin' && lockedAt === null)
const steps = fc.array(fc.record({ by: fc.nat({ max: 9 }).map(String), whom: fc.nat({ max: 9 }).map(String) }))

test('whoever locks whom in whatever order, nobody locks themselves and an administrator remains', () => {
  let refused = 0
  fc.assert(
    fc.property(people, steps, (everybody, asked) => {
      let all = everybody
      fc.pre(admins(all).length > 0)
      for (const { by, whom } of asked) {
        const account = all.find(({ id }) => id === whom)
        if (!account) continue
        const fault = mayBeLocked(account, by, all)
        if (fault !== null) refused += 1
        else all = all.map((one) => (one.id === whom ? { ...one, lockedAt: 1 } : one))
        expect(fault === 'account_is_own').toBe(by === whom)
        expect(admins(all).length).toBeGreaterThan(0)
      }
    }),
  )
  // Some had to be refused, or nothing was shown.
  expect(refused).toBeGreaterThan(0)
})
