const two = (value: number): string => String(value).padStart(2, '0')

/** Local date and time to the minute, `2026-11-22 10:42`; null for null. */
export function whenSeen(instant: string | null): string | null {
  if (instant === null) return null
  const at = new Date(instant)
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The date where the page is looked at, `2026-11-22`. */
export function today(): string {
  return (whenSeen(new Date().toISOString()) ?? '').slice(0, 10)
}
