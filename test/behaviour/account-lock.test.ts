import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountRoutes, sessionRoutes } from '#contract/routes'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { type Person, request, signIn } from '../support/person.ts'

let house: House
let admin: Person
let person: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  person = await house.given.person()
})
afterEach(() => house.stop())

const lock = (by: Person, whom: Person) =>
  by.try(accountRoutes.lock, { params: { id: whom.account.id }, body: { reason: 'left' } })
const unlock = (by: Person, whom: Person) => by.try(accountRoutes.unlock, { params: { id: whom.account.id } })
const isIn = async (who: Person) => (await who.try(sessionRoutes.show)).status === 200
const listed = async (by: Person, whom: Person) =>
  (await by.call(accountRoutes.list)).items.find(({ id }) => id === whom.account.id)
const enter = (password = PASSWORD) =>
  request(house.app.url, '', sessionRoutes.open, { body: { user: person.account.user, password } })

test('a locked account is out at once with its console, signs in nowhere, and the list says why', async () => {
  const console = await house.given.console(person)
  const bystander = await house.given.person()
  expect(await lock(admin, person)).toMatchObject({ status: 204 })
  expect([await isIn(person), await isIn(bystander), await isIn(admin)]).toEqual([false, true, true])
  await house.settled()
  await console.closed()
  expect((await enter()).answer).toMatchObject({ status: 403, problem: { code: 'account_locked' } })
  expect(await listed(admin, person)).toMatchObject({
    lock: { at: '2026-11-22T02:00:00.000Z', by: admin.account.id, reason: 'left' },
  })
  expect(await listed(admin, bystander)).toMatchObject({ lock: null })
  const told = (await house.news()).find(({ type }) => type === 'account.locked')
  expect(told).toMatchObject({
    actor: { id: admin.account.id },
    data: { account: person.account.id, reason: 'left' },
  })
})

test('whoever does not know the password learns nothing of the lock', async () => {
  await lock(admin, person)
  const { answer } = await enter('not the password at all')
  expect(answer).toMatchObject({ status: 401, problem: { code: 'wrong_credentials' } })
})

test('unlocked it signs in as before; sessions from before the lock stay over; a second time changes nothing', async () => {
  await lock(admin, person)
  expect([await unlock(admin, person), await unlock(admin, person)]).toMatchObject([{ status: 204 }, { status: 204 }])
  const again = await signIn(house.app.url, person.account.user, PASSWORD)
  expect([await isIn(again), await isIn(person)]).toEqual([true, false])
  expect(await listed(admin, person)).toMatchObject({ lock: null })
  expect((await house.news()).filter(({ type }) => type === 'account.unlocked')).toHaveLength(1)
})

test('nobody locks themselves, and of two administrators who lock each other at once one remains', async () => {
  expect(await lock(admin, admin)).toMatchObject({ status: 409, problem: { code: 'account_is_own' } })
  const second = await house.given.person('admin')
  const admins = (await admin.call(accountRoutes.list)).items.filter(({ role }) => role === 'admin')
  expect(admins).toHaveLength(2)
  const answers = await Promise.all([lock(admin, second), lock(second, admin)])
  // Whoever comes second is signed out already, or would have left nobody.
  expect(answers.map(({ status }) => status).sort()).toMatchObject([204, expect.toBeOneOf([401, 409])])
  const left = await Promise.all([isIn(admin), isIn(second)])
  expect(left.filter(Boolean)).toHaveLength(1)
})

test('who signs in while the account is locked is not in afterwards', async () => {
  const old = { user: person.account.user, password: PASSWORD }
  const tokens: string[] = []
  let locked: Promise<unknown> = Promise.resolve()
  // From a place of its own each: one after the other, for as long as the password opens.
  for (let n = 0; n < 40; n += 1) {
    const opened = await house.app.accounts.signIn(old, { address: `198.51.100.${n}`, agent: '' }).catch(() => null)
    if (!opened) break
    tokens.push(opened.token)
    // Once somebody is in, so that there is a session to end whichever is faster from here on.
    if (n === 0) locked = lock(admin, person)
  }
  await locked
  expect(tokens.length).toBeGreaterThan(0)
  const left = await Promise.all(tokens.map((token) => request(house.app.url, `anling=${token}`, sessionRoutes.show)))
  expect(left.filter(({ answer }) => answer.status !== 401)).toEqual([])
})

test('locking is for administrators, and for accounts that are there', async () => {
  const supervisor = await house.given.person('supervisor')
  expect(await lock(supervisor, person)).toMatchObject({ status: 403 })
  expect(await isIn(person)).toBe(true)
  const params = { id: 'a text that nobody should find in the log' }
  expect((await admin.try(accountRoutes.lock, { params, body: { reason: 'other' } })).status).toBe(404)
  expect((await admin.try(accountRoutes.unlock, { params })).status).toBe(404)
  expect(JSON.stringify(await house.news())).not.toContain(params.id)
})
