import { Type } from 'typebox'
import { Account, NewAccount, SignIn } from './accounts.ts'
import { BrokerSignIn, BrokerVerdict } from './broker.ts'
import { Call, NewContactAttempt, NewNote, Note, Outcome } from './calls.ts'
import { Event } from './events.ts'
import { Receipt } from './receipts.ts'
import { Device, DeviceCredential, HomeCard, NewDevice, NewHome } from './registry.ts'
import { defineRoute } from './route.ts'
import { Id, Instant, Seq } from './scalars.ts'
import { SignalMessage } from './signals.ts'

const callParams = Type.Object({ id: Id })
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 }))

/** A list: `next` is what to send as `after` for the following page, or null at the end. */
function page<T extends Parameters<typeof Type.Array>[0]>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
}

export const sessionRoutes = {
  open: defineRoute({
    method: 'POST',
    url: '/api/session',
    summary: 'Sign in; answers with the account and sets the session cookie',
    body: SignIn,
    reply: Type.Object({ account: Account }),
    status: 200,
  }),
  show: defineRoute({
    method: 'GET',
    url: '/api/session',
    summary: 'Who is signed in',
    reply: Type.Object({ account: Account }),
    status: 200,
  }),
  close: defineRoute({
    method: 'DELETE',
    url: '/api/session',
    summary: 'Sign out; the session ends at once',
    reply: Type.Null(),
    status: 204,
  }),
}

export const callRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/calls',
    summary: 'Open calls by priority then age, or closed ones, newest first',
    query: Type.Object({
      state: Type.Optional(Type.Enum(['open', 'closed'], { default: 'open' })),
      after: Type.Optional(Id),
      limit,
    }),
    reply: page(Call),
    status: 200,
  }),
  show: defineRoute({
    method: 'GET',
    url: '/api/calls/:id',
    summary: 'One call with the card of its home, its notes and its time line',
    params: callParams,
    reply: Type.Object({
      call: Call,
      card: Type.Union([HomeCard, Type.Null()]),
      notes: Type.Array(Note),
      events: Type.Array(Event),
      names: Type.Record(Type.String(), Type.String(), { description: 'Names of the accounts in the time line' }),
    }),
    status: 200,
  }),
  claim: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/claim',
    summary: 'Take the call; one winner, the others get 409 with the winner’s name',
    params: callParams,
    reply: Call,
    status: 200,
  }),
  release: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/release',
    summary: 'Give the call back; it rings again',
    params: callParams,
    reply: Call,
    status: 200,
  }),
  note: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/notes',
    summary: 'Write a note; the same note id twice is written once',
    params: callParams,
    body: NewNote,
    reply: Note,
    status: 201,
  }),
  contactAttempt: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/contact-attempts',
    summary: 'Log that somebody was rung, and how it went',
    params: callParams,
    body: NewContactAttempt,
    reply: Call,
    status: 201,
  }),
  resolve: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/resolve',
    summary: 'Say cause, result and whether the person was seen',
    params: callParams,
    body: Outcome,
    reply: Call,
    status: 200,
  }),
  close: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/close',
    summary: 'Close a resolved call, or resolve and close it at once by giving the outcome',
    params: callParams,
    body: Type.Object({ outcome: Type.Union([Outcome, Type.Null()]) }),
    reply: Call,
    status: 200,
  }),
  reopen: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/reopen',
    summary: 'Take a closed call back to waiting, with a reason',
    params: callParams,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
    reply: Call,
    status: 200,
  }),
}

export const eventRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/events',
    summary: 'Events after a number, in order; the fall-back of the live feed',
    query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })), limit }),
    reply: Type.Object({
      items: Type.Array(Event),
      next: Type.Union([Seq, Type.Null()]),
      upTo: Seq,
      now: Instant,
    }),
    status: 200,
  }),
}

export const registryRoutes = {
  addHome: defineRoute({
    method: 'POST',
    url: '/api/homes',
    summary: 'Add a home with its residents and contacts',
    body: NewHome,
    reply: HomeCard,
    status: 201,
  }),
  showHome: defineRoute({
    method: 'GET',
    url: '/api/homes/:id',
    summary: 'The card of a home',
    params: Type.Object({ id: Id }),
    reply: HomeCard,
    status: 200,
  }),
  addDevice: defineRoute({
    method: 'POST',
    url: '/api/devices',
    summary: 'Register a device; its secret is shown this once',
    body: NewDevice,
    reply: DeviceCredential,
    status: 201,
  }),
  showDevice: defineRoute({
    method: 'GET',
    url: '/api/devices/:id',
    summary: 'A device and when it was last heard',
    params: Type.Object({ id: Type.String() }),
    reply: Device,
    status: 200,
  }),
  revokeDevice: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/revoke',
    summary: 'Take a device’s credential away for ever and cut its connections; a second time changes nothing',
    params: Type.Object({ id: Type.String() }),
    reply: Device,
    status: 200,
  }),
  addAccount: defineRoute({
    method: 'POST',
    url: '/api/accounts',
    summary: 'Add an account',
    body: NewAccount,
    reply: Account,
    status: 201,
  }),
}

export const intakeRoutes = {
  push: defineRoute({
    method: 'POST',
    url: '/ingest/v1/signals',
    summary: 'A signal by HTTP, with the device’s id and secret as Basic credentials; answers with the receipt',
    body: SignalMessage,
    reply: Receipt,
    status: 200,
  }),
  brokerAuth: defineRoute({
    method: 'POST',
    url: '/ingest/v1/broker/auth',
    summary: 'Whether an outside broker shall let a device in; with the broker’s token as Bearer, where one is set',
    body: BrokerSignIn,
    reply: BrokerVerdict,
    status: 200,
  }),
}

export const healthRoutes = {
  health: defineRoute({
    method: 'GET',
    url: '/healthz',
    summary: 'Whether this process takes presses; no sign-in',
    reply: Type.Object({ ok: Type.Boolean(), acceptingSignals: Type.Boolean(), version: Type.String() }),
    status: 200,
  }),
}
