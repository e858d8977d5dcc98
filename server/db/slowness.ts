/** A transaction that holds the store longer than this is slow (design §4). Milliseconds. */
const SLOW_MS = 200
/** One as slow as this is reason enough to ring. Milliseconds. */
const VERY_SLOW_MS = 1_000
/** So many slow ones within a minute are, too: one alone may be a pause of the machine. */
const OFTEN = 3
const WITHIN_MS = 60_000

/** Tells a store that lags from one that hiccuped. Returns whether the transaction just written gives reason to ring. */
export function slowness(): (tookMs: number, at: number) => boolean {
  let slow: number[] = []
  return (tookMs, at) => {
    if (tookMs < SLOW_MS) return false
    slow = [...slow.filter((earlier) => at - earlier < WITHIN_MS), at]
    return tookMs >= VERY_SLOW_MS || slow.length >= OFTEN
  }
}
