import type { TSchema } from 'typebox'
import { shapeOf, toContract, toForm } from './schema.ts'

type Fields = Readonly<Record<string, TSchema>>
type Values = Readonly<Record<string, unknown>>

/** What a form of these fields begins with. */
export function formOf(fields: Fields, from: Values = {}): Record<string, unknown> {
  return mapped(fields, (name, schema) => toForm(shapeOf(schema), from[name]))
}

/** What the contract wants of a filled-in form of these fields. */
export function bodyOf(fields: Fields, form: Values): Record<string, unknown> {
  return mapped(fields, (name, schema) => toContract(shapeOf(schema), form[name]))
}

function mapped(fields: Fields, to: (name: string, schema: TSchema) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, to(name, schema)]))
}
