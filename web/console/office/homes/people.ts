import type { TSchema } from 'typebox'
import type { DeskHours } from '#contract/areas'
import type { Writing } from '../file/file.ts'

/** Somebody to be rung or asked about a home. */
export interface Somebody {
  readonly id: string
  readonly name: string
  /** Relation of a contact, kind of a responder; in words. */
  readonly as: string
  /** Masked. */
  readonly phone: string
  readonly note: string
  readonly minutesAway: number | null
  /** None: at any time. */
  readonly hours: readonly DeskHours[]
  readonly reachableNow: boolean
  /** As their form begins. */
  readonly form: Readonly<Record<string, unknown>>
}

type Fields = Readonly<Record<string, TSchema>>

/** A list of people around a home, in the order they are asked; every command writes over the home as it was read. */
export interface People extends Omit<Writing, 'write'> {
  readonly title: string
  readonly addWord: string
  readonly none: string
  readonly items: readonly Somebody[]
  /** Of somebody new. */
  readonly fields: Fields
  readonly labelOf: (field: string) => string
  readonly choiceOf: (field: string, choice: string) => string
  readonly add: (values: Record<string, unknown>, done: () => void) => void
  readonly change: (id: string, values: Record<string, unknown>, done: () => void) => void
  readonly end: (id: string, done: () => void) => void
  readonly order: (ids: readonly string[]) => void
}

/** The list with one of it a place earlier or later; the same list when there is no such place. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = ids.indexOf(id)
  const other = ids[from + by]
  if (from < 0 || other === undefined) return ids
  return ids.map((one) => (one === id ? other : one === other ? id : one))
}

/** What was left open of a new entry is left out; the server knows what it then is. */
export function filled(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => name === 'note' || value !== ''))
}
