import type { Unit } from './unit.ts'

/** Presses that come at their own pace, whatever the server does. */
export interface Pace {
  /** No further presses; resolves when each has its receipt, with how long each took. Milliseconds. */
  stop(): Promise<number[]>
}

/** Open loop: one of the units after the other presses, every `everyMs` milliseconds. */
export function pressAtPace(units: readonly Unit[], everyMs: number): Pace {
  const took: Promise<number>[] = []
  const timer = setInterval(() => {
    const unit = units[took.length % units.length]
    if (unit) took.push(timed(unit))
  }, everyMs)
  return {
    stop() {
      clearInterval(timer)
      return Promise.all(took)
    },
  }
}

async function timed(unit: Unit): Promise<number> {
  const began = performance.now()
  await unit.press('sos')
  return performance.now() - began
}

/** The value that so many percent of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN
}

/** So much longer the slowest of a hundred may take on a machine with two cores that carries the load as well. Milliseconds. */
const JITTER_MS = 100

/** The most that the slowest of a hundred may take when there is a bad neighbour, by what they took without (G8). */
export function hardlyLonger(beforeMs: number): number {
  return Math.max(1.2 * beforeMs, beforeMs + JITTER_MS)
}
