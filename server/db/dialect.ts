import {
  bigint,
  customType,
  doublePrecision,
  type PgSelect,
  boolean as pgBoolean,
  index as pgIndex,
  pgTable,
  text as pgText,
  uniqueIndex as pgUniqueIndex,
} from 'drizzle-orm/pg-core'
import {
  blob,
  integer,
  real,
  index as sqliteIndex,
  sqliteTable,
  text as sqliteText,
  uniqueIndex as sqliteUniqueIndex,
} from 'drizzle-orm/sqlite-core'

export type Engine = 'sqlite' | 'postgres'

/** Which engine a database address means; without one the house keeps its rows in a file of its own. */
export function engineOf(databaseUrl: string | null | undefined): Engine {
  return /^postgres(ql)?:/.test(databaseUrl ?? '') ? 'postgres' : 'sqlite'
}

/** The engine this process speaks: tables are made when they are imported, so it is chosen before that (design §4). */
export const ENGINE: Engine = engineOf(process.env.DATABASE_URL)

/** One meaning for each engine, typed as the SQLite one: builders of both take the same words. */
function either<Meaning>(sqlite: Meaning, postgres: unknown): Meaning {
  return ENGINE === 'postgres' ? (postgres as Meaning) : sqlite
}

/**
 * The column vocabulary: the schema is written in these words only, and each has a meaning on either engine (design
 * §4). Column names come from the property names, in snake case.
 */
export const table = either(sqliteTable, pgTable)
export const index = either(sqliteIndex, pgIndex)
export const uniqueIndex = either(sqliteUniqueIndex, pgUniqueIndex)

const number = () => bigint({ mode: 'number' })
const octets = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
/** Text, not jsonb: PostgreSQL would rewrite it, and refuses the escape of NUL inside. */
const jsonText = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text) as unknown,
})

/** Text; also for ids, which the house makes itself (UUIDv7), and for local dates. */
export const text = either(() => sqliteText(), pgText)
/** A whole number that fits a JavaScript number. */
export const int = either(() => integer(), number)
/** A whole number the database counts up by itself, in the order of writing. */
export const serial = either(
  () => integer().primaryKey({ autoIncrement: true }),
  () => number().primaryKey().generatedAlwaysAsIdentity(),
)
/** A number with a fraction. */
export const decimal = either(() => real(), doublePrecision)
export const bool = either(() => integer({ mode: 'boolean' }), pgBoolean)
/** A UTC instant as milliseconds since 1970; properties that hold one end in `At`. */
export const instant = () => int()
/** Bytes as they came. */
export const bytes = either(() => blob({ mode: 'buffer' }), octets)
/** A small list or object that no query looks into. */
export const json = <T>() => either(() => sqliteText({ mode: 'json' }), jsonText)().$type<T>()
/** Text that holds one of a closed set of words. */
export const word = <T extends string>() => text().$type<T>()

/**
 * Keeps the rows that a query finds for this transaction until its end; another that wants them waits. On SQLite there
 * is no other: one transaction writes at a time.
 */
export function locked<Query>(query: Query): Query {
  return ENGINE === 'sqlite' ? query : ((query as PgSelect).for('update') as Query)
}
