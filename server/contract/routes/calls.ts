import { Type } from 'typebox'
import { Call, NewContactAttempt, NewNote, Note, Outcome } from '../calls.ts'
import { Event } from '../events.ts'
import { HomeCard } from '../registry.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'
import { limit, page } from './page.ts'

const callParams = Type.Object({ id: Id })

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
  doorCode: defineRoute({
    method: 'POST',
    url: '/api/calls/:id/door-code',
    summary: 'The code of the door, in an open emergency, to whoever has claimed it; each time is an event',
    params: callParams,
    reply: Type.Object({ code: Type.String() }),
    status: 200,
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
