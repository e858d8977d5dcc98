import type { HoldSign, NewHold } from '#contract/holds'

type Dates = Pick<NewHold, 'fromOn' | 'untilOn' | 'reviewOn'>

/** Whether a hold would end, or be asked about, before it begins. Local dates sort as text. */
export function isReversed({ fromOn, untilOn, reviewOn }: Dates): boolean {
  return reviewOn < fromOn || (untilOn !== null && untilOn < fromOn)
}

/** Whether a hold that nobody ended stands on a local date; both its first and its last day count. */
export function standsOn({ fromOn, untilOn }: Omit<Dates, 'reviewOn'>, on: string): boolean {
  return fromOn <= on && (untilOn === null || untilOn >= on)
}

/** A hold as the card says it on a local date; `writtenAt` as the caller writes instants. */
export function signOf(hold: Omit<HoldSign, 'reviewDue'>, on: string): HoldSign {
  const { kind, fromOn, untilOn, reviewOn, writtenAt } = hold
  return { kind, fromOn, untilOn, reviewOn, writtenAt, reviewDue: reviewOn <= on }
}
