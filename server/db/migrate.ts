import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as migrateFile } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'
import { packageRoot } from '../root.ts'
import type { Engine } from './dialect.ts'

type Connection = InstanceType<typeof Sqlite>

/** Rows that may never change: the database refuses, whatever the code believes (design §4). */
const APPEND_ONLY = ['signals', 'events'] as const

/** What the generator calls each engine in its journal. */
const DIALECTS: Readonly<Record<Engine, string>> = { sqlite: 'sqlite', postgres: 'postgresql' }

/** Names the one migrating process among those that start together; any number will do that nobody else uses. */
const MIGRATING = 7_154_026

/** The migrations of an engine, as this version ships them. */
export interface Migrations {
  readonly folder: string
  /** Creation time of the newest. */
  readonly newest: number
}

/** @throws Error with a plain sentence when the folder holds migrations of another engine, or none. */
export function migrationsOf(engine: Engine, folder = join(packageRoot, 'drizzle', engine)): Migrations {
  const file = join(folder, 'meta', '_journal.json')
  if (!existsSync(file)) throw new Error(`there are no migrations in ${folder}`)
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { dialect: string; entries: { when: number }[] }
  if (journal.dialect !== DIALECTS[engine]) {
    throw new Error(`the migrations in ${folder} are for ${journal.dialect}, and the database is ${engine}`)
  }
  return { folder, newest: journal.entries.at(-1)?.when ?? 0 }
}

function refuseNewer(applied: number, { newest }: Migrations): void {
  if (applied <= newest) return
  throw new Error(
    'the database was written by a newer version of Anling; start that version, or restore an older backup',
  )
}

/**
 * Brings the database to this version and puts the guards back.
 * @throws Error with a plain sentence when a newer version of Anling has already written to it.
 */
export function migrateSqlite(writer: Connection, migrations = migrationsOf('sqlite')): void {
  const exists = writer.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get()
  const applied = exists ? writer.prepare('select max(created_at) from __drizzle_migrations').pluck().get() : 0
  refuseNewer(Number(applied ?? 0), migrations)
  migrateFile(drizzleSqlite({ client: writer }), { migrationsFolder: migrations.folder })
  guardSqlite(writer)
}

/** The same on PostgreSQL, where other processes may be starting too: one migrates, the others wait for it. */
export async function migratePostgres(admin: pg.Client, migrations = migrationsOf('postgres')): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [MIGRATING])
  try {
    const { rows: known } = await admin.query("select to_regclass('public.__drizzle_migrations') as name")
    const { rows } = known[0]?.name
      ? await admin.query<{ at: string }>('select max(created_at) as at from public.__drizzle_migrations')
      : { rows: [] }
    refuseNewer(Number(rows[0]?.at ?? 0), migrations)
    await migrateServer(drizzlePostgres({ client: admin }), {
      migrationsFolder: migrations.folder,
      migrationsSchema: 'public',
    })
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [MIGRATING])
  }
}

/** Created at every start, because a migration that rebuilds a table drops them. */
function guardSqlite(writer: Connection): void {
  for (const table of APPEND_ONLY) {
    for (const verb of ['update', 'delete']) {
      writer.exec(`create trigger if not exists ${table}_no_${verb} before ${verb} on ${table}
        begin select raise(abort, '${table} are never changed'); end`)
    }
  }
}

/** The same guards on PostgreSQL, where a table can also be emptied at one blow. */
export async function guardPostgres(admin: pg.Client): Promise<void> {
  await admin.query('begin')
  await admin.query('select pg_advisory_xact_lock($1)', [MIGRATING])
  await admin.query(`create or replace function anling_never_changed() returns trigger language plpgsql as $$
    begin raise exception '% are never changed', tg_table_name; end $$`)
  for (const table of APPEND_ONLY) {
    for (const [verb, each] of [
      ['update', 'row'],
      ['delete', 'row'],
      ['truncate', 'statement'],
    ]) {
      const name = `${table}_no_${verb}`
      await admin.query(`create or replace trigger ${name} before ${verb} on ${table}
        for each ${each} execute function anling_never_changed()`)
      await admin.query(`alter table ${table} enable trigger ${name}`)
    }
  }
  await admin.query('commit')
}
