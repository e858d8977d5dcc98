import type { TSchema } from 'typebox'
import { LocalDate } from '#contract/scalars'

/** What a field of a form has to know of its schema. The contract's schemas are JSON Schema; only this is read of it. */
interface Node {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Node[]
  readonly items?: Node
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

/** How a field is filled in; it follows from the schema alone. A group has fields of its own. */
export type FieldKind = 'line' | 'prose' | 'date' | 'number' | 'yesNo' | 'choice' | 'choices' | 'lines' | 'group'

export interface Shape {
  readonly kind: FieldKind
  /** May be left open: null or an empty text say so. */
  readonly optional: boolean
  readonly nullable: boolean
  readonly choices: readonly string[]
  readonly pattern: RegExp | null
  /** Signs of a text, size of a number. */
  readonly min: number | null
  readonly max: number | null
  /** Entries of a list. */
  readonly most: number | null
}

/** More than a line holds on a screen; such texts get a box of several. */
const PROSE_FROM = 300

/** Reads the limits of one field off its schema. */
export function shapeOf(schema: TSchema): Shape {
  const { node, nullable } = unwrap(schema as Node)
  const kind = kindOf(node)
  return {
    kind,
    nullable,
    optional: nullable || isOptional(schema) || mayBeEmpty(node),
    choices: node.enum ?? node.items?.enum ?? [],
    ...limitsOf(node.items ?? node),
    most: node.maxItems ?? null,
  }
}

function unwrap(node: Node): { readonly node: Node; readonly nullable: boolean } {
  const branches = node.anyOf ?? []
  const inner = branches.find(({ type }) => type !== 'null')
  return inner ? { node: inner, nullable: branches.some(({ type }) => type === 'null') } : { node, nullable: false }
}

function kindOf(node: Node): FieldKind {
  if (node.enum) return 'choice'
  if (node.type === 'array') return listKindOf(node.items)
  if (node.type === 'object') return 'group'
  if (node.type === 'boolean') return 'yesNo'
  if (node.type === 'integer' || node.type === 'number') return 'number'
  if (node.pattern !== undefined && node.pattern === (LocalDate as Node).pattern) return 'date'
  return (node.maxLength ?? 0) > PROSE_FROM ? 'prose' : 'line'
}

const listKindOf = (items: Node | undefined): FieldKind => {
  if (items?.enum) return 'choices'
  return items?.type === 'object' ? 'group' : 'lines'
}

function limitsOf({ pattern, minimum, minLength, maximum, maxLength }: Node): Pick<Shape, 'pattern' | 'min' | 'max'> {
  return {
    pattern: pattern === undefined ? null : new RegExp(pattern),
    min: minimum ?? minLength ?? null,
    max: maximum ?? maxLength ?? null,
  }
}

function isOptional(schema: TSchema): boolean {
  return '~optional' in schema
}

/** A text without a least length and a pattern, a list, a yes or no: nothing in it is an answer too. */
function mayBeEmpty(node: Node): boolean {
  if (node.type === 'array' || node.type === 'boolean') return true
  return node.type === 'string' && !node.enum && !node.minLength && node.pattern === undefined
}

/** What a form holds, as the contract wants it: texts without blanks around, lines as a list, nothing as null. */
export function toContract({ kind, nullable }: Shape, value: unknown): unknown {
  if (kind === 'lines') return linesOf(value)
  if (kind === 'choices') return value ?? []
  if (kind === 'yesNo') return value === true
  const plain = typeof value === 'string' ? value.trim() : value
  const nothing = plain === undefined || plain === null || plain === ''
  if (!nothing) return plain
  return nullable ? null : ''
}

/** What the contract holds, as a form takes it. */
export function toForm({ kind }: Shape, value: unknown): unknown {
  if (kind === 'lines') return Array.isArray(value) ? value.join('\n') : ''
  return value ?? (kind === 'choices' ? [] : kind === 'number' ? null : '')
}

/** One entry per line; empty lines are none. */
export function linesOf(value: unknown): readonly string[] {
  if (typeof value !== 'string') return []
  const lines = value.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '')
}
