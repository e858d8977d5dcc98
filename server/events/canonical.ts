/**
 * JSON with one spelling per value (RFC 8785: keys sorted by code unit, no spaces), so that a hash over the text can
 * be made again years later. Lone surrogates leave as escapes, so any text survives any database.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const record = value as Record<string, unknown>
  const keys = Object.keys(record)
  const sorted = keys.every((key, n) => n === 0 || (keys[n - 1] ?? '') < key)
  let text = ''
  for (const key of sorted ? keys : keys.sort()) {
    if (record[key] !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonicalJson(record[key])}`
  }
  return `{${text}}`
}
