import { plainWord } from './words.ts'

/** What somebody typed into the search, as the kinds of thing it may be. */
export interface Sought {
  /** Beginnings of a name: as typed, and spelt without blanks (`wang xiu`) where it can be letters. */
  readonly names: readonly string[]
  /** Beginning of a word of an address; empty when nothing was typed. */
  readonly address: string
  /** Last four signs of a card or a phone. */
  readonly lastFour: string | null
  /** A whole number of a card or a phone. */
  readonly number: string | null
  /** The number on a device. */
  readonly device: string | null
}

/**
 * Reads what was typed: in one form of Unicode, blanks at the ends and in numbers away. One letter is no name: a tenth
 * of a city begins with it.
 */
export function readSought(typed: string): Sought {
  const words = plainWord(typed)
  const compact = words.replace(/[ -]/g, '').toUpperCase()
  return {
    names: [...new Set([spelt(words), words])].filter((word) => !/^[a-z]?$/.test(word)),
    address: words,
    lastFour: /^\d{3}[\dX]$/.test(compact) ? compact : null,
    number: /^\+?\d{6,20}[\dX]?$/.test(compact) ? compact : null,
    device: /^[\w-]+$/.test(typed.trim()) ? typed.trim() : null,
  }
}

const spelt = (words: string): string => (/^[a-z ']+$/.test(words) ? words.replace(/[ ']/g, '') : words)
