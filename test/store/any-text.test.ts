import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { areaRoutes, callRoutes, registryRoutes } from '#contract/routes'
import { openStore } from '../../server/db/open.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
let params: { id: string }
let codes = 0
beforeAll(async () => {
  house = await startHouse()
  operator = (await house.given.seat()).person
  await (await house.given.home()).press('sos')
  await house.settled()
  params = { id: (await onlyCall(operator)).id }
})
afterAll(() => house.stop())

/** Half a character has no bytes in UTF-8: it comes back as U+FFFD, everything else as it went in. */
const stored = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd')

/** What people, programs and attackers write; at most `max` characters. */
const anyText = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: max, size: 'max' }),
    fc.constantFrom(
      '\0',
      'a\0b',
      '\ud800',
      '\udc00x',
      '👩‍👩‍👧‍👦',
      'שלום',
      '\u202eevil',
      '𠮷',
      "'; drop table calls; --",
      '\ufeff',
      '\\u0000',
    ),
    fc.integer({ min: 1, max }).map((length) => '长'.repeat(length)),
  )

test('whatever is written in a note comes back', async () => {
  let n = 0
  await fc.assert(
    fc.asyncProperty(anyText(4000), async (text) => {
      n += 1
      const note = await operator.call(callRoutes.note, { params, body: { id: `n${n}`, text } })
      expect(note.text).toBe(stored(text))
    }),
    { numRuns: 40 },
  )
})

test('whatever a draft calls itself, its note is written once and comes back', async () => {
  await fc.assert(
    fc.asyncProperty(anyText(64), async (id) => {
      const first = await operator.call(callRoutes.note, { params, body: { id, text: 't' } })
      expect(await operator.call(callRoutes.note, { params, body: { id, text: 't' } })).toEqual(first)
    }),
    { numRuns: 25 },
  )
})

test('whatever people and places are called, they come back', async () => {
  const admin = await house.given.admin()
  const texts = fc.record({ name: anyText(64), address: anyText(200), note: anyText(500), relation: anyText(32) })
  await fc.assert(
    fc.asyncProperty(texts, async ({ name, address, note, relation }) => {
      const resident = { name, sex: 'other' as const, bornOn: null, livesAlone: false, flags: [] }
      const contact = { name, relation, phone: '10000000001', note }
      codes += 1
      const area = await admin.call(areaRoutes.add, {
        body: { code: `c${codes}`, name, level: 'city', parentId: null },
      })
      const body = { address, areaId: area.id, doorNote: note, residents: [resident], contacts: [contact] }
      const { id } = await admin.call(registryRoutes.addHome, { body })
      const card = await admin.call(registryRoutes.showHome, { params: { id } })
      expect([card.address, card.community, card.doorNote]).toEqual([address, name, note].map(stored))
      // Names of residents are kept in one form of Unicode, so that they are found however they are typed.
      expect(card.residents[0]?.name).toBe(stored(name).normalize('NFC'))
      expect(card.contacts[0]).toMatchObject({ name: stored(name), relation: stored(relation), note: stored(note) })
    }),
    { numRuns: 25 },
  )
})

test('whatever a contact or a resident is called by id, the log takes it and stays whole', async () => {
  await operator.call(callRoutes.claim, { params })
  await fc.assert(
    fc.asyncProperty(anyText(64), async (contactId) => {
      const body = { contactId, channel: 'phone', outcome: 'busy' } as const
      expect(await operator.call(callRoutes.contactAttempt, { params, body })).toMatchObject({ state: 'claimed' })
    }),
    { numRuns: 25 },
  )
  const attempts = (await house.news()).filter(({ type }) => type === 'call.contact_attempted')
  expect(attempts).toHaveLength(25)
  await house.end()
  const { chain } = loadKeys(house.place.dataDir)
  const store = await openStore(house.place, { onFatal: () => {} })
  const verdict = await verifyChain(store.db, () => chain)
  await store.close()
  expect(verdict.brokenAt).toBeNull()
  expect(verdict.whole).toBeGreaterThan(60)
})
