import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { HOUSE } from '#contract/events'
import { type Database, readVerb, type Store, writeVerb } from '../../server/db/database.ts'
import { counters } from '../../server/db/schema/calls.ts'
import { openServer } from '../../server/db/server.ts'
import { type EventLog, eventLog } from '../../server/events/log.ts'
import { holdConsumer } from '../../server/events/store.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { type NewSignal, storeSignals } from '../../server/intake/store.ts'
import { setTimer } from '../../server/timers/store.ts'
import { databaseOn, newDatabase, type TestDatabase, tell } from '../support/database.ts'
import { KEY } from './temporary.ts'

/** What is about PostgreSQL: its settings, and several processes on one database. */
let database: TestDatabase
let one: Store
let other: Store
const faults: unknown[] = []

const open = (url = database.url): Promise<Store> =>
  openServer(url, { onFatal: () => {}, onFault: (fault) => faults.push(fault) })

beforeEach(async () => {
  const made = await newDatabase()
  if (!made) throw new Error('this suite runs on PostgreSQL')
  database = made
  one = await open()
  other = await open()
})
afterEach(async () => {
  await Promise.all([one.close(), other.close()])
  await database.remove()
})

describe('a server', () => {
  const sentence = (url?: string): Promise<string> =>
    open(url).then(
      async (store) => {
        await store.close()
        return 'it opened'
      },
      (fault: Error) => fault.message,
    )
  const nameOf = (url: string): string => new URL(url).pathname.slice(1)

  it.each([
    ['synchronous_commit', 'off', 'otherwise a commit is not on the disk'],
    ['synchronous_commit', 'local', 'otherwise a commit is not on the disk'],
  ])('whose %s is %s is refused in words', async (setting, value, why) => {
    await tell(database.url, `alter database ${nameOf(database.url)} set ${setting} = '${value}'`)
    expect(await sentence()).toBe(`PostgreSQL’s ${setting} is ${value}: ${why}.`)
  })

  it('that orders text otherwise, or speaks another alphabet, is refused in words', async () => {
    const server = inject('databaseServer')
    for (const [name, options, says] of [
      [
        'wrong_order',
        "template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
        /lc_collate is C\.UTF-8: ids are ordered/,
      ],
      [
        'wrong_letters',
        "template template0 encoding 'SQL_ASCII'",
        /server_encoding is SQL_ASCII: people write Chinese/,
      ],
    ] as const) {
      await tell(server, `create database ${name} ${options}`)
      expect(await sentence(databaseOn(server, name))).toMatch(says)
      await tell(server, `drop database ${name}`)
    }
  })

  it('that is not there, or does not know us, is named without its password', async () => {
    const nobody = 'postgres://anling:hush@127.0.0.1:9/anling'
    expect(await sentence(nobody)).toBe(
      'The database anling on 127.0.0.1:9 cannot be used: connect ECONNREFUSED 127.0.0.1:9.',
    )
    const missing = await sentence(databaseOn(database.url, 'no_such_database'))
    expect(missing).toMatch(
      /^The database no_such_database on 127\.0\.0\.1:\d+ cannot be used: database .* does not exist\.$/,
    )
  })

  it('that a newer version has written to is left alone', async () => {
    await tell(database.url, "insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)")
    expect(await sentence()).toMatch(/written by a newer version of Anling/)
  })

  it('gets its guards back at every start, should they be gone or switched off', async () => {
    await tell(database.url, 'drop trigger events_no_delete on events', 'alter table signals disable trigger all')
    await (await open()).close()
    const guards = await tell(
      database.url,
      'select tgname as name, tgenabled as state from pg_trigger where not tgisinternal order by tgname',
    )
    const expected = ['events', 'signals'].flatMap((table) =>
      ['delete', 'truncate', 'update'].map((verb) => ({ name: `${table}_no_${verb}`, state: 'O' })),
    )
    expect(guards).toEqual(expected)
    await expect(tell(database.url, 'truncate events')).rejects.toThrow('events are never changed')
  })

  it('takes any number of processes that start together on an empty database', async () => {
    const server = inject('databaseServer')
    await tell(server, 'create database all_at_once')
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(databaseOn(server, 'all_at_once'))))
    expect(await stores[0]?.db.read.run({ build: (q) => q.select().from(counters) }, [{}])).toEqual([])
    await Promise.all(stores.map((store) => store.close()))
    await tell(server, 'drop database all_at_once')
  })
})

describe('two processes', () => {
  let logs: readonly [EventLog, EventLog]
  beforeEach(() => {
    logs = [eventLog(one.db, KEY), eventLog(other.db, KEY)]
  })
  const happen = (db: Database, log: EventLog, who: string, times: number) =>
    db.write((tx) =>
      log.append(
        tx,
        Array.from({ length: times }, (_, n) => ({
          at: n,
          type: 'home.added' as const,
          actor: HOUSE,
          data: { who, n },
        })),
      ),
    )

  it('seal one chain without a gap, each transaction in its own order', async () => {
    const dbs = [one.db, other.db] as const
    const writers = Array.from({ length: 60 }, (_, n) => {
      const side = n % 2 === 0 ? 0 : 1
      return happen(dbs[side], logs[side], `w${n}`, 1 + (n % 5))
    })
    await Promise.all(writers)
    await Promise.all(logs.map((log) => log.settled()))
    const all = 60 * 3
    expect(await verifyChain(one.db, () => KEY)).toEqual({ whole: all, brokenAt: null })
    const [seen, elsewhere] = await Promise.all(logs.map((log) => log.after(0, 1000)))
    expect(seen).toEqual(elsewhere)
    expect(seen).toHaveLength(all)
    for (let n = 0; n < 60; n += 1) {
      const own = (seen ?? []).filter(({ data }) => data.who === `w${n}`).map(({ data }) => data.n)
      expect(own).toEqual(Array.from({ length: 1 + (n % 5) }, (_, place) => place))
    }
  })

  it('hear of each other at once', async () => {
    const heard = vi.fn()
    logs[1].onAppended(heard)
    await happen(one.db, logs[0], 'a', 1)
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 500, interval: 5 })
    expect(await logs[1].after(0, 10)).toHaveLength(1)
  })

  it('one seals what the other left behind when it died', async () => {
    // As of a process that was killed between its commit and its next step.
    await tell(
      database.url,
      "insert into unsealed_events (at, type, actor_kind, data) values (1, 'home.added', 'house', '{}')",
    )
    expect(await logs[1].after(0, 10)).toEqual([])
    await logs[1].settled()
    expect(await logs[1].after(0, 10)).toMatchObject([{ seq: 1, type: 'home.added' }])
  })

  it('one that stands still in a transaction holds up the other for two seconds at most, and cannot commit afterwards', async () => {
    let wake: () => void = () => {}
    const asleep = new Promise<void>((resolve) => {
      wake = resolve
    })
    const began = performance.now()
    const stuck = one.db.write(async (tx) => {
      await holdConsumer(tx, 'seal')
      await setTimer(tx, { kind: 'k', subject: 'stale', dueAt: 1 })
      await asleep
    })
    const outcome = stuck.then(
      () => 'committed',
      () => 'refused',
    )
    await vi.waitFor(async () => {
      const locks = await tell(database.url, "select 1 from pg_stat_activity where state = 'idle in transaction'")
      expect(locks).not.toEqual([])
    })
    await other.db.write((tx) => holdConsumer(tx, 'seal'))
    const waited = performance.now() - began
    wake()
    expect(await outcome).toBe('refused')
    expect(waited).toBeLessThan(3_500)
    expect(await tell(database.url, 'select subject from timers')).toEqual([])
  })

  it('store a body that reaches both at once under a known id once', async () => {
    const arrived = (uid: string, bodyHash: string): NewSignal => {
      const nothing = { deviceAt: null, boot: null, n: null, button: null, battery: null, mains: null, rssi: null }
      const what = { kind: 'sos', lane: 'alarm', road: 'mqtt', receivedAt: 1, test: false, retained: false, flaws: [] }
      const signal = { uid, deviceId: 'd', signalId: 's', identity: 's', bodyHash, ...nothing, ...what }
      return { signal, homeId: null, testUntil: null, body: Buffer.from(bodyHash), subject: 'd', conflict: false }
    }
    await one.db.write((tx) => storeSignals(tx, [arrived('u1', 'first')]))
    const stored = await Promise.all(
      [one, other, one, other].map(({ db }, n) => db.write((tx) => storeSignals(tx, [arrived(`v${n}`, 'second')]))),
    )
    expect(stored.flat()).toHaveLength(1)
    for (const table of ['signals', 'signal_bodies', 'inbox']) {
      expect([table, ...(await tell(database.url, `select count(*) as n from ${table}`))]).toEqual([table, { n: 2 }])
    }
  })

  it('a transaction inside another is refused: it would not see what the other wrote', async () => {
    const nested = one.db.write(() => one.db.write((tx) => setTimer(tx, { kind: 'k', subject: 'x', dueAt: 1 })))
    await expect(nested).rejects.toThrow('a transaction inside another')
  })

  it('a unique key that another process wrote first makes a transaction run anew', async () => {
    const insert = writeVerb((q) => q.insert(counters).values({ name: 'n', value: 1 }).returning())
    const read = { build: (q: Parameters<Parameters<typeof writeVerb>[0]>[0]) => q.select().from(counters) }
    let runs = 0
    let looks = 0
    let meet: () => void = () => {}
    const both = new Promise<void>((resolve) => {
      meet = resolve
    })
    const either = (db: Database) =>
      db.write(async (tx) => {
        runs += 1
        const there = (await tx.run(read, [{}])) as unknown[]
        // Neither writes before both have looked.
        looks += 1
        if (looks === 2) meet()
        await both
        if (there.length === 0) await insert(tx, {})
      })
    await Promise.all([either(one.db), either(other.db)])
    expect(await tell(database.url, 'select value from counters')).toEqual([{ value: 1 }])
    expect(runs).toBe(3)
  })
})

describe('a server that is slow', () => {
  it('is not taken for gone: who waits for a connection longer than connecting may take still gets one', async () => {
    const slow = readVerb((q) => q.select({ waited: sql`5.5` }).from(sql`pg_sleep(5.5)`))
    const quick = readVerb((q) => q.select({ name: counters.name }).from(counters))
    // More than there are connections to read on.
    const ahead = Array.from({ length: 8 }, () => slow(one.db.read, {}))
    expect(await quick(one.db.read, {})).toEqual([])
    expect(await Promise.all(ahead)).toHaveLength(8)
  }, 20_000)
})

describe('a server that goes away', () => {
  it('is noticed, and found again', async () => {
    expect(one.db.isReachable).toBe(true)
    await tell(
      inject('databaseServer'),
      `alter database ${new URL(database.url).pathname.slice(1)} allow_connections false`,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(database.url).pathname.slice(1)}'`,
    )
    await vi.waitFor(() => expect(one.db.isReachable).toBe(false), { timeout: 2_000 })
    await expect(one.db.write((tx) => setTimer(tx, { kind: 'k', subject: 'x', dueAt: 1 }))).rejects.toThrow()
    await tell(
      inject('databaseServer'),
      `alter database ${new URL(database.url).pathname.slice(1)} allow_connections true`,
    )
    await vi.waitFor(() => expect(one.db.isReachable).toBe(true), { timeout: 5_000 })
    await one.db.write((tx) => setTimer(tx, { kind: 'k', subject: 'x', dueAt: 1 }))
    expect(await tell(database.url, 'select subject from timers')).toEqual([{ subject: 'x' }])
  })
})
