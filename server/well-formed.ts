/** Half a character: an escape such as `\ud800` without its other half. It has no bytes in UTF-8. */
const LONE_SURROGATE = /\p{Cs}/gu

/** The value with U+FFFD wherever its text held half a character, so that what is stored is what comes back (design §4). */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(LONE_SURROGATE, '\ufffd')
  if (Array.isArray(value)) return value.map(wellFormed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]))
}
