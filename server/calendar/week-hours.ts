import type { DeskHours } from '#contract/areas'
import { localMinute, localWeekday } from './local-date.ts'

const DAY = 24 * 60

/** Whether an instant (milliseconds) lies within hours of the week; no hours at all mean day and night. */
export function isWithin(hours: readonly DeskHours[], at: number): boolean {
  if (hours.length === 0) return true
  const [weekday, minute] = [localWeekday(at), localMinute(at)]
  const before = weekday === 1 ? 7 : weekday - 1
  return hours.some(({ weekdays, from, to }) => {
    const [begins, ends] = [minutes(from), minutes(to)]
    const isOvernight = ends <= begins
    if (weekdays.includes(weekday) && minute >= begins && minute < (isOvernight ? DAY : ends)) return true
    // A night belongs to the day it began on.
    return isOvernight && weekdays.includes(before) && minute < ends
  })
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}
