import type { TFunction } from 'i18next'
import type { TSchema } from 'typebox'
import { linesOf, type Shape, shapeOf } from './schema.ts'

/** A rule as Ant Design takes it, without its types: the tests of the rules know no browser. */
interface Rule {
  readonly required?: true
  readonly type?: 'number'
  readonly whitespace?: boolean
  readonly message?: string
  readonly validator?: (rule: unknown, value: unknown) => Promise<void>
}

/**
 * The rules of a form's field, from the schema by which the server checks it.
 * @param what the name of the field, for the sentence that asks for it
 */
export function rulesOf(schema: TSchema, what: string, t: TFunction): Rule[] {
  const shape = shapeOf(schema)
  return [...presence(shape, what, t), { validator: (_, value) => verdict(faultIn(shape, value, t)) }]
}

function presence({ optional, kind }: Shape, what: string, t: TFunction): Rule[] {
  if (optional) return []
  const word = kind === 'choice' ? 'form.choose' : 'form.missing'
  // Unless told otherwise Ant Design takes a number for a text that is not there.
  const type = kind === 'number' ? ({ type: 'number' } as const) : {}
  return [{ required: true, ...type, whitespace: kind === 'line', message: t(word, { what }) }]
}

async function verdict(fault: string | null): Promise<void> {
  if (fault !== null) throw new Error(fault)
}

/** What is wrong with this value; null when nothing is, and for no value at all. */
export function faultIn(shape: Shape, value: unknown, t: TFunction): string | null {
  if (shape.kind === 'lines') return faultInLines(shape, linesOf(value), t)
  if (value === undefined || value === null || value === '') return null
  if (shape.kind === 'number') return faultInNumber(shape, value, t)
  return typeof value === 'string' ? faultInText(shape, value.trim(), t) : null
}

function faultInText({ kind, min, max, pattern }: Shape, text: string, t: TFunction): string | null {
  if (text === '' || kind === 'choice') return null
  const signs = [...text].length
  if (max !== null && signs > max) return t('form.tooLong', { max })
  if (min !== null && signs < min) return t('form.tooShort', { min })
  if (pattern && !pattern.test(text)) return t(kind === 'date' ? 'form.badDate' : 'form.malformed')
  return null
}

function faultInNumber({ min, max }: Shape, value: unknown, t: TFunction): string | null {
  const fits = Number.isInteger(value) && Number(value) >= (min ?? 0) && Number(value) <= (max ?? Infinity)
  return fits ? null : t('form.badNumber', { min: min ?? 0, max: max ?? '…' })
}

function faultInLines(shape: Shape, lines: readonly string[], t: TFunction): string | null {
  if (shape.most !== null && lines.length > shape.most) return t('form.tooMany', { max: shape.most })
  return lines.map((line) => faultInText(shape, line, t)).find((fault) => fault !== null) ?? null
}
