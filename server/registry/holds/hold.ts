import type { NewHold } from '#contract/holds'

type Dates = Pick<NewHold, 'fromOn' | 'untilOn' | 'reviewOn'>

/** Whether a hold would end, or be asked about, before it begins. Local dates sort as text. */
export function isReversed({ fromOn, untilOn, reviewOn }: Dates): boolean {
  return reviewOn < fromOn || (untilOn !== null && untilOn < fromOn)
}
