import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeTries } from '../../server/registry/accounts/tries-store.ts'
import { RETENTION } from '../../server/registry/privacy/retention.ts'
import { retentionService } from '../../server/registry/privacy/retention-service.ts'
import { startTicker } from '../../server/timers/ticker.ts'
import { handClock } from '../support/clock.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

const DAY_MS = 86_400_000
/** More than two steps of a night look at. */
const OLD = 1200
const YOUNG = 30

let store: TemporaryStore
beforeEach(async () => {
  store = await temporaryStore()
})
afterEach(() => store.close())

const left = async (): Promise<number> => Number((await store.sql('select count(*) as n from sign_in_tries'))[0]?.n)

/** Some time before the night that follows, so that old guesses are a minute too old by then. */
async function guess(at: number): Promise<void> {
  const oldAt = at - RETENTION.sign_in_guesses.days * DAY_MS
  await store.db.write(async (tx) => {
    for (let n = 0; n < OLD; n += 1) await writeTries(tx, `old ${n}`, { tries: 1, lastAt: oldAt })
    for (let n = 0; n < YOUNG; n += 1) await writeTries(tx, `young ${n}`, { tries: 1, lastAt: at })
  })
}

test('a night of many rows goes on in steps, also in another process, and is told of once', async () => {
  const clock = handClock()
  const faults: unknown[] = []
  const start = async () => {
    const retention = retentionService(store.db, clock, store.log)
    await retention.begin()
    const { handlers } = retention
    const hold = async (): Promise<void> => {}
    const ticker = startTicker({ db: store.db, clock, handlers, hold, onFault: (fault) => faults.push(fault) })
    ticker.stop()
    return { tick: ticker.tick, show: retention.show }
  }
  await guess(clock.now())
  const first = await start()
  await first.tick()
  // Control: it is not night yet.
  expect(await left()).toBe(OLD + YOUNG)
  clock.jumpTo(Date.parse('2026-11-22T19:00:00.000Z'))
  await first.tick()
  expect(await left()).toBe(OLD + YOUNG - 500)
  expect((await first.show()).lastRun?.endedAt).toBeNull()
  const second = await start()
  for (const rows of [OLD + YOUNG - 1000, YOUNG, YOUNG]) {
    await second.tick()
    expect(await left()).toBe(rows)
  }
  const { lastRun } = await second.show()
  expect(lastRun?.endedAt).not.toBeNull()
  expect(lastRun?.counts).toContainEqual({ name: 'sign_in_guesses', gone: OLD, kept: 0 })
  await store.log.settled()
  const told = (await store.log.after(0, 100)).filter(({ type }) => type === 'retention.done')
  expect(told.map(({ data }) => data)).toEqual([{ class: 'sign_in_guesses', rows: OLD, kept: 0, days: 7 }])
  expect(faults).toEqual([])
})
