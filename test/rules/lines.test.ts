import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heardOn, isTwo, type Line, type Standpoint } from '../../server/intake/lines.ts'

const MINUTE = 60_000

/** Whether these heartbeats, a minute apart, were ever taken for two units. */
function foundTwo(beats: readonly Standpoint[], gapMs = MINUTE): boolean {
  let line: Line | undefined
  return beats.some((beat, n) => {
    line = heardOn(line, beat, n * gapMs)
    return isTwo(line)
  })
}

/** The heartbeats of one unit: presses between them, and now and then a power cut. */
const life = (name: string) =>
  fc.array(fc.record({ pressed: fc.nat(3), cut: fc.boolean() }), { minLength: 1, maxLength: 40 }).map((steps) => {
    let [boot, n] = [0, 0]
    return steps.map(({ pressed, cut }): Standpoint => {
      if (cut) [boot, n] = [boot + 1, 0]
      n += pressed
      return { boot: `${name}${boot}`, n }
    })
  })

test('one unit is never taken for two, however often it is pressed, loses power, or connects anew', () => {
  const heard = fc.tuple(life('a'), fc.array(fc.boolean(), { maxLength: 40 }))
  fc.assert(
    fc.property(heard, ([beats, lost]) => {
      // What got lost on a bad line says nothing; what is heard twice goes on where it was.
      expect(foundTwo(beats.filter((_, n) => !lost[n]))).toBe(false)
      expect(foundTwo(beats.flatMap((beat) => [beat, beat]))).toBe(false)
    }),
  )
})

test('two units that take turns are found by the fifth heartbeat, by their power-ups or by their counts', () => {
  const turns = (one: Standpoint, other: Standpoint) => [one, other, one, other, one]
  expect(foundTwo(turns({ boot: 'a', n: 0 }, { boot: 'b', n: 0 }))).toBe(true)
  expect(foundTwo([...turns({ boot: 'a', n: 7 }, { boot: 'a', n: 2 }), { boot: 'a', n: 2 }])).toBe(true)
})

test('two units that go on as they like are found, in whatever order they are heard', () => {
  const other = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 })
  fc.assert(
    fc.property(other, (who) => {
      const changes = who.filter((one, n) => n > 0 && one !== who[n - 1]).length
      const beats = who.map((one) => ({ boot: one ? 'a' : 'b', n: 0 }))
      // Each change after the first goes back to a power-up that was over.
      expect(foundTwo(beats)).toBe(changes - 1 >= 3)
    }),
  )
})

test('a heartbeat that was overtaken at a power cut is no second unit, nor is a step back now and then', () => {
  const [before, after] = [
    { boot: 'a', n: 4 },
    { boot: 'b', n: 0 },
  ]
  expect(foundTwo([before, after, before, after, after])).toBe(false)
  // A unit that names each power-up alike begins to count anew once a day.
  const daily = Array.from({ length: 30 }, (_, n) => ({ boot: 'b1', n: n % 2 === 0 ? 5 : 0 }))
  expect(foundTwo(daily, 12 * 60 * MINUTE)).toBe(false)
  expect(foundTwo(daily)).toBe(true)
})
