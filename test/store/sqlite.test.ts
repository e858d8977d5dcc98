import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeVerb, type Tx, writeVerb } from '../../server/db/database.ts'
import { openFile } from '../../server/db/file.ts'
import { counters } from '../../server/db/schema/calls.ts'
import { assertDurable, openWriter } from '../../server/db/sqlite.ts'
import { Unusable } from '../../server/problem.ts'
import { setTimer } from '../../server/timers/store.ts'
import { type TemporaryFile, temporaryFile } from './temporary.ts'

let store: TemporaryFile
beforeEach(() => {
  store = temporaryFile()
})
afterEach(() => store.close())

const count = changeVerb<{ value: number }>((q) =>
  q
    .insert(counters)
    .values({ name: 'n', value: sql.placeholder('value') })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`excluded.value` } }),
)
const timers = () => store.sql('select * from timers')
const timer = (subject: string) => ({ kind: 'k', subject, dueAt: 1 })
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the connection that writes', () => {
  const WRONG: readonly [pragma: string, value: string][] = [
    ['journal_mode', 'DELETE'],
    ['synchronous', 'NORMAL'],
    ['synchronous', 'OFF'],
    ['foreign_keys', 'OFF'],
    ['busy_timeout', '0'],
    ['trusted_schema', 'ON'],
    ['secure_delete', 'OFF'],
    ['cell_size_check', 'OFF'],
    ['journal_size_limit', '-1'],
    ['cache_size', '-2000'],
    ['temp_store', 'FILE'],
    ['wal_autocheckpoint', '1000'],
  ]

  it.each(WRONG)('refuses to work with %s = %s', (pragma, value) => {
    const file = `${store.folder}/other.sqlite`
    const writer = openWriter(file)
    expect(() => assertDurable(writer)).not.toThrow()
    writer.pragma(`${pragma} = ${value}`)
    expect(() => assertDurable(writer)).toThrow(`SQLite setting ${pragma} is`)
    writer.close()
  })

  it('refuses what the library sets by itself when it opens a file in WAL: synchronous NORMAL', () => {
    const careless = new Sqlite(store.file)
    expect(() => assertDurable(careless)).toThrow('SQLite setting synchronous is 1, it must be 2')
    careless.close()
  })
})

describe('the connection that reads', () => {
  it('cannot write, whatever is tried on it', async () => {
    const sneak = writeVerb<{ value: number }, { name: string }[]>((q) =>
      q
        .insert(counters)
        .values({ name: 'n', value: sql.placeholder('value') })
        .returning({ name: counters.name }),
    )
    await expect((async () => sneak(store.db.read as Tx, { value: 1 }))()).rejects.toThrow('readonly database')
    expect(await store.db.write((tx) => Promise.resolve(sneak(tx, { value: 1 })))).toEqual([{ name: 'n' }])
  })
})

describe('a transaction', () => {
  it('that awaits something else than the database is rolled back, and ends the process', async () => {
    const work = store.db.write(async (tx) => {
      await setTimer(tx, timer('a'))
      await nextTurn()
      await nextTurn()
    })
    await expect(work).rejects.toThrow('outlived its turn')
    expect(store.fatal.map(({ message }) => message)).toEqual([expect.stringContaining('outlived its turn')])
    expect(timers()).toEqual([])
  })

  it('inside another would wait for itself for ever, and is caught the same way', async () => {
    let reached = false
    void store.db
      .write(async (tx) => {
        await setTimer(tx, timer('a'))
        await store.db.write((inner) => setTimer(inner, timer('b')))
        reached = true
      })
      .catch(() => {})
    while (store.fatal.length === 0) await nextTurn()
    expect(reached).toBe(false)
    expect(timers()).toEqual([])
  })

  it('never runs beside another one', async () => {
    let value = 0
    const add = (): Promise<void> =>
      store.db.write(async (tx) => {
        const before = value
        await count(tx, { value: before + 1 })
        await setTimer(tx, timer('t'))
        value = before + 1
      })
    await Promise.all(Array.from({ length: 200 }, add))
    expect(store.sql("select value from counters where name = 'n'")).toEqual([{ value: 200 }])
    expect(store.fatal).toEqual([])
  })
})

describe('the file', () => {
  const sentence = (open: () => unknown): string => {
    try {
      open()
    } catch (fault) {
      if (fault instanceof Unusable) return fault.message
      throw fault
    }
    return 'it opened'
  }
  const open = () => openFile(store.folder, { onFatal: () => {} })

  it('belongs to one process', () => {
    expect(sentence(open)).toBe(`Another Anling is running on the data folder ${store.folder}; stop it first.`)
  })

  it('of a newer version is left alone', () => {
    store.sql("insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)")
    const { folder } = store
    void store.db.close()
    const copy = `${folder}/copy`
    expect(sentence(() => copyAndOpen(folder, copy))).toMatch(/written by a newer version of Anling/)
  })

  it('that is no database is refused in words', () => {
    const broken = `${store.folder}/broken`
    mkdirSync(broken)
    writeFileSync(`${broken}/anling.sqlite`, 'this is a letter, not a database'.repeat(100))
    expect(sentence(() => openFile(broken, { onFatal: () => {} }))).toMatch(
      /^The database .* cannot be used: file is not a database/,
    )
  })

  it('gets its guards back at every start, should they be gone', () => {
    const { folder } = store
    store.sql('drop trigger events_no_delete')
    void store.db.close()
    const again = copyAndOpen(folder, `${folder}/guarded`)
    const shell = new Sqlite(again.file)
    const guards = shell.prepare("select name from sqlite_master where type = 'trigger'").pluck().all()
    shell.close()
    void again.close()
    expect(guards.sort()).toEqual(['events_no_delete', 'events_no_update', 'signals_no_delete', 'signals_no_update'])
  })
})

function copyAndOpen(from: string, to: string) {
  mkdirSync(to)
  copyFileSync(`${from}/anling.sqlite`, `${to}/anling.sqlite`)
  return openFile(to, { onFatal: () => {} })
}

describe('a home', () => {
  it('has one open call of a kind, whatever the code believes', () => {
    const columns = (
      store.sql('select name from pragma_table_info(\'calls\') where "notnull"') as { name: string }[]
    ).map(({ name }) => name)
    const add = (id: string, kind: string, closedAt: number | null) => {
      const given: Record<string, unknown> = { id, kind, subject_kind: 'home', subject_id: 'h', closed_at: closedAt }
      const all = [...new Set([...columns, 'closed_at'])]
      const values = all.map((name) => (name in given ? literal(given[name]) : '0'))
      store.sql(`insert into calls (${all.join()}) values (${values.join()})`)
    }
    add('a', 'emergency', null)
    add('b', 'service', null)
    add('c', 'emergency', 5)
    expect(() => add('d', 'emergency', null)).toThrow(/UNIQUE constraint failed/)
  })
})

function literal(value: unknown): string {
  return value === null ? 'null' : `'${String(value)}'`
}
