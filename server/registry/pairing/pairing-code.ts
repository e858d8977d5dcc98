/** A code is good for a visit, not for a week. Milliseconds. */
export const CODE_MS = 15 * 60_000
/** Wrong device numbers before a code ends. */
export const TRIES = 5
/** After the pairing test presses are tests for so long. Milliseconds. */
export const TEST_WINDOW_MS = 15 * 60_000
