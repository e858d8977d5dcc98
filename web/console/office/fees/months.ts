/** Whether somebody wrote a month of the calendar, `2026-11`. */
export function isMonth(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value)
}

/** The month so many before (or, below zero, after) this one. */
export function monthBefore(month: string, back: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const count = year * 12 + number - 1 - back
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** The last month that is over on a local date: only of that one all figures are in. */
export function lastFullMonth(today: string): string {
  return monthBefore(today.slice(0, 7), 1)
}

/** Months to choose from, the running one first; `asked` too, however long ago it is. */
export function monthsUntil(today: string, asked: string, count: number): readonly string[] {
  const months = Array.from({ length: count }, (_, back) => monthBefore(today.slice(0, 7), back))
  return months.includes(asked) ? months : [...months, asked].sort().reverse()
}
