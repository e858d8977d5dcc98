/** Time as a unit sees it; tests move it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `act` once after `ms` milliseconds; the answer takes it back. */
  after(ms: number, act: () => void): () => void
}

/** The clock on the wall. */
export const wallClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms`, or at once when `signal` aborts; it never rejects, the caller looks at the signal. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      takeBack()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const takeBack = clock.after(ms, done)
    signal.addEventListener('abort', done, { once: true })
  })
}
