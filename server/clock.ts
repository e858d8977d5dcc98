/** Time as the house sees it. Tests bring their own, so that nothing ever sleeps. */
export interface Clock {
  /** Milliseconds since 1970, UTC; never less than it said before. */
  now(): number
  /** What is written down already lies in the past: from here on the time is no less than this. Milliseconds. */
  atLeast(at: number): void
  /** Calls `task` every `ms` milliseconds until stopped. */
  every(ms: number, task: () => void): () => void
}

/** The house gains or loses at most this part of the time that passes, until it agrees with the wall clock again. */
const SLEW = 0.01
/** From here on the wall clock is said to have jumped. Milliseconds (research/reliability.md D8). */
const JUMP_MS = 5_000

export interface HouseClockOptions {
  /** The clock of the machine, which administrators, batteries and time servers set. Milliseconds since 1970. */
  readonly wall?: () => number
  /** Time that nobody sets. Milliseconds since whenever. */
  readonly elapsed?: () => number
  /** The wall clock went further off than a jump, `offMs` ahead of the house (negative: behind it). */
  readonly onJump?: (offMs: number) => void
}

/**
 * The time of the house goes at the pace of time that nobody sets, and follows the wall clock only so fast that no
 * timer notices. If somebody puts the wall clock back an hour, a ringing call must not wait an hour for its next step;
 * if it is put forward, nobody's phone may ring too early (docs/adr/0010).
 */
export function houseClock(options: HouseClockOptions = {}): Clock {
  const { wall = Date.now, elapsed = () => performance.now(), onJump = () => {} } = options
  let time = wall()
  let readAt = elapsed()
  let jumped = false

  function tellJump(offMs: number): void {
    const far = Math.abs(offMs) > JUMP_MS
    if (far && !jumped) onJump(offMs)
    jumped = far
  }

  return {
    now() {
      const passed = elapsed() - readAt
      readAt += passed
      const off = wall() - (time + passed)
      tellJump(off)
      time += passed + Math.max(-SLEW * passed, Math.min(SLEW * passed, off))
      return Math.floor(time)
    },
    atLeast(at) {
      time = Math.max(time, at)
    },
    every(ms, task) {
      const timer = setInterval(task, ms)
      return () => clearInterval(timer)
    },
  }
}

/** An instant as it is written in JSON. */
export function toIso(at: number): string {
  return new Date(at).toISOString()
}

export function toIsoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at)
}
