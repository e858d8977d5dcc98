import { type Clock, pause } from '../clock.ts'
import type { Fleet, FleetUnit } from '../fleet.ts'
import { pick, type Random } from '../random.ts'

/** What a scenario plays on. Its waits reject when the run is stopped, so that a scenario need not look. */
export interface Stage {
  readonly fleet: Fleet
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
  /** Seconds of the story; the run's speed makes them shorter. */
  wait(seconds: number): Promise<void>
  /** Waits for something outside the story, e.g. a receipt: never made shorter. */
  until<T>(happened: Promise<T>): Promise<T>
  /** Waits until every unit is connected, at most a minute; never made shorter. */
  connected(): Promise<void>
  say(sentence: string): void
}

const CONNECTING_MS = 60_000
const LOOK_MS = 100

export interface Scenario {
  readonly name: string
  /** One sentence: what happens. */
  readonly says: string
  /** How many units it needs at least. */
  readonly homes: number
  readonly run: (stage: Stage) => Promise<void>
}

export interface StageOptions {
  readonly fleet: Fleet
  readonly clock: Clock
  readonly random: Random
  readonly speed: number
  readonly say: (sentence: string) => void
}

/** A stage for one run; `signal` stops it. */
export function stageFor({ fleet, clock, random, speed, say }: StageOptions, signal: AbortSignal): Stage {
  return {
    fleet,
    clock,
    random,
    signal,
    say,
    wait: async (seconds) => {
      await pause(clock, (seconds * 1000) / speed, signal)
      signal.throwIfAborted()
    },
    until: (happened) => orAbort(happened, signal),
    connected: async () => {
      const end = clock.now() + CONNECTING_MS
      while (fleet.tally.sums().online < fleet.units.length && clock.now() < end) {
        await pause(clock, LOOK_MS, signal)
        signal.throwIfAborted()
      }
    },
  }
}

/** Any unit of the fleet. */
export function someUnit(stage: Stage): FleetUnit {
  return pick(stage.random, stage.fleet.units)
}

function orAbort<T>(happened: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    void happened.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
