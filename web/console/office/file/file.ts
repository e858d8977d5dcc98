import type { TFunction } from 'i18next'
import type { TSchema } from 'typebox'
import type { SelectOption } from '../form/native-select.tsx'
import { shapeOf } from '../form/schema.ts'

export type Known = Readonly<Record<string, unknown>>

/** How the fields of a file are called; what their forms look like follows from their schemas. */
export interface FileWords {
  readonly fields: Readonly<Record<string, TSchema>>
  readonly label: (field: string) => string
  /** The word for a choice of a field. */
  readonly choice: (field: string, choice: string) => string
  /** What an id may be, for fields that hold one. */
  readonly options?: Readonly<Record<string, readonly SelectOption[]>>
}

/** Writing over a file as this page last read it. */
export interface Writing {
  readonly write: (fields: Known, done: () => void) => void
  readonly error: unknown
  readonly busy: boolean
  /** Somebody else was faster; what they wrote is on its way. */
  readonly stale: boolean
  readonly reset: () => void
}

/** A section of a file, to read and to change. */
export interface FileSection {
  readonly title: string
  /** The fields of this section, in order. */
  readonly names: readonly string[]
  readonly words: FileWords
  readonly known: Known
  readonly writing: Writing
}

export function schemaOf({ fields }: FileWords, field: string): TSchema {
  const schema = fields[field]
  if (!schema) throw new Error(`the file has no field ${field}`)
  return schema
}

/** A value as a page says it; null when nothing is known. */
export function said(words: FileWords, field: string, value: unknown, t: TFunction): string | null {
  const { kind } = shapeOf(schemaOf(words, field))
  if (kind === 'yesNo') return t(value === true ? 'form.yes' : 'form.no')
  if (kind === 'choices') return listed((value as readonly string[]).map((one) => words.choice(field, one)))
  if (value === null || value === undefined || value === '') return null
  const options = words.options?.[field]
  if (options) return options.find((one) => one.value === value)?.label.trim() ?? null
  return kind === 'choice' ? words.choice(field, String(value)) : String(value)
}

const listed = (words: readonly string[]): string | null => (words.length === 0 ? null : words.join(' · '))

const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other)

/** What differs from how the form began. */
export function touched(body: Known, base: Known): Known {
  return Object.fromEntries(Object.entries(body).filter(([field, value]) => differs(value, base[field])))
}

/** The fields that somebody else wrote since the form began. */
export function changedMeanwhile(fields: readonly string[], base: Known, now: Known): readonly string[] {
  return fields.filter((field) => differs(base[field], now[field]))
}
