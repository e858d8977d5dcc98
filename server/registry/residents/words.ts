/** What is longer is compared by its first signs. Code points. */
export const MOST_SIGNS = 32

/** One way of writing for what is kept and for what is typed: composed, small, and no longer than is compared. */
export function plainWord(text: string): string {
  return [...text.normalize('NFC').trim().toLowerCase()].slice(0, MOST_SIGNS).join('')
}

/**
 * Words that find a name by their beginning: as written from each of its signs on (秀兰 finds 王秀兰), and from its
 * syllables spelt out (`wangxiulan`) and their initials (`wxl`).
 */
export function nameWords(name: string, syllables: readonly string[]): string[] {
  const signs = [...name]
  const initials = syllables.map((syllable) => syllable.slice(0, 1))
  return distinct([...signs.map((_, from) => signs.slice(from).join('')), syllables.join(''), initials.join('')])
}

/** A run of digits or of Latin letters is looked up from its start, every other sign from itself. */
const START = /\d+|[a-z]+|[^\s]/giu

/** Words that find an address by their beginning: from each of its signs on, but from the middle of no number. */
export function addressWords(address: string): string[] {
  const composed = address.normalize('NFC')
  return distinct([...composed.matchAll(START)].map(({ index }) => composed.slice(index)))
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words.map(plainWord))].filter(Boolean)
}
