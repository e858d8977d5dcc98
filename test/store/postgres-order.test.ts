import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'

/** In which order rows are taken: two who want the same ones wait for each other, and never in a circle. */
let house: House
/** Another process, which decides about a call. */
let other: pg.Client

beforeEach(async () => {
  house = await startHouse()
  other = new pg.Client({ connectionString: house.place.databaseUrl ?? '' })
  await other.connect()
})
afterEach(async () => {
  await other.end()
  await house.stop()
})

const waiting = 'select from pg_locks where not granted'

test('a ladder that is due waits for who decides about its call, and leaves the timer to them', async () => {
  const { person } = await house.given.seat()
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()
  const { id } = await onlyCall(person)
  await other.query('begin')
  await other.query('select from calls where id = $1 for update', [id])
  house.clock.move(15_000)
  await vi.waitUntil(async () => (await other.query(waiting)).rowCount === 1)
  // Had the ladder taken its timer first, this would wait for the ladder, and the ladder for us.
  await other.query("set local lock_timeout = '500ms'")
  expect(await other.query('delete from timers where id = $1', [`ladder ${id}`])).toMatchObject({ rowCount: 1 })
  await other.query('commit')
  await house.settled()
  expect((await house.news()).filter(({ type }) => type === 'call.escalated')).toEqual([])
})
