const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** A running time as a stop-watch shows it: `04:09`, `1:02:03`; from a day on `2d 03h`. Takes whole seconds. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number): string => String(value).padStart(2, '0')
  if (whole >= DAY) return `${Math.floor(whole / DAY)}d ${two(Math.floor((whole % DAY) / HOUR))}h`
  const tail = `${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`
  return whole >= HOUR ? `${Math.floor(whole / HOUR)}:${tail}` : tail
}

/** Local time of day of an instant, `10:42:17`. */
export function timeOfDay(instant: string | number): string {
  return new Date(instant).toLocaleTimeString('zh-CN', { hour12: false })
}

/** Local month and day of an instant, `11-22`. */
export function monthAndDay(instant: string | number): string {
  const date = new Date(instant)
  return `${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}
