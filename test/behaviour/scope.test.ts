import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES, type Role } from '#contract/accounts'
import type { Area } from '#contract/areas'
import type { Call } from '#contract/calls'
import type { NewConsent } from '#contract/consents'
import type { NewHold } from '#contract/holds'
import type { FromServer } from '#contract/live'
import type { Route } from '#contract/route'
import * as contract from '#contract/routes'
import { OUTCOME, openCalls } from '../support/handling.ts'
import { type GivenHome, type House, PASSWORD, startHouse } from '../support/house.ts'
import { type Answer, type Input, type Person, request } from '../support/person.ts'
import { picture, uploadPhoto } from '../support/photo.ts'

/** What stands in one area. */
interface Things {
  readonly area: Area
  readonly home: GivenHome
  readonly responder: string
  readonly hold: string
  readonly consent: string
  readonly call: Call
}

/** Asks for one thing. */
type Ask = (things: Things) => { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }

const ofCall =
  (body?: unknown): Ask =>
  ({ call }) => ({ params: { id: call.id }, ...(body !== undefined && { body }) })
const ofResident =
  (body?: unknown): Ask =>
  ({ home }) => ({ params: { id: home.card.residents[0]?.id }, ...(body !== undefined && { body }) })
const HOLD: NewHold = {
  ...{ kind: 'travel', fromOn: '2026-11-22', untilOn: null, reviewOn: '2026-11-29' },
  services: ['meals'],
}
const CONSENT: NewConsent = {
  ...{ kind: 'photo', textVersion: '1', givenBy: 'self', giver: '', purpose: '' },
  givenOn: '2026-11-22',
}
const SOMEBODY = { name: '赵姨', phone: '10000000002', note: '' }
const ofHome =
  (body?: unknown): Ask =>
  ({ home }) => ({ params: { id: home.card.id }, ...(body !== undefined && { body }) })
const ofContact =
  (body: unknown): Ask =>
  ({ home: { card } }) => ({ params: { id: card.id, contactId: card.contacts[0]?.id }, body })
const ofResponder =
  (body?: unknown): Ask =>
  ({ home: { card }, responder }) => ({
    params: { id: card.id, responderId: responder },
    ...(body !== undefined && { body }),
  })
const ofDevice =
  (body?: (home: GivenHome) => unknown): Ask =>
  ({ home }) => ({ params: { id: home.device.id }, ...(body && { body: body(home) }) })

/** Routes that name a thing of an area: how one asks for it. */
const THINGS: Readonly<Record<string, Ask>> = {
  'GET /api/calls/:id': ofCall(),
  'POST /api/calls/:id/claim': ofCall(),
  'POST /api/calls/:id/release': ofCall(),
  'POST /api/calls/:id/park': ofCall({ until: '2026-11-22T03:00:00.000Z', reason: 'helper' }),
  'POST /api/calls/:id/transfer': ofCall({ to: 'none', reason: 'busy' }),
  'GET /api/calls/:id/colleagues': ofCall(),
  'POST /api/calls/:id/take-over': ofCall({ reason: 'away' }),
  'POST /api/calls/:id/merge': ({ call }) => ({ params: { id: call.id }, body: { intoId: call.id } }),
  'POST /api/calls/:id/priority': ofCall({ priority: 2, reason: 'no_danger' }),
  'POST /api/calls/:id/door-code': ofCall(),
  'POST /api/calls/:id/notes': ofCall({ id: 'n', text: 'n' }),
  'POST /api/calls/:id/contact-attempts': ofCall({ contactId: null, channel: 'phone', outcome: 'reached' }),
  'POST /api/calls/:id/resolve': ofCall(OUTCOME),
  'POST /api/calls/:id/close': ofCall({ outcome: null }),
  'POST /api/calls/:id/reopen': ofCall({ reason: 'r' }),
  'POST /api/homes': ({ area }) => ({
    body: { address: '幸福里1号', areaId: area.id, doorNote: '', residents: [], contacts: [] },
  }),
  'GET /api/homes/:id': ({ home }) => ({ params: { id: home.card.id } }),
  'POST /api/homes/:id/contacts/:contactId/show': ({ home }) => ({
    params: { id: home.card.id, contactId: home.card.contacts[0]?.id },
  }),
  'POST /api/homes/:id': ofHome({ version: 99, fields: {} }),
  'GET /api/homes/:id/history': ofHome(),
  'POST /api/homes/:id/key-holder/show': ofHome(),
  'POST /api/homes/:id/contacts': ofHome({ version: 99, contact: { ...SOMEBODY, relation: '女儿' } }),
  'POST /api/homes/:id/contacts/:contactId': ofContact({ version: 99, fields: {} }),
  'POST /api/homes/:id/contacts/:contactId/end': ofContact({ version: 99 }),
  'POST /api/homes/:id/contact-order': ofHome({ version: 99, order: [] }),
  'POST /api/homes/:id/responders': ofHome({ version: 99, responder: { ...SOMEBODY, kind: 'clinic' } }),
  'POST /api/homes/:id/responders/:responderId': ofResponder({ version: 99, fields: {} }),
  'POST /api/homes/:id/responders/:responderId/end': ofResponder({ version: 99 }),
  'POST /api/homes/:id/responder-order': ofHome({ version: 99, order: [] }),
  'POST /api/homes/:id/responders/:responderId/show': ofResponder(),
  'GET /api/homes/:id/readings': ({ home }) => ({ params: { id: home.card.id }, query: { on: '2026-11-22' } }),
  'POST /api/homes/:id/residents': ({ home }) => ({
    params: { id: home.card.id },
    body: { name: '李建国', sex: 'male', bornOn: null, livesAlone: false, flags: [] },
  }),
  'POST /api/residents/:id/photo': ofResident(),
  'GET /api/residents/:id/photo': ofResident(),
  'DELETE /api/residents/:id/photo': ofResident(),
  'GET /api/residents/:id/holds': ofResident(),
  'POST /api/residents/:id/holds': ofResident(HOLD),
  'POST /api/holds/:id': ({ hold }) => ({ params: { id: hold }, body: { version: 99, fields: {} } }),
  'POST /api/holds/:id/end': ({ hold }) => ({ params: { id: hold }, body: { version: 99 } }),
  'GET /api/residents/:id/consents': ofResident(),
  'POST /api/residents/:id/consents': ofResident(CONSENT),
  'POST /api/residents/:id/consents/:consentId/withdraw': ({ home, consent }) => ({
    params: { id: home.card.residents[0]?.id, consentId: consent },
    body: { on: '2026-11-22' },
  }),
  'GET /api/residents/:id': ofResident(),
  'POST /api/residents/:id': ofResident({ version: 99, fields: {} }),
  'POST /api/residents/:id/show': ofResident({ field: 'phones' }),
  'GET /api/residents/:id/history': ofResident(),
  'POST /api/residents/:id/leave': ofResident({ version: 99, why: 'moved' }),
  'POST /api/homes/:id/pairing-codes': ({ home }) => ({ params: { id: home.card.id } }),
  'POST /api/devices': ({ home }) => ({ body: { model: 'AL-1', class: 'mains', homeId: home.card.id } }),
  'GET /api/devices/:id': ofDevice(),
  'POST /api/devices/:id/revoke': ofDevice(),
  'POST /api/devices/:id/install': ofDevice(({ card }) => ({ homeId: card.id })),
  'POST /api/devices/:id/swap': ofDevice(({ device }) => ({ newDeviceId: device.id })),
  'POST /api/devices/:id/retire': ofDevice(),
  'POST /api/devices/:id/retrieve': ofDevice(),
  'POST /api/devices/:id/restock': ofDevice(),
  'POST /api/devices/:id/rotate': ofDevice(),
  'POST /api/devices/:id/test-window': ofDevice(() => ({ minutes: 10 })),
  'POST /api/devices/:id/upkeep': ofDevice(() => ({
    carrier: null,
    iccid: null,
    simPaidUntilOn: null,
    batteryChangedOn: null,
  })),
  'POST /api/areas': ({ area }) => ({
    body: { code: `g-${area.id.slice(-12)}`, name: '网格', level: 'grid', parentId: area.id },
  }),
  'GET /api/areas/:id/contents': ({ area }) => ({ params: { id: area.id } }),
  'GET /api/fees': ({ area }) => ({ query: { month: '2026-11', area: area.id } }),
  'GET /api/fees/file': ({ area }) => ({ query: { month: '2026-11', area: area.id, format: 'csv' } }),
  'GET /api/areas/:id/readings': ({ area }) => ({ params: { id: area.id }, query: { on: '2026-11-22' } }),
  'POST /api/areas/:id/rename': ({ area }) => ({ params: { id: area.id }, body: { name: area.name, version: 99 } }),
  'POST /api/areas/:id/move': ({ area }) => ({ params: { id: area.id }, body: { parentId: area.id, version: 99 } }),
  'POST /api/areas/:id/merge': ({ area }) => ({ params: { id: area.id }, body: { intoId: area.id, version: 99 } }),
}

/** Routes that name no thing of an area, and why nobody can see another's by them. */
const OTHERS: Readonly<Record<string, string>> = {
  'GET /api/residents/:id/export': 'the administrator’s, who is bound to no area',
  'POST /api/residents/:id/erasure': 'the administrator’s, who is bound to no area',
  'GET /api/retention': 'nothing of anybody',
  'GET /api/metrics': 'nothing of anybody',
  'POST /api/session': 'one’s own',
  'GET /api/session': 'one’s own',
  'DELETE /api/session': 'one’s own',
  'POST /api/session/password': 'one’s own',
  'POST /api/session/second-factor': 'one’s own',
  'POST /api/session/second-factor/confirm': 'one’s own',
  'POST /api/session/second-factor/remove': 'one’s own',
  'GET /api/sessions': 'one’s own',
  'POST /api/sessions/:id/revoke': 'one’s own; of somebody else: sessions.test.ts',
  'POST /api/sessions/revoke-others': 'one’s own',
  'GET /api/accounts': 'for who sees everything',
  'POST /api/accounts': 'for who sees everything',
  'POST /api/accounts/:id/sign-out': 'for who sees everything',
  'POST /api/accounts/:id/assignment': 'for who sees everything',
  'POST /api/accounts/:id/lock': 'for who sees everything',
  'POST /api/accounts/:id/unlock': 'for who sees everything',
  'POST /api/accounts/:id/second-factor/reset': 'for who sees everything',
  'GET /api/invitations': 'for who sees everything',
  'POST /api/invitations': 'for who sees everything',
  'POST /api/invitations/:id/revoke': 'for who sees everything',
  'POST /api/invitation': 'the token is the key',
  'POST /api/invitation/accept': 'the token is the key',
  'GET /api/service-tokens': 'for who sees everything',
  'POST /api/service-tokens': 'for who sees everything',
  'POST /api/service-tokens/:id/revoke': 'for who sees everything',
  'GET /api/imports/templates/:kind': 'nothing of anybody',
  'GET /api/exports/:kind': 'for who sees everything',
  'POST /api/imports': 'for who sees everything',
  'GET /api/imports': 'for who sees everything',
  'GET /api/imports/:id': 'for who sees everything',
  'GET /api/imports/:id/findings': 'for who sees everything',
  'POST /api/imports/:id/apply': 'for who sees everything',
  'POST /api/imports/:id/cancel': 'for who sees everything',
  'POST /api/imports/:id/undo': 'for who sees everything',
  'GET /api/imports/:id/kept': 'for who sees everything',
  'POST /api/imports/:id/secrets': 'for who sees everything',
  'GET /api/fee-rules': 'nothing of anybody',
  'POST /api/fee-rules': 'for who sees everything',
  'POST /api/fee-rules/:id/withdraw': 'for who sees everything',
  'GET /api/desks': 'no thing of an area',
  'POST /api/desks': 'for who sees everything',
  'POST /api/desks/:id': 'for who sees everything',
  'GET /api/device-models': 'no thing of an area',
  'POST /api/device-models': 'for who sees everything',
  'POST /api/device-models/:id': 'for who sees everything',
  'POST /api/device-models/:id/withdraw': 'for who sees everything',
  'POST /api/device-models/:id/offer': 'for who sees everything',
  'GET /api/calls': 'a list: below',
  'GET /api/residents': 'a list: search.test.ts',
  'GET /api/holds': 'a list: holds.test.ts',
  'GET /api/retrievals': 'a list: leaving.test.ts',
  'GET /api/devices': 'a list: below',
  'GET /api/areas': 'a list: below',
  'GET /api/events': 'a list: below',
  'GET /api/events/log': 'a list: below',
  'GET /api/events/verification': 'numbers only',
  'POST /api/pairing': 'the code is the key',
  'POST /api/pairing/device': 'the code is the key',
  'POST /ingest/v1/signals': 'a device’s own',
  'POST /ingest/v1/broker/auth': 'the broker’s',
  'GET /healthz': 'nothing of anybody',
}

/** Roles that may be bound to an area. */
const BOUND = ROLES.filter((role) => role !== 'admin')

const routes = new Map(
  Object.values(contract)
    .flatMap((group) => Object.values(group) as Route[])
    .map((route) => [`${route.method} ${route.url}`, route]),
)

let house: House
let here: Area
let there: Area
let foreign: Things
const people = new Map<Role, Person>()

beforeAll(async () => {
  house = await startHouse()
  const city = await house.given.area('city', null, '天津市')
  const [east, west] = [
    await house.given.area('district', city.id, '河东区'),
    await house.given.area('district', city.id, '河西区'),
  ]
  here = await house.given.area('subdistrict', east.id, '大王庄街道')
  there = await house.given.area('subdistrict', west.id, '友谊路街道')
  for (const role of BOUND) people.set(role, await house.given.person(role, '张敏', { areaId: east.id }))
  foreign = await thingsIn(there)
})
afterAll(() => house.stop())

const person = (role: Role): Person => people.get(role) as Person

async function thingsIn(area: Area): Promise<Things> {
  const below = await house.given.area('community', area.id)
  const home = await house.given.home({ areaId: below.id })
  const responder = await furnish(home.card.id)
  const { hold, consent } = await writeDown(home.card.residents[0]?.id ?? '')
  await home.press('sos')
  await house.settled()
  const everybody = await house.given.person('supervisor')
  const call = (await openCalls(everybody)).find((one) => one.home?.id === home.card.id)
  if (!call) throw new Error('the press opened no call')
  return { area: below, home, responder, hold, consent, call }
}

/** A photo, a hold and a consent of a resident. */
async function writeDown(id: string): Promise<{ hold: string; consent: string }> {
  const admin = await house.given.admin()
  await uploadPhoto(admin, id, picture('face'))
  const hold = await admin.call(contract.holdRoutes.add, { params: { id }, body: HOLD })
  const consent = await admin.call(contract.consentRoutes.add, { params: { id }, body: CONSENT })
  return { hold: hold.id, consent: consent.id }
}

/** Gives a home what some routes ask for; the id of its responder. */
async function furnish(id: string): Promise<string> {
  const admin = await house.given.admin()
  const fields = { doorCode: '2580', keyHolder: { name: '赵姨', phone: '10000000002' } }
  await admin.call(contract.homeRoutes.change, { params: { id }, body: { version: 0, fields } })
  const responder = { ...SOMEBODY, kind: 'neighbour' } as const
  const card = await admin.call(contract.responderRoutes.add, { params: { id }, body: { version: 1, responder } })
  return card.responders[0]?.id ?? ''
}

async function ask(who: Person, name: string, things: Things): Promise<Answer<unknown>> {
  const route = routes.get(name)
  if (!route) throw new Error(`no route ${name}`)
  const input = THINGS[name]?.(things) as Input<Route>
  return (await request(house.app.url, who.cookie, route, input)).answer
}

test('every route either names a thing of an area, or has a reason why it does not', () => {
  expect([...Object.keys(THINGS), ...Object.keys(OTHERS)].sort()).toEqual([...routes.keys()].sort())
})

test.each(Object.keys(THINGS))(
  '%s: whoever may use it reaches what is theirs, and what is not theirs is not there',
  async (name) => {
    let reached = 0
    for (const role of BOUND) {
      const refused = await ask(person(role), name, foreign)
      if (refused.problem?.code === 'not_allowed') continue
      // Exactly as for a thing that does not exist.
      expect([role, refused.status, refused.problem?.code]).toEqual([
        role,
        404,
        name.includes('/calls/') ? 'call_not_found' : 'not_found',
      ])
      const own = await ask(person(role), name, await thingsIn(here))
      expect([role, own.problem?.code ?? 'fine']).not.toEqual([role, refused.problem?.code])
      expect([401, 403, 404, 500, 503]).not.toContain(own.status)
      reached += 1
    }
    // Who sees everything sees the same thing.
    const admin = await house.given.admin()
    const all = name.includes('/calls/') ? await house.given.person('supervisor') : admin
    expect((await ask(all, name, await thingsIn(there))).problem?.code ?? 'fine').not.toMatch(
      /not_allowed|not_signed_in/,
    )
    expect(reached).toBeGreaterThan(0)
  },
)

test('lists hold what is theirs, and nothing else', async () => {
  const { upTo } = await person('auditor').call(contract.eventRoutes.list, { query: { after: 0, limit: 1 } })
  const [own, other] = [await thingsIn(here), await thingsIn(there)]
  const operator = person('operator')
  const calls = (await openCalls(operator)).map(({ home }) => home?.id)
  expect(calls).toContain(own.home.card.id)
  expect(calls).not.toContain(other.home.card.id)
  const { items: devices } = await person('manager').call(contract.deviceRoutes.list, {})
  const standing = devices.map(({ id }) => id)
  expect(standing).toContain(own.home.device.id)
  expect(standing).not.toContain(other.home.device.id)
  for (const role of ['manager', 'auditor'] as const) {
    const { items: lines } = await person(role).call(contract.auditRoutes.look, { query: {} })
    const homes = new Set(lines.map(({ homeId }) => homeId))
    expect([role, homes.has(own.home.card.id), homes.has(other.home.card.id)]).toEqual([role, true, false])
  }
  for (const role of ['operator', 'supervisor', 'manager', 'auditor'] as const) {
    const { items } = await person(role).call(contract.eventRoutes.list, { query: { after: upTo, limit: 1000 } })
    const homes = new Set(items.map(({ homeId }) => homeId))
    expect([role, homes.has(own.home.card.id), homes.has(other.home.card.id)]).toEqual([role, true, false])
    if (role !== 'auditor') expect(items.filter(({ type }) => /^(session|account)\./.test(type))).toEqual([])
  }
  // Nobody but the desk, the keepers and the auditor reads the log at all.
  for (const role of BOUND.filter((one) => !['operator', 'supervisor', 'manager', 'auditor'].includes(one))) {
    expect((await person(role).try(contract.eventRoutes.list, {})).status).toBe(403)
  }
})

test('what each role is shown of a home and of a call has these fields', async () => {
  const own = await thingsIn(here)
  const fields: Record<string, readonly string[]> = {}
  for (const name of ['GET /api/homes/:id', 'GET /api/calls/:id', 'GET /api/residents/:id'] as const) {
    for (const role of BOUND) {
      const { problem, body } = await ask(person(role), name, own)
      fields[`${role} ${name}`] = problem ? [problem.code] : fieldsOf(body)
    }
  }
  for (const role of ['operator', 'supervisor'] as const) {
    const { messages } = await house.given.console(person(role))
    const snapshot = messages.find(isSnapshot)
    const calls = snapshot?.calls.filter(({ home }) => home?.id === own.home.card.id)
    fields[`${role} live view`] = fieldsOf({ ...snapshot, calls })
  }
  expect(fields).toMatchSnapshot()
})

const isSnapshot = (message: FromServer): message is Extract<FromServer, { type: 'snapshot' }> =>
  message.type === 'snapshot'

/** The names of all fields, with their places: `residents[].name`. */
function fieldsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => fieldsOf(one, `${at}[]`)))]
  if (value === null || typeof value !== 'object') return [at]
  const inside = Object.entries(value).flatMap(([name, one]) =>
    // What an event tells differs by its type; names are keyed by who they name.
    name === 'data' || name === 'names' ? [`${at}.${name}`] : fieldsOf(one, at === '' ? name : `${at}.${name}`),
  )
  return [...new Set(inside)].sort()
}

test('an account is bound as its role needs it, and to what exists', async () => {
  const admin = await house.given.admin()
  const add = async (role: Role, areaId: string | null, deskId: string | null = null) => {
    const body = { user: `x-${role}`, name: 'x', role, password: PASSWORD, areaId, deskId }
    return (await admin.try(contract.registryRoutes.addAccount, { body })).problem?.code ?? 'fine'
  }
  expect(await add('manager', null)).toBe('account_misbound')
  expect(await add('admin', here.id)).toBe('account_misbound')
  expect(await add('courier', null, 'none')).toBe('account_misbound')
  expect(await add('operator', here.id, 'none')).toBe('account_misbound')
  expect(await add('operator', 'none')).toBe('not_found')
  expect(await add('operator', null, 'none')).toBe('not_found')
  expect(await add('volunteer', here.id)).toBe('fine')
})
