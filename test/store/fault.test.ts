import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { meaningOf, passes, type StoreFault } from '../../server/db/fault.ts'

const CODES: readonly [code: string, meaning: StoreFault][] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_IOERR', 'broken'],
  ['SQLITE_IOERR_FSYNC', 'broken'],
  ['SQLITE_IOERR_WRITE', 'broken'],
  ['SQLITE_CORRUPT', 'broken'],
  ['SQLITE_CORRUPT_INDEX', 'broken'],
  ['SQLITE_NOTADB', 'broken'],
  ['SQLITE_READONLY_DBMOVED', 'broken'],
  ['SQLITE_CANTOPEN', 'broken'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'conflict'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'conflict'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'other'],
  ['SQLITE_CONSTRAINT_TRIGGER', 'other'],
  ['SQLITE_BUSY_SNAPSHOT', 'busy'],
  ['SQLITE_ERROR', 'other'],
  ['ENOSPC', 'other'],
]

test.each(CODES)('%s means %s', (code, meaning) => {
  expect(meaningOf(new Sqlite.SqliteError('said the engine', code))).toBe(meaning)
})

const ELSEWHERE: readonly [code: string, meaning: StoreFault][] = [
  ['53100', 'full'],
  ['23505', 'conflict'],
  ['40P01', 'conflict'],
  ['55P03', 'busy'],
  ['57P01', 'away'],
  ['57P03', 'away'],
  ['ECONNREFUSED', 'away'],
  ['42P01', 'other'],
]

test.each(ELSEWHERE)('%s of PostgreSQL means %s', (code, meaning) => {
  const fault = Object.assign(new Error('said the engine'), { code })
  expect([meaningOf(fault), passes(fault)]).toEqual([meaning, meaning === 'full' || meaning === 'away'])
})

test('a connection that ends under its query has no code, and means away', () => {
  for (const said of [
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'timeout expired',
  ]) {
    expect(meaningOf(new Error(said))).toBe('away')
  }
})

test.each([undefined, null, 'SQLITE_FULL', { code: 'SQLITE_FULL' }, new Error('SQLITE_FULL')])(
  '%s is no error of the engine',
  (thrown) => {
    expect(meaningOf(thrown)).toBe('other')
  },
)

test('an engine that really has no room says so', () => {
  const db = new Sqlite(':memory:')
  db.pragma('max_page_count = 3')
  db.exec('create table bodies (body blob)')
  const fill = db.prepare('insert into bodies values (randomblob(100000))')
  expect(meaningOf(thrownBy(() => fill.run()))).toBe('full')
  db.close()
})

function thrownBy(deed: () => unknown): unknown {
  try {
    deed()
  } catch (fault) {
    return fault
  }
  throw new Error('nothing was thrown')
}
