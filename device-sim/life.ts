import type { SignalKind } from '#contract/signals'
import { pick, type Random } from './random.ts'

/** Something that happens at one home: a key, and perhaps another one soon after. */
export interface Moment {
  /** Milliseconds of the town's time since the moment before. */
  readonly afterMs: number
  readonly kind: SignalKind
  /** What follows at the same home, if anything. */
  readonly next: { readonly afterMs: number; readonly kind: SignalKind } | null
}

type Habit = Omit<Moment, 'afterMs'> & {
  /** How often a home does this, per day. */
  readonly perDay: number
  /** Share of it that falls in an hour of the day; all 24 add up to 1. */
  readonly hours: readonly number[]
}

const NIGHT_AND_DAY = hours((hour) => (hour >= 7 && hour < 21 ? 3 : 1))
const WAKING = hours((hour) => (hour >= 7 && hour < 20 ? 1 : 0))
const AROUND_NOON = hours((hour) => ({ 9: 1, 10: 4, 11: 6, 12: 2 })[hour] ?? 0)

/** Everyday life of one home; the rates are guesses of the right order, and no statistics. */
const HABITS: readonly Habit[] = [
  { kind: 'meal', perDay: 0.5, hours: AROUND_NOON, next: null },
  { kind: 'service', perDay: 0.15, hours: WAKING, next: null },
  { kind: 'sos', perDay: 0.03, hours: NIGHT_AND_DAY, next: { afterMs: 15_000, kind: 'cancel' } },
  { kind: 'sos', perDay: 0.005, hours: NIGHT_AND_DAY, next: null },
  { kind: 'fall', perDay: 0.002, hours: NIGHT_AND_DAY, next: null },
  { kind: 'mains_failed', perDay: 0.01, hours: NIGHT_AND_DAY, next: { afterMs: 600_000, kind: 'mains_restored' } },
  { kind: 'battery_low', perDay: 0.003, hours: NIGHT_AND_DAY, next: null },
]

const DAY_MS = 86_400_000
const HOUR_MS = DAY_MS / 24
const BUSIEST = Math.max(...Array.from({ length: 24 }, (_, hour) => ratePerMs(hour)))

/**
 * The next thing to happen in a town of `homes` homes, `startMs` being milliseconds since local midnight.
 * A Poisson process whose rate follows the hour, drawn by thinning: draw at the busiest rate, keep with the share.
 */
export function nextMoment(random: Random, startMs: number, homes: number): Moment {
  let afterMs = 0
  for (;;) {
    afterMs += -Math.log(1 - random()) / (BUSIEST * homes)
    const hour = Math.floor(((startMs + afterMs) % DAY_MS) / HOUR_MS)
    if (random() * BUSIEST >= ratePerMs(hour)) continue
    const { kind, next } = habitOf(hour, random)
    return { afterMs, kind, next }
  }
}

function hours(weight: (hour: number) => number): readonly number[] {
  const weights = Array.from({ length: 24 }, (_, hour) => weight(hour))
  const total = weights.reduce((sum, one) => sum + one, 0)
  return weights.map((one) => one / total)
}

function rateIn(habit: Habit, hour: number): number {
  return (habit.perDay * (habit.hours[hour] ?? 0)) / HOUR_MS
}

function ratePerMs(hour: number): number {
  return HABITS.reduce((sum, habit) => sum + rateIn(habit, hour), 0)
}

function habitOf(hour: number, random: Random): Habit {
  let left = random() * ratePerMs(hour)
  for (const habit of HABITS) {
    left -= rateIn(habit, hour)
    if (left < 0) return habit
  }
  return pick(random, HABITS)
}
