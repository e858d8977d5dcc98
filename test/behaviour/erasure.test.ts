import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes, eventRoutes, privacyRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { CANARIES, type CanaryHome, canariesIn, canaryHome, IN_THE_CLEAR, leaveHome } from '../support/canaries.ts'
import { databaseOn, tell } from '../support/database.ts'
import { newFolder } from '../support/folder.ts'
import { claim, onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { tracesOf } from '../support/traces.ts'

let house: House
let admin: Person
let given: CanaryHome
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  given = await canaryHome(house)
})
afterEach(() => house.stop())

const erase = (version: number, id = given.resident) =>
  admin.try(privacyRoutes.erase, { params: { id }, body: { version, reason: 'service_over' } })
const addNeighbour = () =>
  admin.call(residentRoutes.add, {
    params: { id: given.home.card.id },
    body: { name: '张建国', sex: 'male', bornOn: '1938-01-01', livesAlone: false, flags: ['heart'] },
  })

test('after an erasure no word of the person and the home is left in the store', async () => {
  // Control: the same search finds all that stands there in the clear.
  expect(await canariesIn(house.place)).toEqual(expect.arrayContaining([...IN_THE_CLEAR, 'spelt']))
  const { status, body } = await erase(await leaveHome(house, given))
  expect(status).toBe(200)
  expect(await canariesIn(house.place)).toEqual([])
  await house.restart()
  expect(await canariesIn(house.place)).toEqual([])
  const rows = Object.fromEntries((body?.blanked ?? []).map(({ table, rows }) => [table, rows]))
  expect(rows).toEqual({
    ...{ residents: 1, resident_files: 1, resident_changes: 2, resident_words: 17, resident_numbers: 3 },
    ...{ number_guards: 1, consents: 1, photos: 1, notes: 2, data_keys: 1 },
    ...{ homes: 1, home_files: 1, home_changes: 4, home_words: 3, contacts: 2, signal_bodies: 1 },
  })
  expect(body?.homeId).toBe(given.home.card.id)
  expect(body?.kept).toContainEqual({ table: 'events', why: 'chained' })
})

test('what counts stays: the call, its rings, the events in one whole chain, and one more without a word of anybody', async () => {
  const before = await house.news()
  const version = await leaveHome(house, given)
  // Control: who has left is not yet erased.
  expect((await admin.call(residentRoutes.show, { params: { id: given.resident } })).erased).toBeNull()
  await erase(version)
  const after = await house.news()
  expect(after.slice(0, before.length)).toEqual(before)
  const told = after.filter(({ type }) => type === 'resident.erased')
  expect(told).toMatchObject([
    {
      actor: { kind: 'account', id: admin.account.id },
      homeId: given.home.card.id,
      data: { resident: given.resident, reason: 'service_over', home: true, again: false },
    },
  ])
  expect(await admin.call(residentRoutes.show, { params: { id: given.resident } })).toMatchObject({
    ...{ name: '—', bornOn: null, age: null, illness: '', phones: [], idNumber: null, guardian: null, categories: [] },
    left: { why: 'died' },
    erased: { by: { id: admin.account.id, name: '管理员' }, reason: 'service_over', withHome: true },
  })
  const history = await admin.call(residentRoutes.history, { params: { id: given.resident } })
  expect(history.items.length).toBe(2)
  const call = before.find(({ type }) => type === 'call.closed')?.callId ?? ''
  const shown = await (await house.given.person('supervisor')).call(callRoutes.show, { params: { id: call } })
  expect(shown).toMatchObject({ call: { state: 'closed', home: { address: '—' } }, card: { contacts: [] } })
  expect(shown.notes.map(({ text }) => text)).toEqual([''])
})

test('an old copy of the database put back is erased again before anything is served', async () => {
  const version = await leaveHome(house, given)
  const old = await copyOf(house)
  await house.restart()
  admin = await house.given.admin()
  await erase(version)
  await house.end()
  await old.putBack()
  // Control: the old copy has everything.
  expect(await canariesIn(house.place)).toContain('name')
  await house.restart()
  expect(await canariesIn(house.place)).toEqual([])
  const { items } = await (await house.given.admin()).call(eventRoutes.list, { query: { after: 0, limit: 1000 } })
  const told = items.filter(({ type }) => type === 'resident.erased')
  expect(told).toMatchObject([{ actor: { kind: 'house', id: null }, data: { resident: given.resident, again: true } }])
  // Once: the next start finds nothing more to do.
  await house.restart()
  admin = await house.given.admin()
  expect(await erase(version + 1)).toMatchObject({ status: 409, problem: { code: 'resident_erased' } })
  expect((await house.news()).filter(({ type }) => type === 'resident.erased').length).toBe(1)
})

test('a copy from before they left is erased again too, and then they have left', async () => {
  const old = await copyOf(house)
  await house.restart()
  admin = await house.given.admin()
  await erase(await leaveHome(house, given))
  await house.end()
  await old.putBack()
  await house.restart()
  expect(await canariesIn(house.place)).toEqual([])
  admin = await house.given.admin()
  expect(await admin.call(residentRoutes.show, { params: { id: given.resident } })).toMatchObject({
    name: '—',
    left: { why: 'died' },
    // Nobody did it this time: the house did.
    erased: { by: null, reason: 'service_over', withHome: true },
  })
})

test('a list that was lost or torn is written anew from the database', async () => {
  const version = await leaveHome(house, given)
  const old = await copyOf(house)
  await house.restart()
  admin = await house.given.admin()
  await erase(version)
  await house.end()
  const list = join(house.place.dataDir, 'erasures.jsonl')
  // Control: the list is what names them.
  expect(tracesOf(house.place.dataDir, given.resident)).toContain('erasures.jsonl')
  rmSync(list)
  await house.restart()
  await house.end()
  expect(tracesOf(house.place.dataDir, given.resident)).toContain('erasures.jsonl')
  await old.putBack()
  await house.restart()
  expect(await canariesIn(house.place)).toEqual([])
})

test('where somebody else of the home is kept, the home, its contacts and their calls stay', async () => {
  const neighbour = await addNeighbour()
  const answer = await erase(await leaveHome(house, given))
  expect(answer.body).toMatchObject({ homeId: null })
  expect(answer.body?.kept).toContainEqual({ table: 'contacts', why: 'others_live_there' })
  expect((await canariesIn(house.place)).sort()).toEqual([
    'address',
    'body',
    'contact',
    'estate',
    'relation',
    'responder',
  ])
  const card = await admin.call(registryRoutes.showHome, { params: { id: given.home.card.id } })
  expect(card).toMatchObject({ address: CANARIES.address, residents: [{ name: '张建国', flags: ['heart'] }] })
  // With the last of them the home goes.
  const params = { id: neighbour.id }
  await admin.call(residentRoutes.leave, { params, body: { version: neighbour.version, why: 'moved' } })
  expect((await erase(neighbour.version, neighbour.id)).body).toMatchObject({ homeId: given.home.card.id })
  expect(await canariesIn(house.place)).toEqual([])
})

test('nobody is erased who still lives here, twice, or as somebody else read them', async () => {
  expect(await erase(2)).toMatchObject({ status: 409, problem: { code: 'resident_not_left' } })
  const version = await leaveHome(house, given)
  expect(await erase(version - 1)).toMatchObject({
    status: 409,
    problem: { code: 'stale_version', detail: { version } },
  })
  expect(await erase(version, 'nobody')).toMatchObject({ status: 404 })
  expect(await canariesIn(house.place)).toContain('name')
  expect((await erase(version)).status).toBe(200)
  expect(await erase(version + 1)).toMatchObject({ status: 409, problem: { code: 'resident_erased' } })
})

test('an open call, and a device that still rings, come first', async () => {
  const params = { id: given.resident }
  await admin.call(residentRoutes.leave, { params, body: { version: 2, why: 'moved' } })
  expect(await erase(2)).toMatchObject({ status: 409, problem: { code: 'home_has_devices' } })
  await given.home.press('sos')
  await house.settled()
  expect(await erase(2)).toMatchObject({ status: 409, problem: { code: 'call_not_closed' } })
  expect(await canariesIn(house.place)).toContain('name')
})

test('an erased home can be lived in again: its calls are answered and written about', async () => {
  await erase(await leaveHome(house, given))
  await addNeighbour()
  const device = await house.given.deviceIn(given.home.card.id)
  const { person } = await house.given.seat()
  await device.press('sos')
  await house.settled()
  const call = await onlyCall(person)
  expect(call.home?.residents.map(({ name }) => name)).toEqual(['张建国'])
  const params = { id: call.id }
  await claim(person, call)
  await person.call(callRoutes.note, { params, body: { id: 'new', text: '新的记录' } })
  expect((await person.call(callRoutes.show, { params })).notes.map(({ text }) => text)).toContain('新的记录')
})

/** The database as it stands; the house has ended. */
async function copyOf({ end, place }: House): Promise<{ putBack(): Promise<void> }> {
  await end()
  return place.databaseUrl === null ? copyOfFile(place.dataDir) : copyOfServer(place.databaseUrl)
}

function copyOfFile(dataDir: string): { putBack(): Promise<void> } {
  const file = join(dataDir, 'anling.sqlite')
  const folder = newFolder()
  const copy = join(folder.path, 'anling.sqlite')
  copyFileSync(file, copy)
  return {
    async putBack() {
      for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
      copyFileSync(copy, file)
      folder.remove()
    },
  }
}

async function copyOfServer(url: string): Promise<{ putBack(): Promise<void> }> {
  const name = new URL(url).pathname.slice(1)
  const server = databaseOn(url, 'postgres')
  await tell(server, `create database ${name}_old template ${name}`)
  return {
    async putBack() {
      await tell(server, `drop database ${name} with (force)`)
      await tell(server, `alter database ${name}_old rename to ${name}`)
    },
  }
}
