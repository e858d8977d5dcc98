import { afterEach, beforeEach, expect, test } from 'vitest'
import { houseClock } from '../../server/clock.ts'
import { macOf } from '../../server/mac.ts'
import { openVault, type Place, type Vault } from '../../server/registry/privacy/vault-service.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

const WRAPPING = new Uint8Array(32).fill(9)
const BLIND = macOf(new Uint8Array(32).fill(7))
const HERE: Place = ['residents', 'r1', 'flags']

let store: TemporaryStore
let vault: Vault
beforeEach(async () => {
  store = await temporaryStore()
  vault = openVault(WRAPPING, houseClock(), BLIND)
})
afterEach(() => store.close())

const hide = (owner: string, text: string, place = HERE): Promise<Buffer> =>
  store.db.write(async (tx) => (await vault.keysFor(tx, [owner]))(owner).hide(text, place))
const open = async (owner: string, hidden: Uint8Array | null, place = HERE, by = vault): Promise<string> =>
  (await by.keysOf(store.db.read, [owner]))(owner).open(hidden, place)

test('an owner has one key, made when something is first hidden', async () => {
  const first = await hide('r1', '心脏病')
  const second = await hide('r1', '糖尿病')
  expect(await store.sql('select owner_id from data_keys')).toEqual([{ owner_id: 'r1' }])
  expect([await open('r1', first), await open('r1', second), await open('r1', null)]).toEqual(['心脏病', '糖尿病', ''])
})

test('two writers that make the key of one owner at the same time both use the one that stands', async () => {
  const hidden = await Promise.all(['甲', '乙', '丙'].map((text) => hide('r1', text)))
  expect(await Promise.all(hidden.map((one) => open('r1', one)))).toEqual(['甲', '乙', '丙'])
})

test.each<[string, string, Place]>([
  ['another person’s row', 'r1', ['residents', 'r2', 'flags']],
  ['another column', 'r1', ['residents', 'r1', 'note']],
  ['another table', 'r1', ['homes', 'r1', 'flags']],
  ['another owner', 'r2', HERE],
])('what is moved to %s does not open there', async (_, owner, place) => {
  const hidden = await hide('r1', '心脏病')
  await hide('r2', 'x')
  await expect(open(owner, hidden, place)).rejects.toThrow()
})

test('a key that is moved to another owner opens nothing', async () => {
  const hidden = await hide('r1', '心脏病')
  await hide('r2', 'x')
  await store.sql(
    "update data_keys set wrapped_key = (select wrapped_key from data_keys where owner_id = 'r1') where owner_id = 'r2'",
  )
  await expect(open('r2', hidden)).rejects.toThrow()
})

test('another installation’s key opens nothing', async () => {
  const hidden = await hide('r1', '心脏病')
  await expect(open('r1', hidden, HERE, openVault(new Uint8Array(32), houseClock(), BLIND))).rejects.toThrow()
})

test('without its row a field is a fault; under a destroyed key it is empty, and nothing more can be hidden', async () => {
  const hidden = await hide('r1', '心脏病')
  await expect(open('nobody', hidden)).rejects.toThrow('lost its key')
  await store.sql("update data_keys set wrapped_key = null, destroyed_at = 1 where owner_id = 'r1'")
  expect(await open('r1', hidden)).toBe('')
  await expect(hide('r1', 'x')).rejects.toThrow('missing or destroyed')
})
