import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BodyOf } from '#contract/route'
import { accountRoutes, invitationRoutes, registryRoutes } from '#contract/routes'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { type Person, request, signIn } from '../support/person.ts'

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
})
afterEach(() => house.stop())

const invite = (name = '王芳') => admin.call(invitationRoutes.add, { body: { name, role: 'supervisor' } })
const accept = async (body: Partial<BodyOf<typeof invitationRoutes.accept>> & { token: string }) =>
  (
    await request(house.app.url, '', invitationRoutes.accept, {
      body: { user: 'wangfang', password: PASSWORD, ...body },
    })
  ).answer
const look = async (token: string) =>
  (await request(house.app.url, '', invitationRoutes.look, { body: { token } })).answer

test('whoever is invited chooses user and password, and works from then on', async () => {
  const { token, invitation } = await invite()
  expect((await look(token)).body).toEqual({ name: '王芳', role: 'supervisor', expiresAt: invitation.expiresAt })
  const { status, body } = await accept({ token })
  expect([status, body]).toMatchObject([201, { user: 'wangfang', name: '王芳', role: 'supervisor' }])
  const person = await signIn(house.app.url, 'wangfang', PASSWORD)
  expect(person.account).toEqual(body)
  const { items } = await admin.call(invitationRoutes.list)
  expect(items).toMatchObject([{ accountId: body.id, acceptedAt: '2026-11-22T02:00:00.000Z' }])
  const told = (await house.news()).filter(({ actor }) => actor.id === body.id).map(({ type }) => type)
  expect(told.slice(0, 2)).toEqual(['account.added', 'invitation.accepted'])
})

test('who is invited to an area sees that area, and a role that needs one is not invited without', async () => {
  const area = await house.given.area('district', null, '河东区')
  const invited = (areaId: string | null) =>
    admin.try(invitationRoutes.add, { body: { name: '王芳', role: 'manager', areaId } })
  expect((await invited(null)).problem?.code).toBe('account_misbound')
  expect((await invited('none')).problem?.code).toBe('not_found')
  const { body } = await accept({ token: (await invited(area.id)).body.token })
  expect(body).toMatchObject({ role: 'manager', areaId: area.id, deskId: null })
})

test('an invitation opens one account, however many take it at once', async () => {
  const { token } = await invite()
  const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => accept({ token, user: `w${n}` })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404, 404])
  const { items } = await admin.call(accountRoutes.list)
  expect(items.filter(({ user }) => user.startsWith('w'))).toHaveLength(1)
  expect((await accept({ token })).problem?.code).toBe('invitation_over')
  expect((await look(token)).problem?.code).toBe('invitation_over')
})

test('who mistypes tries again: nothing is used up by a refusal', async () => {
  const { token } = await invite()
  const body = { user: 'taken', name: 't', role: 'operator' as const, password: PASSWORD }
  await admin.call(registryRoutes.addAccount, { body })
  expect((await accept({ token, user: 'taken' })).problem?.code).toBe('name_taken')
  expect((await accept({ token, password: '123456789012' })).problem?.code).toBe('password_too_common')
  expect((await accept({ token, password: 'short' })).problem?.code).toBe('bad_request')
  expect((await accept({ token })).status).toBe(201)
})

test('it is over after 72 hours, and when it is taken back', async () => {
  const [kept, taken] = [await invite(), await invite()]
  const params = { id: taken.invitation.id }
  const back = await admin.call(invitationRoutes.revoke, { params })
  expect(back.revokedAt).toBe('2026-11-22T02:00:00.000Z')
  expect(await admin.call(invitationRoutes.revoke, { params })).toEqual(back)
  expect((await accept({ token: taken.token })).problem?.code).toBe('invitation_over')
  await house.skip({ minutes: 72 * 60 - 1 })
  expect((await look(kept.token)).status).toBe(200)
  await house.skip({ minutes: 1 })
  expect((await accept({ token: kept.token })).problem?.code).toBe('invitation_over')
  const again = await house.given.admin()
  expect((await again.call(accountRoutes.list)).items).toHaveLength(1)
  expect((await again.try(invitationRoutes.revoke, { params: { id: 'none' } })).status).toBe(404)
})

test('one that was accepted cannot be taken back', async () => {
  const { token, invitation } = await invite()
  await accept({ token })
  const { revokedAt } = await admin.call(invitationRoutes.revoke, { params: { id: invitation.id } })
  expect(revokedAt).toBeNull()
  expect((await house.news()).map(({ type }) => type)).not.toContain('invitation.revoked')
})

test('the token stands in no list and no log, nor the name of whoever is invited in the log', async () => {
  const { token } = await invite('欧阳无名')
  const { items } = await admin.call(invitationRoutes.list)
  expect(JSON.stringify(items)).not.toContain(token)
  const log = JSON.stringify(await house.news())
  expect([log.includes(token), log.includes('欧阳无名'), log.includes('invitation.made')]).toEqual([false, false, true])
})
