import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Conflict, changeVerb, readVerb, type Tx } from '../../server/db/database.ts'
import { counters } from '../../server/db/schema/calls.ts'
import { setTimer } from '../../server/timers/store.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

/** What holds for a transaction on either engine. */
let store: TemporaryStore
beforeEach(async () => {
  store = await temporaryStore()
})
afterEach(() => store.close())

const setCount = changeVerb<{ value: number }>((q) =>
  q
    .insert(counters)
    .values({ name: 'n', value: sql.placeholder('value') })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`excluded.value` } }),
)
const count = readVerb<Record<string, never>, { value: number }[]>((q) =>
  q.select({ value: counters.value }).from(counters),
)
const timers = () => store.sql('select * from timers')
const timer = (subject: string) => ({ kind: 'k', subject, dueAt: 1 })

test('is all or nothing', async () => {
  const work = store.db.write(async (tx) => {
    await setTimer(tx, timer('a'))
    throw new Error('changed my mind')
  })
  await expect(work).rejects.toThrow('changed my mind')
  expect(await timers()).toEqual([])
  await store.db.write((tx) => setTimer(tx, timer('b')))
  expect(await timers()).toHaveLength(1)
})

test('cannot be had on the connection that reads, whatever is tried on it', async () => {
  const sneak = (async () => setCount(store.db.read as Tx, { value: 1 }))()
  await expect(sneak).rejects.toThrow(/read-?only|runRows is not a function/)
  const insert = readVerb((q) => q.insert(counters).values({ name: 'n', value: 1 }).returning())
  await expect((async () => insert(store.db.read, {}))()).rejects.toThrow(/read-?only/)
})

test('tells of its effects after the commit, and not at all without one', async () => {
  const told: string[] = []
  await store.db.write(async (tx) => {
    tx.afterCommit(() => told.push('committed'))
    await setTimer(tx, timer('a'))
    told.push('worked')
  })
  expect(await timers()).toHaveLength(1)
  const failed = store.db.write(async (tx) => {
    tx.afterCommit(() => told.push('never'))
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  expect(told).toEqual(['worked', 'committed'])
})

test('sees what it wrote itself, before anybody else does', async () => {
  await store.db.write(async (tx) => {
    await setCount(tx, { value: 7 })
    expect(await count(tx, {})).toEqual([{ value: 7 }])
    expect(await count(store.db.read, {})).toEqual([])
  })
  expect(await count(store.db.read, {})).toEqual([{ value: 7 }])
})

test('that lost a race is run anew, its first effects forgotten; one that always loses ends', async () => {
  const told: number[] = []
  let run = 0
  const answer = await store.db.write(async (tx) => {
    run += 1
    const mine = run
    tx.afterCommit(() => told.push(mine))
    await setTimer(tx, timer(String(mine)))
    if (mine < 3) throw new Conflict('somebody was first')
    return mine
  })
  expect([answer, told]).toEqual([3, [3]])
  expect((await timers()).map(({ subject }) => subject)).toEqual(['3'])
  let tries = 0
  const hopeless = store.db.write(async () => {
    tries += 1
    throw new Conflict('always')
  })
  await expect(hopeless).rejects.toThrow('always')
  expect(tries).toBe(5)
})

test('announces after the commit, not when it failed', async () => {
  const heard = vi.fn()
  const stop = store.db.onAnnounced(heard)
  const failed = store.db.write(async (tx) => {
    await tx.announce()
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await store.db.write((tx) => tx.announce())
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
  stop()
})
