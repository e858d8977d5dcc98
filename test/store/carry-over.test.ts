import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { houseClock } from '../../server/clock.ts'
import type { Database, Store } from '../../server/db/database.ts'
import { ENGINE } from '../../server/db/dialect.ts'
import { type Migrations, migratePostgres, migrateSqlite, migrationsOf } from '../../server/db/migrate.ts'
import { openStore } from '../../server/db/open.ts'
import { notesOfCall } from '../../server/desk/calls/list-store.ts'
import { macOf } from '../../server/mac.ts'
import { indexContacts } from '../../server/registry/homes/contact-service.ts'
import { findFullHome } from '../../server/registry/homes/private-store.ts'
import { carryOver } from '../../server/registry/privacy/carry-service.ts'
import { openVault, type Vault } from '../../server/registry/privacy/vault-service.ts'
import { residentsOfContact } from '../../server/registry/residents/search-store.ts'
import { databaseOn, tell } from '../support/database.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { tracesOf } from '../support/traces.ts'

/** Contacts of the old home: more than are carried over in one transaction. */
const MANY = 450
const PLAIN = ['MARK-door', 'diabetes', 'MARK-phone', 'MARK-remark', 'MARK-note', 'MARK-loose']
const WRAPPING = new Uint8Array(32).fill(9)
const BLIND = macOf(new Uint8Array(32).fill(7))

let folder: Folder
let url: string | null
let store: Store | null
beforeEach(async () => {
  folder = newFolder()
  url = null
  store = null
  const data = join(folder.path, 'data')
  cpSync(migrationsOf(ENGINE).folder, join(folder.path, 'migrations'), { recursive: true })
  if (ENGINE === 'sqlite') await oldFile(data)
  else url = await oldServer()
})
afterEach(async () => {
  await store?.close()
  if (url) await tell(process.env.DATABASE_URL ?? '', `drop database ${new URL(url).pathname.slice(1)} with (force)`)
  folder.remove()
})

/** The migrations of the first landing alone. */
function firstMigrations(): Migrations {
  const file = join(folder.path, 'migrations', 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] }
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }))
  return migrationsOf(ENGINE, join(folder.path, 'migrations'))
}

async function oldFile(data: string): Promise<void> {
  mkdirSync(data)
  const writer = new Sqlite(join(data, 'anling.sqlite'))
  migrateSqlite(writer, firstMigrations())
  for (const statement of oldRows()) writer.exec(statement)
  writer.close()
}

async function oldServer(): Promise<string> {
  const server = process.env.DATABASE_URL ?? ''
  const name = `old_${Date.now()}_${Math.floor(Math.random() * 1e6)}`
  await tell(server, `create database ${name} template template0`)
  const admin = new pg.Client({ connectionString: databaseOn(server, name) })
  await admin.connect()
  await migratePostgres(admin, firstMigrations())
  for (const statement of oldRows()) await admin.query(statement)
  await admin.end()
  return databaseOn(server, name)
}

/** What the first landing wrote: everything in the clear. */
function oldRows(): string[] {
  const no = ENGINE === 'postgres' ? 'false' : '0'
  const call = (id: string, home: string): string =>
    `insert into calls (id, number, kind, priority, state, "trigger", subject_kind, subject_id, home_id, presses,
      pressed_at, repeated, delayed, cancelled, orphaned, unattended, ring, step, stepped_at, received_at, rang_at, version)
     values ('${id}', '${id}', 'emergency', 1, 'waiting', 'sos', 'home', '${id}', ${home}, 1,
      1, ${no}, ${no}, ${no}, ${no}, ${no}, 1, 0, 1, 1, 1, 1)`
  return [
    `insert into homes (id, address, community, door_note, added_at) values ('h', '幸福里', '幸福', 'MARK-door', 1)`,
    `insert into residents (id, home_id, position, name, sex, born_on, lives_alone, flags)
      values ('r', 'h', 0, '王秀兰', 'female', null, ${no}, '["diabetes"]')`,
    ...Array.from(
      { length: MANY },
      (_, n) => `insert into contacts (id, home_id, position, name, relation, phone, note)
        values ('c${String(n).padStart(4, '0')}', 'h', ${n}, '李红', '女儿', 'MARK-phone ${n}', 'MARK-remark ${n}')`,
    ),
    call('k1', "'h'"),
    call('k2', 'null'),
    `insert into notes (id, call_id, author_id, written_at, text) values ('n1', 'k1', 'a', 1, 'MARK-note')`,
    `insert into notes (id, call_id, author_id, written_at, text) values ('n2', 'k2', 'a', 1, 'MARK-loose')`,
  ]
}

async function open(): Promise<Store> {
  const onFatal = (fault: Error): never => {
    throw fault
  }
  store = await openStore({ dataDir: join(folder.path, 'data'), databaseUrl: url }, { onFatal })
  return store
}

/** What an operator sees of the old home. */
async function seen({ db }: Store, vault: Vault) {
  const home = await findFullHome(db.read, vault, 'h')
  const notes = [
    ...(await notesOfCall(db.read, vault, { id: 'k1', homeId: 'h' })),
    ...(await notesOfCall(db.read, vault, { id: 'k2', homeId: null })),
  ]
  return {
    doorNote: home?.doorNote,
    flags: home?.residents.map(({ flags }) => flags),
    contacts: home?.contacts.map(({ phone, note }) => [phone, note]),
    notes: notes.map(({ text }) => text),
  }
}

const AS_BEFORE = {
  doorNote: 'MARK-door',
  flags: [['diabetes']],
  contacts: Array.from({ length: MANY }, (_, n) => [`MARK-phone ${n}`, `MARK-remark ${n}`]),
  notes: ['MARK-note', 'MARK-loose'],
}

/** Marks that a query still finds, or that stand anywhere in the files. */
async function left(): Promise<string[]> {
  if (ENGINE === 'sqlite') return PLAIN.filter((words) => tracesOf(join(folder.path, 'data'), words).length > 0)
  const rows = await tell(
    url ?? '',
    `select door_note as text from homes union all select flags from residents union all select phone from contacts
      union all select note from contacts union all select text from notes`,
  )
  return PLAIN.filter((words) => rows.some(({ text }) => String(text).includes(words)))
}

test('what older versions wrote in the clear is encrypted, and overwritten in the files', async () => {
  expect(await left()).toEqual(PLAIN)
  const vault = openVault(WRAPPING, houseClock(), BLIND)
  const opened = await open()
  await carryOver(opened.db, vault)
  expect(await left()).toEqual([])
  expect(await seen(opened, vault)).toEqual(AS_BEFORE)
})

test('broken off anywhere, the next start goes on; once done it writes nothing more', async () => {
  const opened = await open()
  const real = openVault(WRAPPING, houseClock(), BLIND)
  let calls = 0
  const breaking = (after: number): Vault => ({
    ...real,
    async keysFor(tx, owners) {
      calls += 1
      if (calls > after) throw new Error('the power went')
      return real.keysFor(tx, owners)
    },
  })
  for (const after of [1, 4, 6]) await expect(carryOver(opened.db, breaking(after))).rejects.toThrow('the power went')
  expect((await left()).length).toBeGreaterThan(0)
  const unscrubbed = { ...opened.db, scrub: () => Promise.reject(new Error('the power went again')) }
  await expect(carryOver(unscrubbed, real)).rejects.toThrow('the power went again')
  await carryOver(opened.db, real)
  expect(await left()).toEqual([])
  expect(await seen(opened, real)).toEqual(AS_BEFORE)
  await carryOver({ ...opened.db, write: () => Promise.reject(new Error('nothing to write')) }, real)
})

test('contacts that older versions wrote are found by their phones after the start, however often it was broken off', async () => {
  const { db } = await open()
  const vault = openVault(WRAPPING, houseClock(), BLIND)
  await carryOver(db, vault)
  // As it is compared: without blanks and hyphens.
  const { numberHash } = vault.blind('contacts', 'MARKphone449')
  const anywhere = { pathFrom: '/', pathUntil: '0' }
  const found = async () => (await residentsOfContact(db.read, numberHash, anywhere)).map(({ id }) => id)
  expect(await found()).toEqual([])
  let writes = 0
  const breaking: Database = {
    ...db,
    write(work) {
      writes += 1
      return writes > 2 ? Promise.reject(new Error('the power went')) : db.write(work)
    },
  }
  await expect(indexContacts(breaking, vault)).rejects.toThrow('the power went')
  expect(await found()).toEqual([])
  await indexContacts(db, vault)
  expect(await found()).toEqual(['r'])
  expect((await findFullHome(db.read, vault, 'h'))?.contacts.map(({ phone }) => phone)).toEqual(
    AS_BEFORE.contacts.map(([phone]) => phone),
  )
})
