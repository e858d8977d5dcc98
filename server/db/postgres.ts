import { AsyncLocalStorage } from 'node:async_hooks'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import {
  Conflict,
  type Database,
  listeners,
  type Queries,
  type Reader,
  type StoreOptions,
  type Tx,
  untilUndisputed,
  type Values,
  type Verb,
} from './database.ts'
import { meaningOf } from './fault.ts'
import { CHANNEL, listen } from './postgres-ear.ts'
import { fromPostgresText, toPostgresText } from './postgres-text.ts'
import { bind, type Statement } from './statement.ts'

/** Connections of one process for each of the two purposes. */
const WRITERS = 10
const READERS = 6
/** A server that does not answer within this is taken for gone. Milliseconds. */
const CONNECT_MS = 5_000
/**
 * Who waits longer than this for one of the connections is refused. Longer than connecting may take: when two hundred
 * people act at once on a slow machine, the last of them waits though the server is there. Milliseconds.
 */
const TURN_MS = 15_000

/**
 * Held for every writing connection. A process that stops in the middle of a transaction (SIGSTOP, a hung machine)
 * holds its row locks no longer than `idle_in_transaction_session_timeout`; when it wakes, its commit fails, which is
 * the fence that leases need a counter for (docs/adr/0016).
 */
const WRITING = [
  'synchronous_commit=on',
  'idle_in_transaction_session_timeout=2000',
  'lock_timeout=5000',
  'statement_timeout=15000',
]
/**
 * Verbs are written for an index, and read with it whatever the values are. Planned for their values they were not: the
 * planner takes a range of areas for two hundred times narrower than it is, and read the whole registry for a name.
 */
const READING = ['default_transaction_read_only=on', 'statement_timeout=15000', 'plan_cache_mode=force_generic_plan']

/** The pool's patience is with its queue (`TURN_MS`); one connection of it has less. */
class PatientlyQueued extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_MS })
  }
}

/** Builds text only; it is never connected. */
const queries = drizzle.mock({ casing: 'snake_case' }) as unknown as Queries
const { builtins, getTypeParser } = pg.types
const PARSERS: Readonly<Record<number, (value: string) => unknown>> = {
  [builtins.INT8]: Number,
  [builtins.TEXT]: fromPostgresText,
}
const types = {
  getTypeParser: (oid: number, format?: string) => PARSERS[oid] ?? getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig

/** A verb as this engine runs it; its name is what the server knows the prepared statement by. */
interface Named extends Statement {
  readonly name: string
}

const statements = new Map<Verb<unknown>, Named>()

function statementOf(verb: Verb<unknown>): Named {
  const known = statements.get(verb)
  if (known) return known
  const statement = { ...bind(verb.build(queries).prepare()), name: `v${statements.size}` }
  statements.set(verb, statement)
  return statement
}

/** Runs verbs on a pool or on the one connection of a transaction. */
function runner(on: pg.Pool | pg.PoolClient) {
  async function query(verb: Verb<unknown>, rows: readonly Values[]) {
    const { name, text, parameters, row } = statementOf(verb)
    const values = parameters(rows).map(toPostgresText)
    try {
      const { rows: raw, rowCount } = await on.query<unknown[]>({ name, text, values, types, rowMode: 'array' })
      return { found: raw, row, changed: rowCount ?? 0 }
    } catch (fault) {
      throw asConflict(fault)
    }
  }
  return {
    async run<R>(verb: Verb<R>, rows: readonly Values[]): Promise<R> {
      const { found, row } = await query(verb, rows)
      return found.map(row) as R
    },
    runRows: async (verb: Verb<unknown>, rows: readonly Values[]) => (await query(verb, rows)).changed,
  }
}

function asConflict(fault: unknown): unknown {
  return meaningOf(fault) === 'conflict' ? new Conflict((fault as Error).message, { cause: fault }) : fault
}

/** The store on a PostgreSQL server: a pool that writes, one that cannot, and a connection that listens. */
export async function postgresDatabase(url: string, options: StoreOptions): Promise<Database> {
  const { onWritten = () => {}, onFault = () => {} } = options
  const pool = (max: number, settings: readonly string[]): pg.Pool => {
    const opened = new pg.Pool({
      Client: PatientlyQueued,
      connectionString: url,
      max,
      connectionTimeoutMillis: TURN_MS,
      keepAlive: true,
      options: settings.map((setting) => `-c ${setting}`).join(' '),
    })
    // A connection that breaks while nobody uses it; the next query opens another.
    opened.on('error', onFault)
    // One that breaks in use also fails its query, which is told to whoever asked; unheard, this would end the process.
    opened.on('connect', (client) => client.on('error', () => {}))
    return opened
  }
  const writers = pool(WRITERS, WRITING)
  const readers = pool(READERS, READING)
  const announced = listeners()
  const ear = await listen(url, announced.call, onFault)
  const inside = new AsyncLocalStorage<true>()

  async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await writers.connect()
    const began = performance.now()
    const effects: (() => void)[] = []
    try {
      await client.query('begin')
      const result = await inside.run(true, () => work(transaction(client, effects)))
      await client.query('commit').catch((fault: unknown) => Promise.reject(asConflict(fault)))
      client.release()
      for (const effect of effects) effect()
      return result
    } catch (fault) {
      await abandon(client)
      throw fault
    } finally {
      onWritten(performance.now() - began)
    }
  }

  return {
    read: runner(readers) satisfies Reader,
    isSoleWriter: false,
    get isReachable() {
      return ear.hears
    },
    async write(work) {
      if (inside.getStore()) throw new Error('a transaction inside another would not see what it wrote')
      return untilUndisputed(() => attempt(work))
    },
    onAnnounced: announced.add,
    scrub: async () => {},
    async close() {
      ear.stop()
      await Promise.all([writers.end(), readers.end()])
    },
  }
}

function transaction(client: pg.PoolClient, effects: (() => void)[]): Tx {
  return {
    ...runner(client),
    afterCommit: (effect) => void effects.push(effect),
    async announce() {
      await client.query({ name: 'announce', text: `select pg_notify('${CHANNEL}', '')` })
    },
  }
}

/** Gives the connection back clean, or not at all. */
async function abandon(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback')
    client.release()
  } catch (fault) {
    client.release(fault instanceof Error ? fault : true)
  }
}
