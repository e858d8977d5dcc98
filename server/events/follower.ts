import type { Event } from '#contract/events'
import type { EventLog } from './log.ts'

/** Events in one go; more follow in the next turn. */
const PAGE = 500

export interface Follower {
  /** Number of the last event handed over. */
  readonly upTo: number
  /** Resolves when everything sealed so far has been handed over. */
  settled(): Promise<void>
  stop(): void
}

export interface FollowerOptions {
  readonly log: EventLog
  readonly after: number
  /** Least time between two hand-overs, in milliseconds: a storm then makes few large frames, not many small ones. */
  readonly gapMs: number
  /** Whether anybody wants to know just now; while false, news go by unread. */
  readonly wanted?: () => boolean
  /**
   * Has the effect of these events. What it returns is called in the same step in which `upTo` moves, so that nobody
   * who compares with `upTo` can stand between the two.
   */
  readonly take: (after: number, events: readonly Event[]) => Promise<undefined | (() => void)>
  readonly onFault: (fault: unknown) => void
}

/**
 * Reads the log as it grows and keeps its place in memory: for effects that are made anew after a restart anyway
 * (console frames, lamps). What must happen once is a consumer with a row.
 */
export function follow({ log, after, gapMs, wanted = () => true, take, onFault }: FollowerOptions): Follower {
  let upTo = after
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let tookAt = 0

  /** Hands over one page; true when there may be another. */
  async function handOver(): Promise<boolean> {
    const events = await log.after(upTo, PAGE)
    const last = events.at(-1)
    if (!last) return false
    tookAt = performance.now()
    const finish = wanted() ? await take(upTo, events) : undefined
    upTo = last.seq
    finish?.()
    return events.length === PAGE
  }

  async function run(): Promise<void> {
    do {
      again = false
      const wait = tookAt + gapMs - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const more = await handOver()
      again = again || more
    } while (again && !stopped)
  }

  function wake(): Promise<void> {
    again = true
    running ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(run)
      .catch(onFault)
      .finally(() => {
        running = null
        if (again && !stopped) void wake()
      })
    return running
  }

  const unlisten = log.onAppended(() => void wake())
  return {
    get upTo() {
      return upTo
    },
    settled: wake,
    stop() {
      stopped = true
      unlisten()
    },
  }
}
