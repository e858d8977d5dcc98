import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SESSION_MS, standingOf } from '../../server/registry/accounts/session.ts'

const IDLE_MS = 900_000
const opened = { openedAt: 0, expiresAt: SESSION_MS, endedAt: null, lastUsedAt: null, lapse: null }
const instant = fc.integer({ min: 0, max: 2 * SESSION_MS })

test('a session is open while it is used, and never after its working day', () => {
  fc.assert(
    fc.property(instant, instant, fc.constantFrom(IDLE_MS, Number.POSITIVE_INFINITY), (lastUsedAt, now, idleMs) => {
      const isOpen = standingOf({ ...opened, lastUsedAt }, now, idleMs) === 'open'
      expect(isOpen).toBe(now < SESSION_MS && now - lastUsedAt < idleMs)
    }),
  )
})

test('what has ended stays so, whoever is on duty, and keeps its reason', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom('idle' as const, 'over' as const, null), (now, lapse) => {
      const ended = { ...opened, endedAt: 1, lastUsedAt: now, lapse }
      expect(standingOf(ended, now, Number.POSITIVE_INFINITY)).toBe(lapse ?? 'ended')
    }),
  )
})

test('one of an older version, whose use was not noted, counts from its opening', () => {
  expect(standingOf(opened, IDLE_MS - 1, IDLE_MS)).toBe('open')
  expect(standingOf(opened, IDLE_MS, IDLE_MS)).toBe('idle')
})
