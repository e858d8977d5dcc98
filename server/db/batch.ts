import { type Column, type SQL, sql } from 'drizzle-orm'
import type { Queries, Reader, Tx, Values, Verb } from './database.ts'

/** Sizes of prepared multi-row statements: any number of rows is covered by few of them. */
const SIZES = [64, 16, 4, 1] as const
const MOST_KEYS = 256
const KEY_SIZES = [1, 8, 64, 128, MOST_KEYS] as const

/** A placeholder per column and row: `name_0`, `name_1` … */
function slots<Name extends string>(columns: readonly Name[], rows: number): Slots<Name>[] {
  return Array.from({ length: rows }, (_, row) => {
    const slot = Object.fromEntries(columns.map((column) => [column, sql.placeholder(`${column}_${row}`)]))
    return slot as Slots<Name>
  })
}

type Placeholder = ReturnType<typeof sql.placeholder>
type Slots<Name extends string> = Record<Name, Placeholder>
type Built = ReturnType<Verb<unknown>['build']>

/**
 * A writing verb for many rows that is prepared once per size, so that a batch costs few statements and no query is
 * built on the road of a press. `build` gets placeholders instead of values. Answers with the number of rows changed.
 */
export function rowsVerb<Row extends Values>(
  columns: readonly (keyof Row & string)[],
  build: (queries: Queries, rows: Slots<keyof Row & string>[]) => Built,
) {
  const verbs = SIZES.map((size): { size: number; verb: Verb<unknown> } => ({
    size,
    verb: { build: (q) => build(q, slots(columns, size)) },
  }))
  return async (on: Tx, rows: readonly Row[]): Promise<number> => {
    let done = 0
    let changed = 0
    for (const { size, verb } of verbs) {
      for (; rows.length - done >= size; done += size) {
        changed += await on.runRows(verb, rows.slice(done, done + size))
      }
    }
    return changed
  }
}

/**
 * Rows of values as the table `given`, which an update of many rows takes them from. Each value is cast, because
 * PostgreSQL takes bare parameters in such a list for text.
 */
export function givenRows<Name extends string>(columns: Readonly<Record<Name, Column>>, rows: readonly Slots<Name>[]) {
  const names = Object.keys(columns) as Name[]
  const value = (row: Slots<Name>, name: Name): SQL =>
    sql`cast(${sql.param(row[name], columns[name])} as ${sql.raw(columns[name].getSQLType())})`
  const lists = rows.map((row) => {
    const values = names.map((name) => value(row, name))
    return sql`(${sql.join(values, sql`, `)})`
  })
  return {
    table: sql`(values ${sql.join(lists, sql`, `)}) as given`,
    /** Both engines name the columns of such a table by their places. */
    column: (name: Name): SQL => sql.raw(`given.column${names.indexOf(name) + 1}`),
  }
}

/**
 * A reading verb over a list of keys (with `On` a `Tx`: one that takes rows out and returns them), prepared once per
 * size; a list between two sizes is filled up with its own last key, which changes no result because every query asks
 * `key in (…)`.
 */
export function keysVerb<R, On extends Reader = Reader>(
  build: (queries: Queries, keys: Placeholder[]) => { prepare(): { execute(values?: Values): PromiseLike<R[]> } },
) {
  const verbs = KEY_SIZES.map((size): { size: number; verb: Verb<R[]> } => {
    const keys = slots(['key'], size).map(({ key }) => key)
    return { size, verb: { build: (q) => build(q, keys) } }
  })
  return async (on: On, keys: readonly (string | number | Uint8Array)[], others: Values = {}): Promise<R[]> => {
    const found: R[] = []
    for (let from = 0; from < keys.length; from += MOST_KEYS) {
      const rows: Values[] = keys.slice(from, from + MOST_KEYS).map((key) => ({ key }))
      const fitting = verbs.find(({ size }) => size >= rows.length)
      if (!fitting) continue
      const last = rows.at(-1) ?? {}
      while (rows.length < fitting.size) rows.push(last)
      rows[0] = { ...others, ...rows[0] }
      found.push(...(await on.run(fitting.verb, rows)))
    }
    return found
  }
}
