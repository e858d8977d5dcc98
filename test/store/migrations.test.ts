import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ENGINE, type Engine } from '../../server/db/dialect.ts'
import { type Migrations, migratePostgres, migrateSqlite, migrationsOf } from '../../server/db/migrate.ts'
import { databaseOn, tell } from '../support/database.ts'
import { type Folder, newFolder } from '../support/folder.ts'

/** A database that was never migrated, on the engine of this run. */
interface Empty {
  migrate(migrations?: Migrations): Promise<void>
  sql(text: string): Promise<Record<string, unknown>[]>
  remove(): Promise<void>
}

let folder: Folder
let empty: Empty
beforeEach(async () => {
  folder = newFolder()
  empty = ENGINE === 'postgres' ? await emptyDatabase() : emptyFile(folder.path)
})
afterEach(async () => {
  await empty.remove()
  folder.remove()
})

function emptyFile(path: string, name = 'empty.sqlite'): Empty {
  const writer = new Sqlite(join(path, name))
  return {
    migrate: async (migrations) => migrateSqlite(writer, migrations),
    async sql(text) {
      const statement = writer.prepare(text)
      if (statement.reader) return statement.all() as Record<string, unknown>[]
      statement.run()
      return []
    },
    remove: async () => void writer.close(),
  }
}

async function emptyDatabase(): Promise<Empty> {
  const server = process.env.DATABASE_URL ?? ''
  const name = `empty_${Date.now()}_${Math.floor(Math.random() * 1e6)}`
  await tell(server, `create database ${name} template template0`)
  const admin = new pg.Client({ connectionString: databaseOn(server, name) })
  await admin.connect()
  return {
    migrate: (migrations) => migratePostgres(admin, migrations),
    sql: async (text) => (await admin.query<Record<string, unknown>>(text)).rows,
    async remove() {
      await admin.end()
      await tell(server, `drop database ${name} with (force)`)
    },
  }
}

/** The migrations without the newest one: what the landing before this version shipped, or an older one. */
function earlier(engine: Engine, steps: number): Migrations {
  const { folder: from } = migrationsOf(engine)
  const to = join(folder.path, `without-${steps}`)
  cpSync(from, to, { recursive: true })
  const file = join(to, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] }
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, -steps) }))
  return migrationsOf(engine, to)
}

/** How many migrations there are from the one of this name on. */
function since(engine: Engine, name: string): number {
  const file = join(migrationsOf(engine).folder, 'meta', '_journal.json')
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] }
  return entries.length - entries.findIndex(({ tag }) => tag.endsWith(name))
}

/** Columns of every table, with what they may hold. */
async function shape(): Promise<unknown> {
  if (ENGINE === 'postgres') {
    return empty.sql(`select table_name, column_name, data_type, is_nullable from information_schema.columns
      where table_schema = 'public' order by table_name, column_name`)
  }
  return empty.sql(`select m.name as "table", c.name, c.type, c."notnull" from sqlite_master m, pragma_table_info(m.name) c
    where m.type = 'table' order by m.name, c.name`)
}

/** Tables and columns by name alone, as both engines must have them. */
async function names(): Promise<string[]> {
  const rows =
    ENGINE === 'postgres'
      ? await empty.sql(
          "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
        )
      : await empty.sql(`select m.name || '.' || c.name as name from sqlite_master m, pragma_table_info(m.name) c
          where m.type = 'table' and m.name not like 'sqlite_%'`)
  return rows
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith('__drizzle'))
    .sort()
}

/** What the generator wrote down of the other engine. */
function namesInSnapshot(engine: Engine): string[] {
  const { folder: from } = migrationsOf(engine)
  const { entries } = JSON.parse(readFileSync(join(from, 'meta', '_journal.json'), 'utf8')) as { entries: unknown[] }
  const file = join(from, 'meta', `${String(entries.length - 1).padStart(4, '0')}_snapshot.json`)
  const snapshot = JSON.parse(readFileSync(file, 'utf8')) as {
    tables: Record<string, { name: string; columns: Record<string, unknown> }>
  }
  return Object.values(snapshot.tables)
    .flatMap(({ name, columns }) => Object.keys(columns).map((column) => `${name}.${column}`))
    .sort()
}

test('from empty, and again: the second time changes nothing', async () => {
  await empty.migrate()
  const first = await shape()
  await empty.migrate()
  expect(await shape()).toEqual(first)
})

test('both engines have the same tables and columns', async () => {
  await empty.migrate()
  const here = await names()
  expect(here.length).toBeGreaterThan(100)
  expect(here).toEqual(namesInSnapshot('sqlite'))
  expect(here).toEqual(namesInSnapshot('postgres'))
})

test('from before communities were areas: rows stay, and the shape is that of a new database', async () => {
  await empty.migrate()
  const fresh = await shape()
  await empty.remove()
  empty = ENGINE === 'postgres' ? await emptyDatabase() : emptyFile(folder.path, 'another.sqlite')
  await empty.migrate(earlier(ENGINE, since(ENGINE, 'areas_carried')))
  expect(await shape()).not.toEqual(fresh)
  await empty.sql(
    "insert into homes (id, address, community, door_note, added_at) values ('h', '幸福里', '幸福', '', 1), ('i', '和平里', '幸福', '', 2)",
  )
  await empty.sql(`insert into events (seq, at, type, actor_kind, data, key_id, hash)
    values (1, 1, 'home.added', 'house', '{}', 'k1', '')`)
  await empty.migrate()
  expect(await shape()).toEqual(fresh)
  expect(await empty.sql('select id, address from homes order by id')).toEqual([
    { id: 'h', address: '幸福里' },
    { id: 'i', address: '和平里' },
  ])
  // What homes said of their community in words is an area now, one for each word.
  const placed = await empty.sql(
    "select homes.id, areas.name, areas.level, areas.path = '/' || areas.id || '/' as rooted from homes join areas on areas.id = area_id order by homes.id",
  )
  expect(placed.map(({ rooted, ...place }) => ({ ...place, rooted: Boolean(rooted) }))).toEqual([
    { id: 'h', name: '幸福', level: 'community', rooted: true },
    { id: 'i', name: '幸福', level: 'community', rooted: true },
  ])
  expect(await empty.sql('select parent_id from area_places')).toEqual([{ parent_id: null }])
  expect(await empty.sql('select type from events')).toEqual([{ type: 'home.added' }])
})

test('migrations of the other engine are refused, and so is a folder without any', () => {
  const other = ENGINE === 'postgres' ? 'sqlite' : 'postgres'
  const { folder: foreign } = migrationsOf(other)
  expect(() => migrationsOf(ENGINE, foreign)).toThrow(
    `the migrations in ${foreign} are for ${other === 'postgres' ? 'postgresql' : other}, and the database is ${ENGINE}`,
  )
  expect(() => migrationsOf(ENGINE, folder.path)).toThrow(`there are no migrations in ${folder.path}`)
})

test('a database that has more migrations than this version knows is left alone', async () => {
  await empty.migrate()
  await expect(empty.migrate(earlier(ENGINE, 1))).rejects.toThrow('written by a newer version of Anling')
})
