import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { houseClock } from '../../server/clock.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-11-22T02:00:00.000Z')

/** A house clock over a wall clock and a passing of time that the test holds in its hands. */
function hands() {
  const jumps: number[] = []
  const hand = { wall: START, elapsed: 0 }
  const clock = houseClock({ wall: () => hand.wall, elapsed: () => hand.elapsed, onJump: (off) => jumps.push(off) })
  return {
    clock,
    jumps,
    pass(ms: number) {
      hand.wall += ms
      hand.elapsed += ms
    },
    setWall(byMs: number) {
      hand.wall += byMs
    },
    off: () => hand.wall - clock.now(),
  }
}

const anyStep = fc.record({
  pass: fc.integer({ min: 0, max: 60_000 }),
  jump: fc.oneof(fc.constant(0), fc.integer({ min: -60 * 365 * 24 * HOUR, max: 24 * HOUR })),
})

describe('the house clock', () => {
  it('goes forward at the pace of time that passes, give or take a hundredth, whatever the wall clock says', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 50 }), (steps) => {
        const { clock, pass, setWall } = hands()
        for (const step of steps) {
          const before = clock.now()
          setWall(step.jump)
          pass(step.pass)
          const went = clock.now() - before
          expect(went).toBeGreaterThanOrEqual(step.pass * 0.99 - 1)
          expect(went).toBeLessThanOrEqual(step.pass * 1.01 + 1)
        }
      }),
    )
  })

  it('agrees with the wall clock again after a hundred times what it was off, and not before', () => {
    const { off, pass, setWall, clock } = hands()
    setWall(-60_000)
    for (let second = 0; second < 3_000; second += 1) {
      pass(1_000)
      clock.now()
    }
    expect(off()).toBeLessThan(-29_000)
    for (let second = 0; second < 3_001; second += 1) {
      pass(1_000)
      clock.now()
    }
    expect(Math.abs(off())).toBeLessThanOrEqual(1)
  })

  it('tells a jump once, and the next one again', () => {
    const { clock, jumps, pass, setWall } = hands()
    setWall(4_000)
    clock.now()
    expect(jumps).toEqual([])
    setWall(HOUR)
    for (let n = 0; n < 3; n += 1) clock.now()
    expect(jumps).toHaveLength(1)
    setWall(-HOUR)
    pass(1)
    clock.now()
    setWall(-HOUR)
    clock.now()
    expect(jumps.map(Math.sign)).toEqual([1, -1])
  })

  it('never lies before what is written down already', () => {
    const { clock, pass } = hands()
    clock.atLeast(START + HOUR)
    pass(1_000)
    expect(clock.now()).toBeGreaterThanOrEqual(START + HOUR + 990)
    clock.atLeast(START)
    expect(clock.now()).toBeGreaterThanOrEqual(START + HOUR + 990)
  })
})
