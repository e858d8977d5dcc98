import { blob, index, integer, real, sqliteTable, text as sqliteText, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * The column vocabulary: the schema is written in these words only, so that a second engine is a second meaning of
 * this file and nothing else (design §4). Column names come from the property names, in snake case.
 */
export const table = sqliteTable
export { index, uniqueIndex }

/** Text; also for ids, which the house makes itself (UUIDv7), and for local dates. */
export const text = () => sqliteText()
/** A whole number that fits a JavaScript number. */
export const int = () => integer()
/** A number with a fraction. */
export const decimal = () => real()
export const bool = () => integer({ mode: 'boolean' })
/** A UTC instant as milliseconds since 1970; properties that hold one end in `At`. */
export const instant = () => integer()
/** Bytes as they came. */
export const bytes = () => blob({ mode: 'buffer' })
/** A small list or object that no query looks into. */
export const json = <T>() => sqliteText({ mode: 'json' }).$type<T>()
/** Text that holds one of a closed set of words. */
export const word = <T extends string>() => sqliteText().$type<T>()
