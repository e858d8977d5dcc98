import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { ENGINE } from '../../server/db/dialect.ts'
import { openServer } from '../../server/db/server.ts'

/** A PostgreSQL database of its own for one story; null where the story runs on a file. */
export interface TestDatabase {
  readonly url: string
  remove(): Promise<void>
}

/** Ready-made with this version's tables, so that each story copies it instead of migrating anew. */
const TEMPLATE = 'anling_template'

/** The address of another database on the server of this one. */
export function databaseOn(server: string, name: string): string {
  return Object.assign(new URL(server), { pathname: `/${name}` }).toString()
}

/** Whole numbers as numbers, as the other engine gives them. */
const types = {
  getTypeParser: (oid: number, format?: string) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig

/** Says something to a database as its administrator would; the rows it answers. */
export async function tell(url: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const admin = new pg.Client({ connectionString: url, types })
  await admin.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await admin.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await admin.end()
  }
}

/** Makes the database that stories copy, unless another worker has. */
async function makeTemplate(server: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query('select pg_advisory_lock(1)')
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [TEMPLATE])
  if (rowCount === 0) {
    await admin.query(`create database ${TEMPLATE}`)
    await (await openServer(databaseOn(server, TEMPLATE), { onFatal: () => {} })).close()
  }
  // With the connection goes its lock.
  await admin.end()
}

let template: Promise<void> | undefined

/** A new empty database of this version on the server that DATABASE_URL names; null on SQLite. */
export async function newDatabase(): Promise<TestDatabase | null> {
  if (ENGINE === 'sqlite') return null
  const server = process.env.DATABASE_URL ?? ''
  template ??= makeTemplate(server)
  await template
  const name = `story_${randomBytes(8).toString('hex')}`
  // File by file: in memory that is faster than through the log.
  await tell(server, `create database ${name} template ${TEMPLATE} strategy file_copy`)
  return {
    url: databaseOn(server, name),
    remove: async () => void (await tell(server, `drop database ${name} with (force)`)),
  }
}
