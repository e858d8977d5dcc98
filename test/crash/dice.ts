/** A generator of chance that can be wound back: the same seed throws the same numbers (mulberry32). */
export interface Dice {
  readonly seed: number
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

export function dice(seed: number): Dice {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    seed,
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
  }
}

/** The seed of this run: ANLING_SEED, or a new one each time, so that every run tries other instants. */
export function seedOfRun(): number {
  return Number(process.env.ANLING_SEED ?? Date.now() % 1_000_000_000)
}
