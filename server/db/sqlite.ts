import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { type Database, listeners, type Queries, untilUndisputed, type Values, type Verb } from './database.ts'
import { groupCommit } from './group-commit.ts'
import { bind } from './statement.ts'

type Connection = InstanceType<typeof Sqlite>

/** WAL first, then FULL: better-sqlite3 lowers `synchronous` to NORMAL when WAL is switched on (reliability F3). */
const PRAGMAS: readonly [name: string, set: string, expected: unknown][] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  ['trusted_schema', 'OFF', 0],
  ['secure_delete', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  ['journal_size_limit', '67108864', 67_108_864],
  // Speed only: the whole working set in memory, and a checkpoint after 32 MB, when a page that changed often is
  // written back once. With the defaults a press cost nine writes to the file, with these three.
  ['cache_size', '-65536', -65_536],
  ['temp_store', 'MEMORY', 2],
  ['wal_autocheckpoint', '8000', 8000],
]

/** Versions before 3.51.3 can corrupt a WAL that two connections reset at once (reliability §1). */
const OLDEST_SQLITE = [3, 51, 3] as const

export interface SqliteOptions {
  readonly file: string
  /** A transaction outlived its turn of the event loop, or a commit failed: the process must end. */
  readonly onFatal: (fault: Error) => void
  /** Told after each commit how long it held the store, in milliseconds. */
  readonly onWritten?: (ms: number) => void
  /** False: each transaction has a commit of its own. */
  readonly joined?: boolean
}

/** Opens the writing connection for migrations and start-up checks. */
export function openWriter(file: string): Connection {
  const writer = new Sqlite(file)
  for (const [name, set] of PRAGMAS) writer.pragma(`${name} = ${set}`)
  return writer
}

/** Refuses to run on a connection that could lose a committed row. */
export function assertDurable(writer: Connection): void {
  for (const [name, , expected] of PRAGMAS) {
    const actual: unknown = writer.pragma(name, { simple: true })
    if (actual !== expected)
      throw new Error(`SQLite setting ${name} is ${String(actual)}, it must be ${String(expected)}`)
  }
  const version = String(writer.prepare('select sqlite_version()').pluck().get())
  if (isOlder(version, OLDEST_SQLITE))
    throw new Error(`SQLite ${version} is too old; ${OLDEST_SQLITE.join('.')} is needed`)
}

function isOlder(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number)
  for (const [n, least] of oldest.entries()) {
    const part = parts[n] ?? 0
    if (part !== least) return part < least
  }
  return false
}

/** The store on one SQLite file: one writing connection, one read-only connection. */
export function sqliteDatabase(writer: Connection, options: SqliteOptions): Database {
  const { file, onFatal, onWritten = () => {}, joined = true } = options
  assertDurable(writer)
  const reader = new Sqlite(file, { readonly: true })
  reader.pragma('busy_timeout = 5000')
  reader.pragma('trusted_schema = OFF')
  const writing = connection(writer)
  const reading = connection(reader)
  const announced = listeners()
  const write = groupCommit({ writer, on: writing, onAnnounced: announced.call, onFatal, onWritten, joined })

  return {
    read: { run: reading.run },
    isSoleWriter: true,
    isReachable: true,
    write: (work) => untilUndisputed(() => write(work)),
    onAnnounced: announced.add,
    scrub: () => betweenTurns(() => scrub(writer)),
    async close() {
      reader.close()
      writer.close()
    },
  }
}

/** Runs `work` where no transaction is open: each ends within the turn of the event loop it began in. */
function betweenTurns(work: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work())
      } catch (fault) {
        reject(fault)
      }
    })
  })
}

/** secure_delete overwrites what is deleted, but leaves copies in the gaps of pages that were balanced: pack anew. */
function scrub(writer: Connection): void {
  // In memory, the packed copy of a large store would not fit.
  writer.pragma('temp_store = FILE')
  writer.exec('VACUUM')
  writer.pragma('temp_store = MEMORY')
  writer.pragma('wal_checkpoint(TRUNCATE)')
}

/** A connection with its query builder and its statements, each prepared at most once. */
function connection(client: Connection) {
  // The builder is synchronous underneath; typed as asynchronous so that every verb awaits (database.ts).
  const queries = drizzle({ client, casing: 'snake_case' }) as unknown as Queries
  const statements = new Map<Verb<unknown>, ReturnType<typeof prepare>>()

  function prepare(verb: Verb<unknown>) {
    const bound = bind(verb.build(queries).prepare())
    const prepared = client.prepare(bound.text)
    if (bound.answers) prepared.raw()
    return { ...bound, prepared }
  }

  function statementOf(verb: Verb<unknown>) {
    const known = statements.get(verb)
    if (known) return known
    const statement = prepare(verb)
    statements.set(verb, statement)
    return statement
  }

  return {
    async run<R>(verb: Verb<R>, rows: readonly Values[]): Promise<R> {
      const { prepared, parameters, row } = statementOf(verb)
      return (prepared.all(parameters(rows)) as unknown[][]).map(row) as R
    },
    async runRows(verb: Verb<unknown>, rows: readonly Values[]): Promise<number> {
      const { prepared, parameters } = statementOf(verb)
      return prepared.run(parameters(rows)).changes
    },
  }
}
