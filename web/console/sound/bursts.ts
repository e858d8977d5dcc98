import type { Call } from '#contract/calls'

/** One short note of a burst. Times in seconds from the start of the burst, frequency in Hz. */
interface Pulse {
  readonly at: number
  readonly length: number
  readonly hertz: number
}

export interface Pattern {
  readonly pulses: readonly Pulse[]
  /** Milliseconds until it is played again; null: once for each ring. */
  readonly everyMs: number | null
}

const HIGH = 784
const MIDDLE = 587
const LOW = 440

function row(starts: readonly number[], hertz: number, length: number): Pulse[] {
  return starts.map((at) => ({ at, hertz, length }))
}

/** Five quick pulses, the rhythm that hospital alarms use for high priority (IEC 60601-1-8): three, then two. */
const FIVE = [0, 0.22, 0.44, 0.88, 1.1] as const
const SECOND_FIVE_AT = 1.9

/** Sound of each level while a call rings. P4 is a work list and makes none. */
export const PATTERNS: Readonly<Record<number, Pattern>> = {
  1: {
    pulses: [
      ...row(FIVE, HIGH, 0.15),
      ...row(
        FIVE.map((at) => at + SECOND_FIVE_AT),
        HIGH,
        0.15,
      ),
    ],
    everyMs: 8000,
  },
  2: { pulses: row([0, 0.4, 0.8], MIDDLE, 0.22), everyMs: 15_000 },
  3: { pulses: row([0], LOW, 0.4), everyMs: null },
}

/** Rising pair: cannot be taken for a call. */
export const TEST_TONE: Pattern = {
  pulses: [
    { at: 0, hertz: 523, length: 0.35 },
    { at: 0.4, hertz: 784, length: 0.5 },
  ],
  everyMs: null,
}

/** Falling and low: the connection is gone. */
export const BROKEN_TONE: Pattern = {
  pulses: [
    { at: 0, hertz: 392, length: 0.4 },
    { at: 0.45, hertz: 262, length: 0.7 },
  ],
  everyMs: 10_000,
}

const LOUDER_EVERY_S = 30
const FIRST_GAIN = 0.4
const GAIN_STEP = 0.15

/** P1 gets louder each 30 s that it rings; the others keep their level. 0 to 1. */
export function loudness(priority: number, ringingSeconds: number): number {
  if (priority !== 1) return priority === 2 ? 0.35 : 0.2
  return Math.min(1, FIRST_GAIN + GAIN_STEP * Math.floor(Math.max(0, ringingSeconds) / LOUDER_EVERY_S))
}

/** A call rings anew each time; this names one ring of it. */
export function ringKey(call: Call): string {
  return `${call.id}@${call.rangAt}`
}

/** The ringing call that decides what is heard: highest level, then longest ringing. */
export function loudest(calls: Iterable<Call>): Call | undefined {
  let top: Call | undefined
  for (const call of calls) {
    if (!call.ringing || !PATTERNS[call.priority]) continue
    if (!top || call.priority < top.priority || (call.priority === top.priority && call.rangAt < top.rangAt)) top = call
  }
  return top
}
