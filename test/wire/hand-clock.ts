import type { Clock } from '../../device-sim/clock.ts'

/** A clock that moves only by hand. */
export interface HandClock extends Clock {
  /** Moves on by `ms`, calling what falls due in order, each at its own instant. */
  move(ms: number): void
}

/** A hand clock that stands at `start`, milliseconds since 1970. */
export function handClock(start = Date.parse('2026-11-22T01:00:00Z')): HandClock {
  let now = start
  let waiting: { readonly at: number; readonly act: () => void }[] = []
  return {
    now: () => now,
    after: (ms, act) => {
      const entry = { at: now + ms, act }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
    move: (ms) => {
      const end = now + ms
      for (;;) {
        const next = waiting.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        waiting = waiting.filter((entry) => entry !== next)
        now = Math.max(now, next.at)
        next.act()
      }
      now = end
    },
  }
}
