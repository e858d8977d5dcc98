import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { meaningOf, type StoreFault } from '../../server/db/fault.ts'

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
