import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOUSE } from '#contract/events'
import type { Tx } from '../../server/db/database.ts'
import { startConsumer } from '../../server/events/consumer.ts'
import { consumerSeq } from '../../server/events/store.ts'
import { setTimer } from '../../server/timers/store.ts'
import { startTicker } from '../../server/timers/ticker.ts'
import { handClock } from '../support/clock.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

let store: TemporaryStore
beforeEach(async () => {
  store = await temporaryStore()
})
afterEach(() => store.close())

const happen = async (at: number) => {
  await store.db.write((tx) => store.log.append(tx, [{ at, type: 'home.added', actor: HOUSE, data: { at } }]))
  await store.log.settled()
}

const effects = async () =>
  (await store.sql('select subject from timers order by subject')).map(({ subject }) => subject)

/** A reader whose effect is one row an event, and which can be made to fail after the effect. */
async function reader(clock = handClock(), beginsAfter = 0) {
  const taken: number[] = []
  const faults: unknown[] = []
  const failing = { now: false }
  const consumer = await startConsumer({
    name: 'test',
    db: store.db,
    log: store.log,
    clock,
    beginsAfter,
    onFault: (fault) => faults.push(fault),
    concerns: () => true,
    async take(tx: Tx, events) {
      for (const { seq } of events) {
        taken.push(seq)
        await setTimer(tx, { kind: 'effect', subject: String(seq), dueAt: 1 })
      }
      if (failing.now) throw new Error('power cut after the effect, before the number')
    },
  })
  return { consumer, taken, faults, failing, clock }
}

test('an effect and its number are one: what breaks between them happens once in the end', async () => {
  const { consumer, taken, faults, failing } = await reader()
  await happen(1)
  await consumer.settled()
  failing.now = true
  await happen(2)
  await consumer.settled()
  expect(await effects()).toEqual(['1'])
  expect(faults).not.toHaveLength(0)
  failing.now = false
  await consumer.settled()
  consumer.stop()
  expect(await effects()).toEqual(['1', '2'])
  // It was tried more than once, and stands once.
  expect(taken.filter((seq) => seq === 2).length).toBeGreaterThan(1)
  expect(await consumerSeq(store.db.read, 'test')).toBe(2)
})

test('a reader that starts again goes on where its number stands', async () => {
  const first = await reader()
  await happen(1)
  await happen(2)
  await first.consumer.settled()
  first.consumer.stop()
  await happen(3)
  const second = await reader()
  await second.consumer.settled()
  second.consumer.stop()
  expect(second.taken).toEqual([3])
})

test('a reader that is new to an old house may leave the past alone; one that is not goes on', async () => {
  await happen(1)
  await happen(2)
  const fresh = await reader(handClock(), 2)
  await happen(3)
  await fresh.consumer.settled()
  fresh.consumer.stop()
  expect(fresh.taken).toEqual([3])
  await happen(4)
  const again = await reader(handClock(), 4)
  await again.consumer.settled()
  again.consumer.stop()
  expect(again.taken).toEqual([4])
})

test('a wake-up that was lost costs a second, not the event', async () => {
  const { consumer, clock, failing, faults } = await reader()
  failing.now = true
  await happen(1)
  await consumer.settled()
  expect(faults).not.toHaveLength(0)
  expect(await effects()).toEqual([])
  failing.now = false
  clock.move(1_000)
  await vi.waitFor(async () => expect(await effects()).toEqual(['1']))
  consumer.stop()
})

test('a timer is consumed with its effect: one that fails is tried again, the others go on', async () => {
  const clock = handClock()
  const fired: string[] = []
  let broken = true
  const ticker = startTicker({
    db: store.db,
    clock,
    onFault: () => {},
    hold: async () => {},
    handlers: {
      async ring(tx, timer) {
        await setTimer(tx, { kind: 'effect', subject: timer.subject, dueAt: Number.MAX_SAFE_INTEGER })
        if (timer.subject === 'a' && broken) throw new Error('not yet')
        fired.push(timer.subject)
      },
    },
  })
  await store.db.write(async (tx) => {
    for (const subject of ['a', 'b']) await setTimer(tx, { kind: 'ring', subject, dueAt: clock.now() })
  })
  await ticker.tick()
  expect(fired).toEqual(['b'])
  expect(await effects()).toEqual(['a', 'b'])
  broken = false
  await ticker.tick()
  await ticker.tick()
  ticker.stop()
  expect(fired).toEqual(['b', 'a'])
})
