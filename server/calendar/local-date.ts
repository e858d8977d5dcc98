/** The zone the desk lives in; a call that rings after midnight there gets the next day's number. */
export const ZONE = 'Asia/Shanghai'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The local calendar date of an instant, `2026-11-22`. */
export function localDate(at: number, zone: string = ZONE): string {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  return format.format(at)
}

/** The instant at which the local day of `at` began. Zones with summer time are read off the calendar, not computed. */
export function startOfLocalDay(at: number, zone: string = ZONE): number {
  const day = localDate(at, zone)
  const guess = Date.parse(`${day}T00:00:00Z`)
  for (let hours = -14; hours <= 14; hours += 0.25) {
    const start = guess + hours * 3_600_000
    if (localDate(start, zone) === day && localDate(start - 1, zone) !== day) return start
  }
  return guess
}

/** Whole years between a birthday and the local date of an instant. */
export function ageOn(bornOn: string, at: number, zone: string = ZONE): number {
  const today = localDate(at, zone)
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/** The local time of day of an instant, in minutes after midnight. */
export function localMinute(at: number, zone: string = ZONE): number {
  const [hour = 0, minute = 0] = localTime(at, zone).split(':').map(Number)
  return hour * 60 + minute
}

/** The local day of the week of an instant: 1 Monday … 7 Sunday. */
export function localWeekday(at: number, zone: string = ZONE): number {
  return new Date(`${localDate(at, zone)}T00:00:00Z`).getUTCDay() || 7
}

const times = new Map<string, Intl.DateTimeFormat>()

function localTime(at: number, zone: string): string {
  let format = times.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    times.set(zone, format)
  }
  return format.format(at)
}
