import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hurriedDueAt, nextStep, REPEAT_MS, STEP_GAP_MS, secondStepDueAt } from '../../server/desk/calls/ladder.ts'

const START = Date.parse('2026-11-22T02:00:00Z')

/** The steps of a call nobody claims: [second, action], until `untilS`. */
function climb(priority: number, audible: boolean, untilS: number): [number, string][] {
  const steps: [number, string][] = []
  let due = secondStepDueAt(priority, START, audible)
  let step = 1
  while (due !== null && due <= START + untilS * 1000) {
    const next = nextStep({ kind: 'emergency', priority, step, rangAt: START }, due, audible)
    steps.push([(due - START) / 1000, next.action])
    step = next.step
    due = next.nextDueAt
  }
  return steps
}

describe('the ladder', () => {
  it('is that of the design for a P1 with somebody listening', () => {
    expect(climb(1, true, 300)).toEqual([
      [15, 'assign_longest_idle'],
      [30, 'phone_shift_lead'],
      [60, 'phone_first_contact'],
      [120, 'phone_duty_manager'],
      [180, 'breach'],
      [240, 'repeat'],
      [300, 'repeat'],
    ])
  })

  it('begins at the phones when nobody would hear the bell', () => {
    expect(climb(1, false, 130).slice(0, 3)).toEqual([
      [0, 'phone_shift_lead'],
      [60, 'phone_first_contact'],
      [120, 'phone_duty_manager'],
    ])
  })

  it('never ends for a P1, and ends for every other', () => {
    const day = 24 * 3600
    expect(climb(1, true, day).length).toBeGreaterThan(day / 60 - 5)
    for (const priority of [2, 3, 4]) {
      const actions = climb(priority, true, day).map(([, action]) => action)
      expect(actions.length).toBeLessThan(5)
      // Family is rung for emergencies only.
      expect(actions).not.toContain('phone_first_contact')
      expect(actions).not.toContain('repeat')
    }
  })

  it('goes up one step at a time; after its third minute it never waits for more than one', () => {
    const anyCall = fc.record({
      step: fc.integer({ min: 1, max: 500 }),
      late: fc.nat(3_600_000),
      audible: fc.boolean(),
    })
    fc.assert(
      fc.property(anyCall, ({ step, late, audible }) => {
        const at = START + late
        const next = nextStep({ kind: 'emergency', priority: 1, step, rangAt: START }, at, audible)
        expect(next.step).toBeGreaterThan(step)
        expect(next.step - step).toBeLessThanOrEqual(audible ? 1 : 2)
        const wait = (next.nextDueAt ?? Number.POSITIVE_INFINITY) - at
        expect(wait).toBeGreaterThanOrEqual(STEP_GAP_MS)
        expect(wait).toBeLessThanOrEqual(Math.max(REPEAT_MS, START + 180_000 - at))
      }),
    )
  })

  it('is never slowed by a press', () => {
    const anyMoment = fc.record({ step: fc.integer({ min: 1, max: 9 }), since: fc.nat(60_000), audible: fc.boolean() })
    fc.assert(
      fc.property(anyMoment, ({ step, since, audible }) => {
        const at = START + since
        const due = hurriedDueAt({ priority: 1, step, steppedAt: START }, at, audible)
        expect(due).toBeGreaterThanOrEqual(at)
        expect(due).toBeLessThanOrEqual(Math.max(at, START + STEP_GAP_MS))
      }),
    )
  })

  it('has nothing left to hurry when a lesser call has taken all its steps', () => {
    expect(hurriedDueAt({ priority: 3, step: 1, steppedAt: START }, START, true)).toBe(START + STEP_GAP_MS)
    expect(hurriedDueAt({ priority: 3, step: 2, steppedAt: START }, START, true)).toBeNull()
    expect(hurriedDueAt({ priority: 4, step: 1, steppedAt: START }, START, true)).toBeNull()
  })
})
