import Sqlite from 'better-sqlite3'
import { pino } from 'pino'
import { beforeEach, expect, test } from 'vitest'
import type { Database, Tx } from '../../server/db/database.ts'
import { type WatchedStore, watchStore } from '../../server/db/watch.ts'
import { type HandClock, handClock } from '../support/clock.ts'

/** What every write meets; null: the disk is well. */
let fault: Error | null
let fatal: Error[]
let said: string[]
let clock: HandClock
let store: WatchedStore
let probes: number

let reachable = true
const sqlite = (code: string): Error => new Sqlite.SqliteError('said the engine', code)
const write = (): Promise<unknown> => store.db.write(async () => {})

beforeEach(() => {
  fault = null
  reachable = true
  fatal = []
  said = []
  probes = 0
  clock = handClock()
  const db: Database = {
    read: { run: () => Promise.reject(new Error('nothing is read here')) },
    async write(work) {
      if (fault) throw fault
      // The verbs of a transaction are not looked at here.
      return work({} as Tx)
    },
    isSoleWriter: true,
    get isReachable() {
      return reachable
    },
    onAnnounced: () => () => {},
    scrub: async () => {},
    async close() {},
  }
  store = watchStore(db, {
    clock,
    logger: pino(
      { level: 'warn' },
      { write: (line: string) => void said.push((JSON.parse(line) as { msg: string }).msg) },
    ),
    probe: async () => {
      probes += 1
    },
    onFatal: (one) => fatal.push(one),
  })
})

/** Lets time pass second by second, with what follows from it. */
async function advance(seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n += 1) {
    clock.move(1000)
    await new Promise(setImmediate)
  }
}

test('a full store is told once, keeps refusing, and has room again by itself', async () => {
  fault = sqlite('SQLITE_FULL')
  await expect(write()).rejects.toThrow(fault)
  await expect(write()).rejects.toThrow(fault)
  await advance(30)
  expect([store.hasRoom, said.length, fatal]).toEqual([false, 1, []])
  expect(said[0]).toMatch(/disk is full/)
  fault = null
  await advance(3)
  expect(store.hasRoom).toBe(true)
  expect(said[1]).toMatch(/there is room/)
})

test('one small write that fits does not end it while others are refused', async () => {
  fault = sqlite('SQLITE_FULL')
  await expect(write()).rejects.toThrow(fault)
  fault = null
  await write()
  expect(store.hasRoom).toBe(false)
})

test('a store that is well is not probed', async () => {
  await write()
  await advance(30)
  expect(probes).toBe(0)
})

test.each(['SQLITE_IOERR_FSYNC', 'SQLITE_CORRUPT', 'SQLITE_NOTADB'])('%s ends the process', async (code) => {
  fault = sqlite(code)
  await expect(write()).rejects.toThrow(fault)
  expect(fatal).toEqual([fault])
})

test('a broken rule ends nothing', async () => {
  fault = new Error('the call was not found')
  await expect(write()).rejects.toThrow(fault)
  expect([fatal, store.hasRoom]).toEqual([[], true])
})

test('a database that goes away is told once, and so is its return', async () => {
  reachable = false
  await advance(3)
  reachable = true
  await advance(3)
  expect(said).toEqual([
    'the database cannot be reached: no press is stored or receipted, devices keep them and send again',
    'the database is back: presses are stored and receipted',
  ])
})
