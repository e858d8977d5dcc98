import { Column, is, Param, Placeholder, SQL } from 'drizzle-orm'
import type { Values } from './database.ts'

/** A query in the engine's words, bound once to where its parameters come from and how its columns are read. */
export interface Statement {
  readonly text: string
  /** Whether it answers with rows. */
  readonly answers: boolean
  /** The parameters for these rows, as the driver takes them. */
  parameters(rows: readonly Values[]): unknown[]
  /** A row as the driver gives it, by place, made into one by name. */
  row(raw: readonly unknown[]): Values
}

/** What a built query tells of itself. */
interface Built {
  getQuery(): { readonly sql: string; readonly params: readonly unknown[] }
  readonly fields?: readonly { readonly path: readonly string[]; readonly field: unknown }[]
}

/**
 * Binds a built query. The builder looks up placeholders, encoders and decoders anew at every run, which costs more
 * than the row itself (research/performance.md §1); here each is looked up once.
 */
export function bind(built: unknown): Statement {
  const { getQuery, fields } = built as Built
  const { sql: text, params } = getQuery.call(built)
  const sources = params.map(sourceOf)
  const columns = (fields ?? []).map(columnOf)
  const empty = Object.fromEntries(columns.map(({ name }) => [name, null]))
  return {
    text,
    answers: columns.length > 0,
    parameters: (rows) => sources.map((source) => source(rows)),
    row: (raw) => rowOf(empty, columns, raw),
  }
}

/** Takes one parameter out of the rows a statement is run with. */
type Source = (rows: readonly Values[]) => unknown

function sourceOf(param: unknown): Source {
  if (is(param, Placeholder)) return fromColumn(param.name, (value) => value)
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder, value: placeholder } = param
    return fromColumn(placeholder.name, (value) => encoder.mapToDriverValue(value))
  }
  return () => param
}

/** `column_row` names a column of one of several rows; any other name is a value of the first. */
function fromColumn(name: string, encode: (value: unknown) => unknown): Source {
  const [, column = name, row = '0'] = /^([a-zA-Z]+)_(\d+)$/.exec(name) ?? []
  const index = Number(row)
  return (rows) => {
    const value = rows[index]?.[column]
    if (value === undefined) throw new Error(`no value for ${name}`)
    return value === null ? null : encode(value)
  }
}

interface ReadColumn {
  readonly name: string
  readonly decode: (value: unknown) => unknown
}

function columnOf({ path, field }: { readonly path: readonly string[]; readonly field: unknown }): ReadColumn {
  const [name] = path
  if (name === undefined || path.length > 1) throw new Error('a verb selects flat rows')
  if (is(field, Column)) return { name, decode: (value) => field.mapFromDriverValue(value) }
  if (is(field, SQL.Aliased)) return columnOf({ path, field: field.sql })
  return { name, decode: (value) => value }
}

/** A copy of the empty row is filled in: an object that grows by one column after the other costs five times its size. */
function rowOf(empty: Values, columns: readonly ReadColumn[], raw: readonly unknown[]): Values {
  const row = { ...empty }
  for (let n = 0; n < columns.length; n += 1) {
    const column = columns[n]
    const value = raw[n]
    if (column && value !== null) row[column.name] = column.decode(value)
  }
  return row
}
