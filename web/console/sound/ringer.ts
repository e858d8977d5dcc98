import type { Call } from '#contract/calls'
import { onHeartbeat } from '../../shared/clock/heartbeat.ts'
import { serverNow } from '../../shared/clock/server-clock.ts'
import { useConnection } from '../connection/connection-store.ts'
import { maySound, useDuty } from '../duty/duty-store.ts'
import { useStream } from '../live/stream-store.ts'
import { BROKEN_TONE, loudest, loudness, PATTERNS, ringKey } from './bursts.ts'
import { playBurst, wakeSound } from './speaker.ts'

const WAKE_EVERY_MS = 2000
/** A new ring waits for the end of the burst that is playing, so that two never run into each other. */
const BURST_MS = 3400

interface Playing {
  readonly key: string
  readonly priority: number
  readonly at: number
  readonly cut: () => void
}

/** Sounds what rings, for as long as this console is on duty and is the window that sounds. */
export function startRinger(): () => void {
  let last: Playing | null = null
  let once: ReadonlySet<string> = new Set()
  let brokenAt = 0
  let wokenAt = 0

  function ring(now: number): void {
    const top = loudest(stillToSound(useStream.getState().calls.values(), once))
    if (!top) {
      last?.cut()
      last = null
      return
    }
    if (last && top.priority > last.priority) last.cut()
    const key = ringKey(top)
    if (!isDue(last, top, key, now)) return
    const pattern = PATTERNS[top.priority]
    if (!pattern) return
    if (pattern.everyMs === null) once = new Set([...once, key])
    const ringing = (serverNow() - Date.parse(top.rangAt)) / 1000
    last = { key, priority: top.priority, at: now, cut: playBurst(pattern, loudness(top.priority, ringing)) }
  }

  function tick(): void {
    const now = Date.now()
    // An output that fell asleep makes this console mute, so it is woken before that is looked at.
    if (useDuty.getState().toneHeard && now - wokenAt >= WAKE_EVERY_MS) {
      wokenAt = now
      wakeSound()
    }
    if (!maySound()) {
      last?.cut()
      last = null
      return
    }
    if (useConnection.getState().health === 'red' && now - brokenAt >= (BROKEN_TONE.everyMs ?? 0)) {
      brokenAt = now
      playBurst(BROKEN_TONE, 0.5)
    }
    ring(now)
  }

  const stopTicks = onHeartbeat(tick)
  // A claim must be heard as silence at once, not at the next tick.
  const stopWatching = useStream.subscribe((stream, before) => {
    if (stream.calls !== before.calls) tick()
  })
  return () => {
    stopTicks()
    stopWatching()
    last?.cut()
  }
}

/** A soft single pulse is not repeated while the same ring goes on. */
function* stillToSound(calls: Iterable<Call>, once: ReadonlySet<string>): Iterable<Call> {
  for (const call of calls) if (!once.has(ringKey(call))) yield call
}

function isDue(last: Playing | null, top: Call, key: string, now: number): boolean {
  if (!last) return true
  const since = now - last.at
  if (top.priority < last.priority) return true
  if (key !== last.key) return since >= BURST_MS
  return since >= (PATTERNS[top.priority]?.everyMs ?? Number.POSITIVE_INFINITY)
}
