import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

/**
 * What the query builder offers inside a transaction. Typed as asynchronous, so that every verb awaits and the same
 * verb runs on an engine that really is.
 */
export type Queries = BaseSQLiteDatabase<'async', unknown>

export type Values = Record<string, unknown>

/** A built query that can be prepared once and run often. */
interface Preparable<R> {
  prepare(): { execute(values?: Values): PromiseLike<R> }
}

/** Where reading verbs run. It cannot change rows, so a writing verb does not compile on it (design §4). */
export interface Reader {
  /**
   * Runs a verb by its prepared statement, preparing it the first time this connection meets it. A placeholder named
   * `column_row` takes its value from that row, any other name from the first.
   */
  run<R>(verb: Verb<R>, rows: readonly Values[]): PromiseLike<R>
}

/** Where writing verbs run: inside one transaction, which `Database.write` begins and commits. */
export interface Tx extends Reader {
  /** Runs a changing verb in the same way; returns how many rows it changed. */
  runRows(verb: Verb<unknown>, rows: readonly Values[]): PromiseLike<number>
  /** Called once the transaction is on disk, never when it rolled back. Must not throw. */
  afterCommit(effect: () => void): void
}

export interface Database {
  readonly read: Reader
  /**
   * Runs `work` in one transaction. `work` may await nothing but the database; a transaction still open after its
   * turn of the event loop is rolled back and reported as fatal.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): void
}

/** A query that is prepared once per connection; the object itself is the key. */
export interface Verb<R> {
  readonly build: (queries: Queries) => Preparable<R>
}

/** A reading verb: `await callById(db.read, { id })`, also inside a transaction. */
export function readVerb<V extends Values, R>(build: (queries: Queries) => Preparable<R>) {
  const verb: Verb<R> = { build }
  return (on: Reader, values: V): PromiseLike<R> => on.run(verb, [values])
}

/** A writing verb that returns rows (`returning`): only a transaction can run it. */
export function writeVerb<V extends Values, R>(build: (queries: Queries) => Preparable<R>) {
  const verb: Verb<R> = { build }
  return (on: Tx, values: V): PromiseLike<R> => on.run(verb, [values])
}

/** A writing verb that answers with the number of rows it changed; its values may hold more than it needs. */
export function changeVerb<V extends Values>(build: (queries: Queries) => Preparable<unknown>) {
  const verb: Verb<unknown> = { build }
  return (on: Tx, values: V): PromiseLike<number> => on.runRows(verb, [values])
}

/**
 * A changing verb that must find the row as it was read: `column` names a value of the row after the change,
 * `column_1` one of the row before it.
 */
export function replaceVerb<V extends Values>(build: (queries: Queries) => Preparable<unknown>) {
  const verb: Verb<unknown> = { build }
  return (on: Tx, after: V, before: V): PromiseLike<number> => on.runRows(verb, [after, before])
}
