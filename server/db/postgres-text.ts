/** PostgreSQL’s text holds every character but NUL; a pair that begins with a rare one stands for either. */
const NUL = '\u0000'
const MARK = '\u0001'
const MARK_WRITTEN = `${MARK}1`
const NUL_WRITTEN = `${MARK}0`

/** A parameter as PostgreSQL takes it; two different texts stay different. */
export function toPostgresText(value: unknown): unknown {
  if (typeof value !== 'string' || !(value.includes(NUL) || value.includes(MARK))) return value
  return value.replaceAll(MARK, MARK_WRITTEN).replaceAll(NUL, NUL_WRITTEN)
}

/** The text as it was written. */
export function fromPostgresText(text: string): string {
  return text.includes(MARK) ? text.replaceAll(NUL_WRITTEN, NUL).replaceAll(MARK_WRITTEN, MARK) : text
}
