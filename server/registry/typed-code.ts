/** Letters and digits that cannot be taken for one another (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Letters of a code that people type: fifty bits. */
export const CODE_LENGTH = 10

/** Chance bytes as a code in two groups, `7K2QF-9MZ3A`. */
export function spellCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`
}

/** The code as it was meant: without blanks and hyphens, in capitals, O as 0, I and L as 1. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}
