import { bad, halfWidth, note, type Read, read } from './reading.ts'

/** Nobody alive was born longer ago. Years. */
const OLDEST = 120
/** Days between 1970-01-01 and the day that Excel counts as 0; right from 1900-03-01 on (its 1900 had a 29 February). */
const SERIAL_ZERO = -25_569
const SERIAL = /^\d{5}(\.0+)?$/
const WRITTEN = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/
const SHORT_YEAR = /^\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/

/** The local date as the house writes it, or null when the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day))
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return same ? at.toISOString().slice(0, 10) : null
}

/** A day of birth: `1940-03-08`, `1940/3/8`, `1940年3月8日`, `19400308`, or Excel's number of the day. */
export const birthday: Read<string> = (typed, today) => {
  const text = halfWidth(typed).replaceAll(' ', '')
  if (SHORT_YEAR.test(text)) return bad('date_two_digit_year', { text })
  if (SERIAL.test(text)) return fromSerial(Math.trunc(Number(text)), today)
  const [, year, month, day] = WRITTEN.exec(text) ?? COMPACT.exec(text) ?? []
  if (year === undefined) return bad('date_unreadable', { text })
  const date = dateOf(Number(year), Number(month), Number(day))
  return date === null ? bad('date_impossible', { text }) : (ofSomebodyAlive(date, today) ?? read(date))
}

function fromSerial(days: number, today: string) {
  const date = new Date((days + SERIAL_ZERO) * 86_400_000).toISOString().slice(0, 10)
  return ofSomebodyAlive(date, today) ?? read(date, note('date_from_serial', { text: String(days), date }))
}

/** What speaks against this day of birth; null: nothing. */
export function ofSomebodyAlive(date: string, today: string) {
  if (date > today) return bad('date_in_future', { date })
  const latest = `${Number(today.slice(0, 4)) - OLDEST}${today.slice(4)}`
  return date < latest ? bad('age_over_120', { date }) : null
}
