import type { Clock } from './clock.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** A self-test this often; it is a row for ever, so no oftener (research/reliability.md D22, T27). Milliseconds. */
const TEST_MS = 60_000
/** It has to be committed within this. Milliseconds. */
const COMMITTED_MS = 5_000

export interface WatchdogOptions {
  readonly clock: Clock
  /** How often whoever watches wants to hear. Milliseconds. */
  readonly feedMs: number
  /** Sends a signal down the road of a press; resolves once it is committed. */
  readonly selfTest: () => Promise<void>
  /** Whether a failure passes by itself and a new process would meet it too: a full disk, a database that is away. */
  readonly passes: (fault: unknown) => boolean
  /** Tells whoever watches that this process is well. */
  readonly feed: () => void
  readonly onFault: (fault: unknown) => void
}

/**
 * Says that the process is well for as long as its own signals are committed. A process whose event loop hangs says
 * nothing, and one whose road of a press is broken is not let say it: either way the service manager starts another.
 */
export function startWatchdog(options: WatchdogOptions): { stop(): void } {
  const { clock, feedMs, selfTest, passes, feed, onFault } = options
  let startedAt: number | null = null
  let isWell = false

  const test = oneAtATime(async () => {
    startedAt = clock.now()
    try {
      await selfTest()
      isWell = clock.now() - startedAt <= COMMITTED_MS
    } catch (fault) {
      isWell = passes(fault)
      onFault(fault)
    }
    startedAt = null
  })

  /** A self-test that hangs is one that failed. */
  function hangs(): boolean {
    return startedAt !== null && clock.now() - startedAt > COMMITTED_MS
  }

  function look(): void {
    if (isWell && !hangs()) feed()
  }

  const stopTesting = clock.every(TEST_MS, () => void test())
  const stopFeeding = clock.every(feedMs, look)
  void test().then(look)
  return {
    stop() {
      stopTesting()
      stopFeeding()
    },
  }
}
