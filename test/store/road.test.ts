import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { type Folder, newFolder } from '../support/folder.ts'
import { onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'

let folder: Folder
let house: House
beforeEach(async () => {
  folder = newFolder()
  house = await startHouse({ folder })
})
afterEach(() => house.stop())

/** The statements prepared while `work` runs, by any connection of this process. */
async function preparedDuring(work: () => Promise<unknown>): Promise<string[]> {
  const { prepare } = Sqlite.prototype
  const prepared: string[] = []
  Sqlite.prototype.prepare = function counted(this: InstanceType<typeof Sqlite>, source: string) {
    prepared.push(source)
    return prepare.call(this, source)
  } as typeof prepare
  try {
    await work()
  } finally {
    Sqlite.prototype.prepare = prepare
  }
  return prepared
}

test('twenty presses on a warm house prepare no statement', async () => {
  await house.given.seat()
  const homes = await Promise.all(Array.from({ length: 10 }, () => house.given.home()))
  // Statements exist once per size of batch: one, a few and many at a time are what a house meets in its first minute.
  for (const many of [1, 3, 10, 1, 1]) {
    await Promise.all(homes.slice(0, many).map((home) => home.press('sos')))
    await house.settled()
  }
  await homes[0]?.press('service')
  await house.settled()
  const prepared = await preparedDuring(async () => {
    for (let n = 0; n < 20; n += 1) {
      await homes[n % homes.length]?.press(n < 10 ? 'service' : 'sos')
      await house.settled()
    }
  })
  expect(prepared).toEqual([])
})

test('the counter above counts', async () => {
  const shell = new Sqlite(':memory:')
  const prepared = await preparedDuring(async () => void shell.prepare('select 1'))
  shell.close()
  expect(prepared).toEqual(['select 1'])
})

/** Rows of every table. */
function rows(): Record<string, number> {
  const shell = new Sqlite(`${folder.path}/anling.sqlite`, { readonly: true })
  const tables = shell.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const counted = tables.map((name) => [name, shell.prepare(`select count(*) from "${name}"`).pluck().get()])
  shell.close()
  return Object.fromEntries(counted) as Record<string, number>
}

test('a heartbeat is never a row, a press is', async () => {
  const home = await house.given.home()
  await house.settled()
  const before = rows()
  const body = JSON.stringify({ v: 1, kind: 'heartbeat', at: '2026-11-22T02:00:00Z', boot: 'b', n: 0, battery: 50 })
  for (let n = 0; n < 200; n += 1) await home.device.publish('heartbeat', body)
  await house.advance({ seconds: 30 })
  expect(rows()).toEqual(before)
  await home.press('cancel')
  await house.settled()
  expect(rows()).toMatchObject({ signals: (before.signals ?? 0) + 1, inbox: 0 })
})

/** How SQLite finds the rows of this statement in the store of the house. */
function planOf(statement: string): string {
  const shell = new Sqlite(`${folder.path}/anling.sqlite`, { readonly: true })
  const steps = shell.prepare<string[], { detail: string }>(`explain query plan ${statement}`)
  const plan = steps.all('x').map(({ detail }) => detail)
  shell.close()
  return plan.join('; ')
}

test('what happened to a call is found by the index that leaves further presses out', async () => {
  const { person } = await house.given.seat()
  await (await house.given.home()).press('sos')
  await house.settled()
  const { id } = await onlyCall(person)
  const prepared = await preparedDuring(() => person.call(callRoutes.show, { params: { id } }))
  const ofCall = prepared.filter((statement) => statement.includes('"events"."call_id" = ?'))
  expect([...new Set(ofCall.map(planOf))]).toEqual(['SEARCH events USING INDEX events_by_call (call_id=?)'])
  expect(planOf('select * from events where call_id = ?')).toContain('SCAN events')
})
