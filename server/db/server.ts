import pg from 'pg'
import { Unusable } from '../problem.ts'
import type { Store, StoreOptions } from './database.ts'
import { guardPostgres, migratePostgres } from './migrate.ts'
import { postgresDatabase } from './postgres.ts'

/** Debian 12 ships it; older ones were never tried. */
const OLDEST_POSTGRES = 150_000

/** What a server must say of itself, or committed rows could be lost or compared otherwise than on SQLite. */
const SETTINGS: readonly { readonly name: string; readonly good: RegExp; readonly why: string }[] = [
  { name: 'fsync', good: /^on$/, why: 'without it a power cut loses committed rows' },
  { name: 'full_page_writes', good: /^on$/, why: 'without it a power cut tears pages' },
  { name: 'synchronous_commit', good: /^(on|remote_apply)$/, why: 'otherwise a commit is not on the disk' },
  { name: 'server_encoding', good: /^UTF8$/, why: 'people write Chinese' },
  { name: 'lc_collate', good: /^C$/, why: 'ids are ordered by their bytes' },
]

/**
 * Opens the database on a PostgreSQL server, brings it to this version and puts its guards back.
 * @throws Unusable when the server cannot be reached, is too old, or is set so that it could lose rows
 */
export async function openServer(url: string, options: StoreOptions): Promise<Store> {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await admin.connect()
    await assertFit(admin)
    await migratePostgres(admin)
    await guardPostgres(admin)
  } catch (fault) {
    throw fault instanceof Unusable ? fault : new Unusable(sentence(url, fault))
  } finally {
    await admin.end().catch(() => {})
  }
  const db = await postgresDatabase(url, options)
  let closed = false
  return {
    db,
    get closed() {
      return closed
    },
    async close() {
      closed = true
      await db.close()
    },
  }
}

async function assertFit(admin: pg.Client): Promise<void> {
  const found = await admin.query<{ name: string; setting: string }>(`
    select name, setting from pg_settings
    union all select 'lc_collate', datcollate from pg_database where datname = current_database()`)
  const settings = new Map(found.rows.map(({ name, setting }) => [name, setting]))
  const version = Number(settings.get('server_version_num'))
  if (version < OLDEST_POSTGRES) throw new Unusable(`PostgreSQL ${version} is too old; 15 is the oldest that is taken.`)
  const faults = SETTINGS.filter(({ name, good }) => !good.test(settings.get(name) ?? ''))
  if (faults.length === 0) return
  const sentences = faults.map(({ name, why }) => `PostgreSQL’s ${name} is ${settings.get(name) ?? 'unknown'}: ${why}.`)
  throw new Unusable(sentences.join('\n'))
}

/** Where it is, without the password that stands in the address. */
function sentence(url: string, fault: unknown): string {
  const { hostname, port, pathname } = URL.canParse(url) ? new URL(url) : new URL('postgres://an-unreadable-address')
  const reason = fault instanceof AggregateError ? String(fault.errors[0]) : String((fault as Error).message)
  return `The database ${pathname.slice(1)} on ${hostname}:${port || 5432} cannot be used: ${reason}.`
}
