import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '#contract/accounts'
import type { Route } from '#contract/route'
import * as contract from '#contract/routes'
import { TOKEN_SCOPES } from '#contract/service-tokens'
import { openConsole } from '../support/console.ts'
import { OUTCOME } from '../support/handling.ts'
import { type House, PASSWORD, startHouse } from '../support/house.ts'
import { type Input, requestWith } from '../support/person.ts'

/**
 * `token`: a program whose token has every scope there is. `device`: a unit with its credential. `link`: somebody who
 * holds an invitation that stands, and the pairing code of a home.
 */
const WHO = ['nobody', ...ROLES, 'token', 'device', 'link'] as const
type Who = (typeof WHO)[number]

interface Row {
  readonly may: readonly Who[]
  readonly input?: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }
}

const EVERYBODY = WHO
const SIGNED_IN = ROLES
const DESK = ['operator', 'supervisor'] as const
const ADMIN = ['admin'] as const
const KEEPERS = ['admin', 'manager'] as const
const READERS = ['admin', 'manager', 'auditor'] as const
const READERS_OR_TOKEN = [...READERS, 'token'] as const
const OVERSEERS = ['supervisor', 'admin', 'manager', 'auditor'] as const
const NOBODY = [] as const

const params = { id: 'none' }
const home = { address: '幸福里1号', areaId: null, doorNote: '', residents: [], contacts: [] }
const resident = { name: '王秀兰', sex: 'female', bornOn: null, livesAlone: true, flags: [] }

const model = { maker: '', class: 'mains', signals: [], hasSim: false, batteryMonths: null }
const contact = { name: '李红', relation: '女儿', phone: '10000000001', note: '' }
const responder = { kind: 'neighbour', name: '赵姨', phone: '10000000002', note: '' }
const hold = { kind: 'travel', fromOn: '2026-01-01', untilOn: null, reviewOn: '2026-01-08', services: ['meals'] }
const consent = {
  ...{ kind: 'photo', textVersion: '1', givenBy: 'self', giver: '', purpose: '' },
  givenOn: '2026-01-01',
}
const ofContact = { ...params, contactId: 'none' }
const ofResponder = { ...params, responderId: 'none' }

/** Who may use each route of the contract. A route without a row fails the test below. */
const TABLE: Readonly<Record<string, Row>> = {
  'POST /api/session': { may: EVERYBODY, input: { body: { user: 'x', password: 'x' } } },
  'GET /api/session': { may: SIGNED_IN },
  'GET /api/sessions': { may: SIGNED_IN },
  'POST /api/sessions/:id/revoke': { may: SIGNED_IN, input: { params } },
  'POST /api/sessions/revoke-others': { may: SIGNED_IN },
  'POST /api/session/password': { may: SIGNED_IN, input: { body: { current: 'x', next: PASSWORD } } },
  'POST /api/session/second-factor': { may: SIGNED_IN },
  'POST /api/session/second-factor/confirm': { may: SIGNED_IN, input: { body: { code: '000000' } } },
  'POST /api/session/second-factor/remove': { may: SIGNED_IN, input: { body: { password: 'x', code: '000000' } } },
  'GET /api/accounts': { may: ADMIN },
  'POST /api/accounts/:id/sign-out': { may: ADMIN, input: { params } },
  'POST /api/accounts/:id/lock': { may: ADMIN, input: { params, body: { reason: 'left' } } },
  'POST /api/accounts/:id/unlock': { may: ADMIN, input: { params } },
  'POST /api/accounts/:id/second-factor/reset': { may: ADMIN, input: { params } },
  'GET /api/calls': { may: DESK },
  'GET /api/calls/:id': { may: DESK, input: { params } },
  'POST /api/calls/:id/claim': { may: DESK, input: { params } },
  'POST /api/calls/:id/release': { may: DESK, input: { params } },
  'POST /api/calls/:id/park': {
    may: DESK,
    input: { params, body: { until: '2026-11-22T03:00:00.000Z', reason: 'helper' } },
  },
  'POST /api/calls/:id/transfer': { may: DESK, input: { params, body: { to: 'none', reason: 'busy' } } },
  'GET /api/calls/:id/colleagues': { may: DESK, input: { params } },
  'POST /api/calls/:id/take-over': { may: DESK, input: { params, body: { reason: 'away' } } },
  'POST /api/calls/:id/merge': { may: DESK, input: { params, body: { intoId: 'none' } } },
  'POST /api/calls/:id/priority': { may: DESK, input: { params, body: { priority: 2, reason: 'no_danger' } } },
  'POST /api/calls/:id/door-code': { may: DESK, input: { params } },
  'POST /api/calls/:id/notes': { may: DESK, input: { params, body: { id: 'n', text: 'n' } } },
  'POST /api/calls/:id/contact-attempts': {
    may: DESK,
    input: { params, body: { contactId: null, channel: 'phone', outcome: 'reached' } },
  },
  'POST /api/calls/:id/resolve': { may: DESK, input: { params, body: OUTCOME } },
  'POST /api/calls/:id/close': { may: DESK, input: { params, body: { outcome: null } } },
  'POST /api/calls/:id/reopen': { may: DESK, input: { params, body: { reason: 'r' } } },
  'GET /api/events': { may: ['operator', 'supervisor', 'admin', 'manager', 'auditor', 'token'] },
  'GET /api/events/log': { may: READERS },
  'GET /api/events/verification': { may: ['admin', 'auditor'] },
  'GET /api/areas': { may: OVERSEERS },
  'GET /api/areas/:id/contents': { may: OVERSEERS, input: { params } },
  'POST /api/areas': {
    may: KEEPERS,
    input: { body: { code: 'x', name: 'x', level: 'grid', parentId: 'none' } },
  },
  'POST /api/areas/:id/rename': { may: KEEPERS, input: { params, body: { name: 'x', version: 1 } } },
  'POST /api/areas/:id/move': { may: KEEPERS, input: { params, body: { parentId: 'none', version: 1 } } },
  'POST /api/areas/:id/merge': { may: KEEPERS, input: { params, body: { intoId: 'none', version: 1 } } },
  'GET /api/desks': { may: OVERSEERS },
  'POST /api/desks': {
    may: ADMIN,
    input: { body: { name: 'x', areaIds: ['none'], hours: [], coveredById: null } },
  },
  'POST /api/desks/:id': {
    may: ADMIN,
    input: { params, body: { name: 'x', areaIds: [], hours: [], coveredById: null, version: 1 } },
  },
  'POST /api/accounts/:id/assignment': {
    may: ADMIN,
    input: { params, body: { role: 'operator', areaId: null, deskId: null } },
  },
  'POST /api/homes/:id/contacts/:contactId/show': {
    may: [...KEEPERS, 'supervisor'],
    input: { params: { id: 'none', contactId: 'none' } },
  },
  'GET /api/homes/:id/readings': {
    may: [...READERS, 'supervisor'],
    input: { params, query: { on: '2026-01-01' } },
  },
  'POST /api/homes/:id': { may: KEEPERS, input: { params, body: { version: 0, fields: {} } } },
  'GET /api/homes/:id/history': { may: READERS, input: { params } },
  'POST /api/homes/:id/key-holder/show': { may: [...KEEPERS, 'supervisor'], input: { params } },
  'POST /api/homes/:id/contacts': { may: KEEPERS, input: { params, body: { version: 0, contact } } },
  'POST /api/homes/:id/contacts/:contactId': {
    may: KEEPERS,
    input: { params: ofContact, body: { version: 0, fields: {} } },
  },
  'POST /api/homes/:id/contacts/:contactId/end': { may: KEEPERS, input: { params: ofContact, body: { version: 0 } } },
  'POST /api/homes/:id/contact-order': { may: KEEPERS, input: { params, body: { version: 0, order: [] } } },
  'POST /api/homes/:id/responders': { may: KEEPERS, input: { params, body: { version: 0, responder } } },
  'POST /api/homes/:id/responders/:responderId': {
    may: KEEPERS,
    input: { params: ofResponder, body: { version: 0, fields: {} } },
  },
  'POST /api/homes/:id/responders/:responderId/end': {
    may: KEEPERS,
    input: { params: ofResponder, body: { version: 0 } },
  },
  'POST /api/homes/:id/responder-order': { may: KEEPERS, input: { params, body: { version: 0, order: [] } } },
  'POST /api/homes/:id/responders/:responderId/show': {
    may: [...KEEPERS, 'supervisor'],
    input: { params: ofResponder },
  },
  'POST /api/homes': { may: KEEPERS, input: { body: home } },
  'GET /api/homes/:id': { may: READERS, input: { params } },
  'GET /api/device-models': { may: READERS },
  'POST /api/device-models': { may: ADMIN, input: { body: { name: 'x', ...model } } },
  'POST /api/device-models/:id': { may: ADMIN, input: { params, body: { ...model, version: 1 } } },
  'POST /api/device-models/:id/withdraw': { may: ADMIN, input: { params, body: { version: 1 } } },
  'POST /api/device-models/:id/offer': { may: ADMIN, input: { params, body: { version: 1 } } },
  'POST /api/devices': { may: KEEPERS, input: { body: { model: 'AL-1', class: 'mains', homeId: null } } },
  'GET /api/devices/:id': { may: READERS_OR_TOKEN, input: { params } },
  'POST /api/devices/:id/revoke': { may: KEEPERS, input: { params } },
  'GET /api/devices': { may: READERS_OR_TOKEN },
  'POST /api/devices/:id/install': { may: KEEPERS, input: { params, body: { homeId: 'none' } } },
  'POST /api/devices/:id/swap': { may: KEEPERS, input: { params, body: { newDeviceId: 'none' } } },
  'POST /api/devices/:id/retire': { may: KEEPERS, input: { params } },
  'POST /api/devices/:id/retrieve': { may: KEEPERS, input: { params } },
  'POST /api/devices/:id/restock': { may: KEEPERS, input: { params } },
  'POST /api/devices/:id/rotate': { may: KEEPERS, input: { params } },
  'POST /api/devices/:id/test-window': { may: [...KEEPERS, 'supervisor'], input: { params, body: { minutes: 10 } } },
  'POST /api/devices/:id/upkeep': {
    may: KEEPERS,
    input: { params, body: { carrier: null, iccid: null, simPaidUntilOn: null, batteryChangedOn: null } },
  },
  'POST /api/homes/:id/residents': { may: KEEPERS, input: { params, body: resident } },
  'GET /api/residents': { may: [...READERS, 'supervisor'], input: { query: { q: 'x' } } },
  'GET /api/residents/:id': { may: READERS, input: { params } },
  'POST /api/residents/:id': { may: KEEPERS, input: { params, body: { version: 0, fields: {} } } },
  'POST /api/residents/:id/show': { may: KEEPERS, input: { params, body: { field: 'phones' } } },
  'GET /api/residents/:id/history': { may: READERS, input: { params } },
  'POST /api/residents/:id/leave': { may: KEEPERS, input: { params, body: { version: 0, why: 'moved' } } },
  'GET /api/residents/:id/export': { may: ADMIN, input: { params } },
  'POST /api/residents/:id/erasure': { may: ADMIN, input: { params, body: { version: 0, reason: 'purpose_over' } } },
  'GET /api/retention': { may: ['admin', 'auditor'] },
  'GET /api/residents/:id/holds': { may: OVERSEERS, input: { params } },
  'POST /api/residents/:id/holds': { may: KEEPERS, input: { params, body: hold } },
  'GET /api/holds': { may: OVERSEERS, input: { query: { on: '2026-01-01' } } },
  'POST /api/holds/:id': { may: KEEPERS, input: { params, body: { version: 1, fields: {} } } },
  'POST /api/holds/:id/end': { may: KEEPERS, input: { params, body: { version: 1 } } },
  'GET /api/residents/:id/consents': { may: READERS, input: { params } },
  'POST /api/residents/:id/consents': { may: KEEPERS, input: { params, body: consent } },
  'POST /api/residents/:id/consents/:consentId/withdraw': {
    may: KEEPERS,
    input: { params: { ...params, consentId: 'none' }, body: { on: '2026-01-01' } },
  },
  'POST /api/residents/:id/photo': { may: KEEPERS, input: { params } },
  'DELETE /api/residents/:id/photo': { may: KEEPERS, input: { params } },
  'GET /api/residents/:id/photo': { may: [...OVERSEERS, 'operator'], input: { params } },
  'GET /api/retrievals': { may: READERS },
  'GET /api/areas/:id/readings': { may: OVERSEERS, input: { params, query: { on: '2026-01-01' } } },
  'POST /api/homes/:id/pairing-codes': { may: KEEPERS, input: { params } },
  'GET /api/imports/templates/:kind': { may: ADMIN, input: { params: { kind: 'homes' } } },
  'GET /api/exports/:kind': { may: ADMIN, input: { params: { kind: 'homes' } } },
  'POST /api/imports': { may: ADMIN },
  'GET /api/imports': { may: ADMIN },
  'GET /api/imports/:id': { may: ADMIN, input: { params } },
  'GET /api/imports/:id/findings': { may: ADMIN, input: { params } },
  'POST /api/imports/:id/apply': { may: ADMIN, input: { params, body: { leaveOutBadRows: false } } },
  'POST /api/imports/:id/cancel': { may: ADMIN, input: { params } },
  'POST /api/imports/:id/undo': { may: ADMIN, input: { params } },
  'GET /api/imports/:id/kept': { may: ADMIN, input: { params } },
  'POST /api/imports/:id/secrets': { may: ADMIN, input: { params } },
  // Whoever holds the code needs no account.
  'POST /api/pairing': { may: EVERYBODY, input: { body: { code: '0000000000' } } },
  'POST /api/pairing/device': { may: EVERYBODY, input: { body: { code: '0000000000', deviceId: 'none' } } },
  'GET /api/fee-rules': { may: READERS },
  'POST /api/fee-rules': {
    may: ADMIN,
    input: {
      body: { kind: 'service', fen: 2000, governmentFromAge: 75, areaId: null, fromOn: '2026-01-01' },
    },
  },
  'POST /api/fee-rules/:id/withdraw': { may: ADMIN, input: { params } },
  'GET /api/fees': { may: READERS, input: { query: { month: '2026-11' } } },
  'GET /api/fees/file': { may: READERS, input: { query: { month: '2026-11', format: 'csv' } } },
  'POST /api/accounts': { may: ADMIN, input: { body: { user: 'root', name: 'r', role: 'admin', password: PASSWORD } } },
  'GET /api/metrics': { may: ['admin', 'token'] },
  'GET /api/service-tokens': { may: ADMIN },
  'POST /api/service-tokens': { may: ADMIN, input: { body: { name: 't', scopes: ['events:read'], days: 1 } } },
  'POST /api/service-tokens/:id/revoke': { may: ADMIN, input: { params } },
  'GET /api/invitations': { may: ADMIN },
  'POST /api/invitations': { may: ADMIN, input: { body: { name: 'i', role: 'operator' } } },
  'POST /api/invitations/:id/revoke': { may: ADMIN, input: { params } },
  // Whoever is invited has no account yet.
  'POST /api/invitation': { may: EVERYBODY, input: { body: { token: 'none' } } },
  'POST /api/invitation/accept': {
    may: EVERYBODY,
    input: { body: { token: 'none', user: 'x', password: PASSWORD } },
  },
  // A device's credential opens it, a person's session does not.
  'POST /ingest/v1/signals': { may: ['device'], input: { body: {} } },
  // A broker's token opens it.
  'POST /ingest/v1/broker/auth': { may: NOBODY, input: { body: { username: 'x', password: 'x', clientid: 'x' } } },
  'GET /healthz': { may: EVERYBODY },
  // The last one: it ends the session it is asked with.
  'DELETE /api/session': { may: SIGNED_IN },
}

const routes = new Map(
  Object.values(contract)
    .flatMap((group) => Object.values(group) as Route[])
    .map((route) => [`${route.method} ${route.url}`, route]),
)

let house: House
beforeAll(async () => {
  house = await startHouse({ config: { brokerAuthToken: 'c4d1f0a97b5e48064c2d9e1b7a083f55' } })
})
afterAll(() => house.stop())

test('every route of the contract has a row, and every row a route', () => {
  expect(Object.keys(TABLE).sort()).toEqual([...routes.keys()].sort())
})

test('a route that nobody wrote a row for would be noticed', () => {
  const more = new Map([...routes, ['GET /api/secrets', {} as Route]])
  expect(Object.keys(TABLE).sort()).not.toEqual([...more.keys()].sort())
})

/** What somebody brings along. */
type Shown = Readonly<Record<string, string>>

async function everybodyShows(): Promise<ReadonlyMap<Who, Shown>> {
  const admin = await house.given.admin()
  const { token } = await admin.call(contract.serviceTokenRoutes.add, {
    body: { name: '大屏', scopes: [...TOKEN_SCOPES], days: 1 },
  })
  const { card, credential } = await house.given.home()
  const invitation = await admin.call(contract.invitationRoutes.add, { body: { name: '李敏', role: 'operator' } })
  const { code } = await admin.call(contract.pairingRoutes.issue, { params: { id: card.id } })
  const basic = Buffer.from(`${credential.id}:${credential.secret}`).toString('base64')
  const shown = new Map<Who, Shown>([
    ['token', { authorization: `Bearer ${token}` }],
    ['device', { authorization: `Basic ${basic}`, cookie: `anling=${credential.secret}` }],
    ['link', { authorization: `Bearer ${invitation.token}`, cookie: `anling=${code}` }],
  ])
  for (const role of ROLES) shown.set(role, { cookie: (await house.given.person(role)).cookie })
  return shown
}

/** Whether this route lets somebody in; what it then makes of the request does not matter here. */
async function letsIn(name: string, who: Who, shows: Shown): Promise<boolean> {
  const route = routes.get(name)
  if (!route) throw new Error(`no route ${name}`)
  const answer = await requestWith(house.app.url, shows, route, TABLE[name]?.input as Input<Route>)
  const shut = [
    'not_signed_in',
    'not_allowed',
    'scope_missing',
    'wrong_service_token',
    'wrong_device_credential',
    'wrong_broker_token',
  ].includes(answer.problem?.code ?? '')
  const status = who === 'nobody' ? [401] : [401, 403]
  if (shut) expect(status).toContain(answer.status)
  return !shut
}

test('every role may do what its row says and nothing else', async () => {
  const shown = await everybodyShows()
  const found: Record<string, readonly Who[]> = {}
  for (const name of Object.keys(TABLE)) {
    const open = await Promise.all(WHO.map(async (who) => ({ who, in: await letsIn(name, who, shown.get(who) ?? {}) })))
    found[name] = open.filter((one) => one.in).map(({ who }) => who)
  }
  expect(found).toEqual(
    Object.fromEntries(Object.entries(TABLE).map(([name, { may }]) => [name, WHO.filter((who) => may.includes(who))])),
  )
})

test('who may not see calls may not listen to them either', async () => {
  const shown = await everybodyShows()
  const found: Record<string, string> = {}
  for (const who of WHO) {
    const nobody = { ...(await house.given.admin()), url: house.app.url, cookie: '' }
    found[who] = await openConsole(nobody, { headers: shown.get(who) ?? {} }).then(
      (console) => {
        console.close()
        return 'listens'
      },
      (fault: Error) => fault.message,
    )
  }
  const signedIn = Object.fromEntries(ROLES.map((role) => [role, 'upgrade refused: 403']))
  const strange = { nobody: 'upgrade refused: 401', device: 'upgrade refused: 401' }
  const withToken = { token: 'upgrade refused: 403', link: 'upgrade refused: 401' }
  expect(found).toEqual({ ...signedIn, ...strange, ...withToken, operator: 'listens', supervisor: 'listens' })
})
