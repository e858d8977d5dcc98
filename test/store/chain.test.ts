import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUSE } from '#contract/events'
import { verifyChain, verifyPart } from '../../server/events/verify.ts'
import { macOf } from '../../server/mac.ts'
import { dropGuard, KEY, octets, type TemporaryStore, temporaryStore } from './temporary.ts'

const EVENTS = 12

let store: TemporaryStore
beforeEach(async () => {
  store = await temporaryStore()
  for (let n = 0; n < EVENTS; n += 3) {
    const drafts = [0, 1, 2].map((one) => ({
      at: n + one,
      type: 'home.added' as const,
      actor: HOUSE,
      data: { n, one },
    }))
    await store.db.write((tx) => store.log.append(tx, drafts))
  }
  await store.log.settled()
})
afterEach(() => store.close())

const verify = () => verifyChain(store.db, (id) => (id === KEY.id ? KEY : undefined))

/** What somebody with the file, a shell and no key can do once the triggers are gone. */
async function tamper(...statements: string[]): Promise<void> {
  for (const table of ['events', 'signals']) {
    for (const verb of ['update', 'delete']) await store.sql(dropGuard(table, verb))
  }
  for (const statement of statements) await store.sql(statement)
}

describe('the chain of events', () => {
  it('is whole as it was written', async () => {
    expect(await verify()).toEqual({ whole: EVENTS, brokenAt: null })
  })

  it('shows where one row was changed, whichever column', async () => {
    const changes = ['at = 99', "type = 'call.closed'", "actor_id = 'x'", "call_id = 'x'", "home_id = 'x'"]
    await tamper()
    for (const change of [
      ...changes,
      "device_id = 'x'",
      `data = '{"n":1}'`,
      "key_id = 'k2'",
      `hash = ${octets('00')}`,
    ]) {
      const [row] = await store.sql('select * from events where seq = 5')
      await store.sql(`update events set ${change} where seq = 5`)
      expect([change, await verify()]).toEqual([change, { whole: 4, brokenAt: 5 }])
      await restore(row ?? {})
      expect((await verify()).brokenAt).toBeNull()
    }
  })

  it('is verified part by part, as far as one asks and no further', async () => {
    const part = (after: number) => verifyPart(store.db, (id) => (id === KEY.id ? KEY : undefined), after, 1)
    expect(await part(0)).toEqual({ whole: EVENTS, brokenAt: null, isEnd: false })
    expect(await part(EVENTS)).toEqual({ whole: EVENTS, brokenAt: null, isEnd: true })
    await tamper('update events set at = 99 where seq = 5')
    expect(await part(4)).toMatchObject({ whole: 4, brokenAt: 5 })
    // Behind the broken row everything stands as it was written.
    expect(await part(5)).toMatchObject({ whole: EVENTS, brokenAt: null })
  })

  it('shows where a row was taken out', async () => {
    await tamper('delete from events where seq = 7')
    expect(await verify()).toEqual({ whole: 6, brokenAt: 8 })
  })

  it('shows where a row was taken out and the others moved up', async () => {
    await tamper('delete from events where seq = 7', 'update events set seq = seq - 1 where seq > 7')
    expect(await verify()).toEqual({ whole: 6, brokenAt: 7 })
  })

  it('shows where two rows changed places', async () => {
    await tamper(
      'update events set seq = 1000 where seq = 3',
      'update events set seq = 3 where seq = 4',
      'update events set seq = 4 where seq = 1000',
    )
    expect(await verify()).toEqual({ whole: 2, brokenAt: 3 })
  })

  it('shows where a row was put in', async () => {
    await tamper(`insert into events select ${EVENTS + 1}, at, type, actor_kind, actor_id, call_id, home_id, device_id, data,
      key_id, hash from events where seq = 2`)
    expect(await verify()).toEqual({ whole: EVENTS, brokenAt: EVENTS + 1 })
  })

  it('is broken from the start for another key', async () => {
    const other = { id: KEY.id, mac: macOf(new Uint8Array(32).fill(8)) }
    expect(await verifyChain(store.db, () => other)).toEqual({ whole: 0, brokenAt: 1 })
    expect(await verifyChain(store.db, () => undefined)).toEqual({ whole: 0, brokenAt: 1 })
  })

  it('is numbered without gaps, however many write at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        store.db.write((tx) => store.log.append(tx, [{ at, type: 'home.added', actor: HOUSE }])),
      ),
    )
    await store.log.settled()
    const seqs = (await store.log.after(0, 1000)).map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from({ length: EVENTS + 40 }, (_, n) => n + 1))
    expect((await verify()).brokenAt).toBeNull()
  })
})

async function restore(row: Record<string, unknown>): Promise<void> {
  const text = (value: unknown) =>
    Buffer.isBuffer(value) ? octets(value.toString('hex')) : value === null ? 'null' : `'${String(value)}'`
  const columns = Object.keys(row).filter((column) => column !== 'seq')
  await store.sql(
    `update events set ${columns.map((column) => `${column} = ${text(row[column])}`).join()} where seq = 5`,
  )
}

describe('what happened', () => {
  const WRITES = [
    'update events set at = 0 where seq = 1',
    'delete from events where seq = 1',
    'delete from events',
    "update signals set kind = 'test'",
    'delete from signals',
  ]

  it.each(WRITES)('is never changed: %s', async (statement) => {
    await store.sql(`insert into signals (uid, device_id, signal_id, identity, body_hash, kind, lane, road, received_at, test, retained,
      flaws) values ('u', 'd', 's', 's', 'h', 'sos', 'alarm', 'mqtt', 0, false, false, '[]')`)
    await expect(store.sql(statement)).rejects.toThrow(/are never changed/)
  })

  it.each(WRITES)('could be changed but for the triggers: %s', async (statement) => {
    await expect(tamper(statement)).resolves.toBeUndefined()
  })
})
