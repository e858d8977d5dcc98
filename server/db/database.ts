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
  /** Wakes whoever listens (`Database.onAnnounced`) in every process, once this transaction is on disk. */
  announce(): Promise<void>
}

export interface Database {
  readonly read: Reader
  /**
   * True where no other process writes and one transaction runs at a time: what the last one left in memory then still
   * stands. False on PostgreSQL, where any number of processes share the database.
   */
  readonly isSoleWriter: boolean
  /** False while the database cannot be reached: nothing may be promised to anybody then. */
  readonly isReachable: boolean
  /**
   * Runs `work` in one transaction; one that lost a race against another (`Conflict`) is run anew. `work` may await
   * nothing but the database and must be repeatable. On SQLite a transaction still open after its turn of the event
   * loop is rolled back and reported as fatal.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Calls `listener` after every announcement; returns how to stop it. A hint: one may be lost with its connection. */
  onAnnounced(listener: () => void): () => void
  /**
   * What was overwritten or deleted cannot be read from the store's files afterwards: tables packed anew, the log of
   * writes emptied. May take seconds, and nothing is written meanwhile. On PostgreSQL the files are those of its
   * administrator, and so is this (`VACUUM FULL`).
   */
  scrub(): Promise<void>
  close(): Promise<void>
}

/** An open database of this version. */
export interface Store {
  readonly db: Database
  readonly closed: boolean
  close(): Promise<void>
}

export interface StoreOptions {
  /** The store can no longer be trusted: the process must end. */
  readonly onFatal: (fault: Error) => void
  /** Told how long each commit took with its transactions, in milliseconds. */
  readonly onWritten?: (ms: number) => void
  /** On SQLite false: transactions that wait do not share a commit, as in the twin that the benchmark compares with. */
  readonly joined?: boolean
  /** Something failed that mends itself: a connection that broke. */
  readonly onFault?: (fault: unknown) => void
}

/** Somebody else wrote first; the transaction is given up and decided anew on what stands now. */
export class Conflict extends Error {}

/** So often a transaction is run before its conflict is the caller's. */
const TRIES = 5

/** Runs `attempt` again while it loses races. */
export async function untilUndisputed<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await attempt()
    } catch (fault) {
      if (!(fault instanceof Conflict) || left === 1) throw fault
    }
  }
}

/** Listeners of one process, called in the order they came. */
export function listeners(): { readonly call: () => void; readonly add: (listener: () => void) => () => void } {
  const known = new Set<() => void>()
  return {
    call() {
      for (const listener of known) listener()
    },
    add(listener) {
      known.add(listener)
      return () => known.delete(listener)
    },
  }
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
