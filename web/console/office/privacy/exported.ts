/** Whether a column only ties rows together; whoever takes their data along finds it in the data file. */
export function isInternal(name: string): boolean {
  return /^(id|uid|seq|signal|concerns|ring)$|(Id|By)$/.test(name) && !READABLE.includes(name)
}

/** Columns that end like an id and hold a word. */
const READABLE: readonly string[] = ['givenBy', 'seenBy']

/** Nothing that would be read: null, an empty text, an empty list, an object of such. */
export function isBlank(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.every(isBlank)
  return typeof value === 'object' && Object.values(value).every(isBlank)
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** Whether a text is an instant of the contract. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text)
}
