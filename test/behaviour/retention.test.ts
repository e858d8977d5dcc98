import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RetentionClass } from '#contract/retention'
import { holdRoutes, importRoutes, privacyRoutes, residentRoutes, sessionRoutes } from '#contract/routes'
import { CANARIES, type CanaryHome, canariesIn, canaryHome } from '../support/canaries.ts'
import { handle, onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import { request } from '../support/person.ts'
import { picture, uploadPhoto } from '../support/photo.ts'
import { checked, csv } from '../support/table-file.ts'

const DAY_MS = 86_400_000
/** Three in the morning where the desk is, on the day the stories begin. */
const FIRST_NIGHT = Date.parse('2026-11-22T19:00:00.000Z')
/** So many days each class is kept, and the rows that the stories make of it on the first day. */
const MADE: Readonly<Record<RetentionClass, readonly [days: number, rows: unknown]>> = {
  // Every sign-in of a story leaves some.
  sign_in_guesses: [7, expect.toSatisfy((rows: number) => rows >= 2)],
  import_rows: [30, 1],
  photos_replaced: [30, 1],
  photos_of_left: [30, 1],
  signal_bodies: [90, 1],
  session_traces: [90, 1],
  resident_history: [1095, 2],
  // Of two homes: leaving is a change of the home too.
  home_history: [1095, 4],
  call_notes: [1095, 1],
}
const CLASSES = Object.keys(MADE) as RetentionClass[]
/** What belongs to a home, and so can be kept by what goes on there; rows of the canaries’ own. */
const OF_HOME = { photos_replaced: 1, signal_bodies: 1, resident_history: 2, home_history: 3, call_notes: 1 } as const

let house: House
let given: CanaryHome
beforeEach(async () => {
  house = await startHouse()
  given = await canaryHome(house)
})
afterEach(() => house.stop())

/** The night that many days after the first; it was not yet night on the first day. */
async function night(day: number): Promise<void> {
  await house.skip({ seconds: (FIRST_NIGHT + day * DAY_MS - house.clock.now()) / 1000 })
}

async function counts(): Promise<Record<string, { gone: number; kept: number }>> {
  const { lastRun } = await (await house.given.admin()).call(privacyRoutes.retention)
  expect(lastRun?.endedAt).not.toBeNull()
  return Object.fromEntries((lastRun?.counts ?? []).map(({ name, gone, kept }) => [name, { gone, kept }]))
}

const goneOf = async (name: RetentionClass) => (await counts())[name]?.gone
const told = async () => (await house.news()).filter(({ type }) => type === 'retention.done')
const exported = async () =>
  JSON.stringify(await (await house.given.admin()).call(privacyRoutes.export, { params: { id: given.resident } }))

/** On the first day: something of every class that a canary's home has not got. */
async function fill(): Promise<string> {
  const admin = await house.given.admin()
  await uploadPhoto(admin, given.resident, picture('newer'))
  const other = await house.given.home({ address: '另一处' })
  const left = other.card.residents[0]?.id ?? ''
  await uploadPhoto(admin, left, picture('left'))
  await admin.call(residentRoutes.leave, { params: { id: left }, body: { version: 0, why: 'moved' } })
  await (await house.given.person('auditor')).call(sessionRoutes.close)
  const body = { user: 'nobody', password: 'a wrong long word' }
  await request(house.app.url, '', sessionRoutes.open, { body })
  await house.given.area('community', null, '幸福社区')
  const row = ['幸福社区', '幸福里1号', '王秀兰', '女', '1940-03-08']
  return (await checked(house, admin, 'homes', csv([['社区', '地址', '姓名', '性别', '出生日期'], row]))).id
}

test('of every class what is a day too young stays, and goes in the next night', async () => {
  await fill()
  for (const days of new Set(Object.values(MADE).map(([days]) => days))) {
    const now = CLASSES.filter((name) => MADE[name][0] === days)
    await night(days - 1)
    for (const name of now) expect([name, await goneOf(name)]).toEqual([name, 0])
    await night(days)
    for (const name of now) expect([name, await goneOf(name)]).toEqual([name, MADE[name][1]])
  }
  const all = (await told()).map(({ actor, data }) => [actor.kind, data.class, data.rows, data.days])
  for (const name of CLASSES) expect(all).toContainEqual(['house', name, MADE[name][1], MADE[name][0]])
})

test('what went can be read no more, neither in an export nor in the store, and the rest can', async () => {
  await night(89)
  // Control: so long it is there.
  expect(await exported()).toContain(CANARIES.body)
  await night(90)
  await house.restart()
  expect(await canariesIn(house.place)).not.toContain('body')
  expect(await exported()).not.toContain(CANARIES.body)
  expect(await exported()).toContain(CANARIES.note)
  await night(1095)
  const text = await exported()
  for (const gone of [CANARIES.note, CANARIES.before, CANARIES.formerName]) expect(text).not.toContain(gone)
  for (const stays of [CANARIES.name, CANARIES.illness, CANARIES.doorCode, CANARIES.giver])
    expect(text).toContain(stays)
})

test('a second night finds nothing more to take, and says nothing', async () => {
  await fill()
  await night(90)
  const before = await told()
  expect(before.length).toBeGreaterThan(0)
  await night(91)
  expect(Object.values(await counts()).map(({ gone }) => gone)).toEqual(CLASSES.map(() => 0))
  expect(await told()).toEqual(before)
})

test('a hold keeps whatever is of the home, until it is over', async () => {
  const admin = await house.given.admin()
  await uploadPhoto(admin, given.resident, picture('newer'))
  const { id } = await admin.call(holdRoutes.add, {
    params: { id: given.resident },
    body: { kind: 'hospital', fromOn: '2026-11-22', untilOn: null, reviewOn: '2026-11-29', services: ['meals'] },
  })
  await night(1095)
  const held = await counts()
  for (const [name, kept] of Object.entries(OF_HOME)) expect([name, held[name]]).toEqual([name, { gone: 0, kept }])
  expect(await exported()).toContain(CANARIES.note)
  await (await house.given.admin()).call(holdRoutes.end, { params: { id }, body: { version: 1 } })
  await night(1096)
  const free = await counts()
  for (const [name, gone] of Object.entries(OF_HOME)) expect([name, free[name]]).toEqual([name, { gone, kept: 0 }])
})

test('an open call keeps what is of its home, also of calls before it, until it is closed', async () => {
  // Sooner, the press would open the call of before again.
  await house.skip({ minutes: 31 })
  await given.home.press('sos')
  await house.settled()
  await night(91)
  expect((await counts()).signal_bodies).toEqual({ gone: 0, kept: 2 })
  const person = await house.given.person()
  await handle(person, await onlyCall(person))
  await night(92)
  expect((await counts()).signal_bodies).toEqual({ gone: 2, kept: 0 })
})

test('a file whose rows went can be taken in no more', async () => {
  const id = await fill()
  await night(29)
  const stage = async () => (await (await house.given.admin()).call(importRoutes.show, { params: { id } })).stage
  expect(await stage()).toBe('checked')
  await night(30)
  expect(await stage()).toBe('cancelled')
  const apply = (await house.given.admin()).try(importRoutes.apply, {
    params: { id },
    body: { leaveOutBadRows: false },
  })
  expect(await apply).toMatchObject({ status: 409, problem: { code: 'import_not_checked' } })
})

test('a night that the house slept through is made up for when it wakes', async () => {
  await house.end()
  house.clock.jumpTo(FIRST_NIGHT + 90 * DAY_MS + 12 * 3_600_000)
  await house.restart()
  await house.settled()
  expect(await goneOf('signal_bodies')).toBe(1)
})

test('whoever looks after the house reads how long what is kept, and what the next night takes', async () => {
  const auditor = await house.given.person('auditor')
  const { classes, nextAt, lastRun } = await auditor.call(privacyRoutes.retention)
  expect([nextAt, lastRun]).toEqual(['2026-11-22T19:00:00.000Z', null])
  expect(Object.fromEntries(classes.map(({ name, days }) => [name, days]))).toEqual(
    Object.fromEntries(CLASSES.map((name) => [name, MADE[name][0]])),
  )
  expect(classes.find(({ name }) => name === 'sign_in_guesses')?.goesBefore).toBe('2026-11-15T19:00:00.000Z')
})
