import { plainWord } from './words.ts'

/** What somebody typed into the search, as the kinds of thing it may be. */
export interface Sought {
  /** Beginning of a word of a name or an address. */
  readonly words: string
  /** Beginning of a name spelt out or of its initials; null when it cannot be one. */
  readonly letters: string | null
  /** Last four signs of a card or a phone. */
  readonly lastFour: string | null
  /** A whole number of a card or a phone. */
  readonly number: string | null
  /** The number on a device. */
  readonly device: string | null
}

/** Reads what was typed: in one form of Unicode, blanks at the ends and in numbers away. */
export function readSought(typed: string): Sought {
  const words = plainWord(typed)
  const compact = words.replace(/[ -]/g, '').toUpperCase()
  return {
    words,
    letters: /^[a-z ']+$/i.test(words) ? words.replace(/[^a-z]/gi, '').toLowerCase() : null,
    lastFour: /^\d{3}[\dX]$/.test(compact) ? compact : null,
    number: /^\+?\d{6,20}[\dX]?$/.test(compact) ? compact : null,
    device: /^[\w-]+$/.test(typed.trim()) ? typed.trim() : null,
  }
}
