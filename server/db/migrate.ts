import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { packageRoot } from '../root.ts'

type Connection = InstanceType<typeof Sqlite>

/** Rows that may never change: the database refuses, whatever the code believes (design §4). */
const APPEND_ONLY = ['signals', 'events'] as const

const folder = join(packageRoot, 'drizzle', 'sqlite')

/**
 * Brings the database to this version and puts the guards back.
 * @throws Error with a plain sentence when a newer version of Anling has already written to it.
 */
export function migrateSqlite(writer: Connection): void {
  const known = knownMigrations()
  const newest = newestApplied(writer)
  if (newest > (known.at(-1) ?? 0)) {
    throw new Error(
      'the database was written by a newer version of Anling; start that version, or restore an older backup',
    )
  }
  migrate(drizzle({ client: writer }), { migrationsFolder: folder })
  createGuards(writer)
}

/** Creation times of the migrations this version ships, oldest first. */
function knownMigrations(): number[] {
  const journal: unknown = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))
  const entries = (journal as { entries: { when: number }[] }).entries
  return entries.map(({ when }) => when)
}

function newestApplied(writer: Connection): number {
  const exists = writer.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get()
  if (!exists) return 0
  return Number(writer.prepare('select max(created_at) from __drizzle_migrations').pluck().get() ?? 0)
}

/** Created at every start, because a migration that rebuilds a table drops them. */
function createGuards(writer: Connection): void {
  for (const table of APPEND_ONLY) {
    for (const verb of ['update', 'delete']) {
      writer.exec(`create trigger if not exists ${table}_no_${verb} before ${verb} on ${table}
        begin select raise(abort, '${table} are never changed'); end`)
    }
  }
}
