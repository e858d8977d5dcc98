/** What makes a test of a signal; instants in milliseconds. */
export interface Asking {
  readonly kind: string
  /** The unit asks to have it taken as one. */
  readonly test: boolean
  readonly receivedAt: number
  /** Until when the window stands open that somebody opened for this device; null: none. */
  readonly testUntil: number | null
}

/** A test press counts as a test only in a window opened for that device (design §6 rule 12). */
export function isTestPress({ kind, test, receivedAt, testUntil }: Asking): boolean {
  return (test || kind === 'test') && testUntil !== null && receivedAt <= testUntil
}
