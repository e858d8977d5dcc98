import { afterEach, beforeEach, expect, test } from 'vitest'
import { privacyRoutes } from '#contract/routes'
import type { Store } from '../../server/db/database.ts'
import { openStore } from '../../server/db/open.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { type About, OF_HOME, OF_RESIDENT } from '../../server/registry/privacy/blanking-store.ts'
import { allErasures } from '../../server/registry/privacy/erasure-store.ts'
import { type CanaryHome, canariesIn, canaryHome, leaveHome } from '../support/canaries.ts'
import { type House, startHouse } from '../support/house.ts'

let house: House
let given: CanaryHome
let version: number
beforeEach(async () => {
  house = await startHouse()
  given = await canaryHome(house)
  version = await leaveHome(house, given)
})
afterEach(() => house.stop())

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  await house.end()
  const onFatal = (fault: Error): never => {
    throw fault
  }
  const store = await openStore(house.place, { onFatal })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Blanks everything but this table, as an erasure would that had been forgotten there. */
async function eraseWithout(forgotten: string | null): Promise<void> {
  const about: About = { resident: given.resident, home: given.home.card.id, at: 1, leaving: 'died' }
  await withStore(async ({ db }) => {
    await db.write(async (tx) => {
      for (const { table, blank } of [...OF_RESIDENT, ...OF_HOME]) if (table !== forgotten) await blank(tx, about)
    })
    await db.scrub()
  })
}

test.each([
  ['residents', ['bornOn', 'name']],
  ['resident_files', ['category']],
  ['resident_words', ['name', 'spelt']],
  ['homes', ['address']],
  ['home_files', ['estate']],
  ['home_words', ['address']],
  ['contacts', ['contact', 'relation', 'responder']],
  ['signal_bodies', ['body']],
  // Control: an erasure that forgets nothing leaves nothing.
  [null, []],
])('an erasure that forgot %s is found', async (forgotten, left) => {
  await eraseWithout(forgotten)
  expect((await canariesIn(house.place)).sort()).toEqual(left)
})

test('whoever is erased stands in the list, and the bytes are overwritten before the answer', async () => {
  const admin = await house.given.admin()
  const params = { id: given.resident }
  await admin.call(privacyRoutes.erase, { params, body: { version, reason: 'consent_withdrawn' } })
  await withStore(async ({ db }) => {
    expect(await allErasures(db.read)).toMatchObject([
      { residentId: given.resident, homeId: given.home.card.id, reason: 'consent_withdrawn', leaving: 'died' },
    ])
    // The bytes were overwritten before the answer.
    expect((await allErasures(db.read)).every(({ scrubbedAt }) => scrubbedAt !== null)).toBe(true)
    const about: About = { resident: given.resident, home: given.home.card.id, at: 2, leaving: 'died' }
    const [body] = OF_HOME.filter(({ table }) => table === 'signal_bodies')
    expect(await db.write(async (tx) => body?.blank(tx, about))).toBe(0)
  })
})

test('the chain of events is whole after an erasure', async () => {
  const admin = await house.given.admin()
  const params = { id: given.resident }
  await admin.call(privacyRoutes.erase, { params, body: { version, reason: 'unlawful' } })
  const events = (await house.news()).length
  const { chain } = loadKeys(house.place.dataDir)
  const found = await withStore(({ db }) => verifyChain(db, (id) => (id === chain.id ? chain : undefined)))
  expect(found.brokenAt).toBeNull()
  expect(found.whole).toBeGreaterThanOrEqual(events)
})
