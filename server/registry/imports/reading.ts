import type { Cell, FindingCode } from '#contract/findings'
import { unguarded } from './guard.ts'

/** Facts that a sentence fills its blanks with. */
export type Blanks = Readonly<Record<string, string>>

/** Something found, not yet at its place. */
export interface Found {
  readonly code: FindingCode
  readonly blanks: Blanks
}

/** What a cell says: the value, or null when it is empty or unreadable; and whatever was found on the way. */
export interface Reading<T> {
  readonly value: T | null
  readonly found: readonly Found[]
}

/** Reads the text of a cell that is not empty. `today` is the local date, `2026-11-22`. */
export type Read<T> = (text: string, today: string) => Reading<T>

export function read<T>(value: T, ...found: readonly Found[]): Reading<T> {
  return { value, found }
}

/** Nothing could be read, for this reason. */
export function bad(code: FindingCode, blanks: Blanks = {}): Reading<never> {
  return { value: null, found: [{ code, blanks }] }
}

export function note(code: FindingCode, blanks: Blanks = {}): Found {
  return { code, blanks }
}

const UNUSABLE = { formula: 'cell_is_formula', error: 'cell_is_error', merged: 'cell_is_merged' } as const

/** What the keyboard cannot type and no store should keep; line breaks and tabs become blanks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
/** Blanks that nobody sees: of zero width, of direction, the mark of byte order. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g

/** The text of a cell without what nobody typed on purpose; empty cells and unusable ones have none. */
export function plainText(cell: Cell): Reading<string> {
  if (cell === null) return { value: null, found: [] }
  const raw = typeof cell === 'string' ? cell : cell.text
  if (typeof cell !== 'string' && cell.is in UNUSABLE)
    return bad(UNUSABLE[cell.is as keyof typeof UNUSABLE], { text: raw })
  const text = unguarded(raw).replace(INVISIBLE, '')
  if (text.includes('\ufffd')) return bad('text_damaged', { text })
  const kept = text.replace(CONTROL, '')
  const clean = kept.replace(/\s+/g, ' ').trim()
  return {
    value: clean === '' ? null : clean,
    found: kept === text ? [] : [note('control_characters', { text: clean })],
  }
}

/** Full-width letters, digits and signs as their usual forms: １３８ → 138. */
export function halfWidth(text: string): string {
  return text.normalize('NFKC')
}
