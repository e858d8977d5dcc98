/** Letters and digits that cannot be taken for one another (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Letters of a code: fifty bits. */
export const CODE_LENGTH = 10
/** A code is good for a visit, not for a week. Milliseconds. */
export const CODE_MS = 15 * 60_000
/** Wrong device numbers before a code ends. */
export const TRIES = 5
/** After the pairing test presses are tests for so long. Milliseconds. */
export const TEST_WINDOW_MS = 15 * 60_000

/** Chance bytes as a code in two groups, `7K2QF-9MZ3A`. */
export function spellCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`
}

/** The code as it was meant: without blanks and hyphens, in capitals, O as 0, I and L as 1. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}
