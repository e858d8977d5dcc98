import { Type } from 'typebox'
import { EVENT_TYPES, Event } from '../events.ts'
import { defineRoute } from '../route.ts'
import { Seq } from '../scalars.ts'

/** The log as those read it who look after the house. */
export const auditRoutes = {
  look: defineRoute({
    method: 'GET',
    url: '/api/events/log',
    summary: 'The log from the newest event back, filtered; a part of it at a time, so that a page may be empty',
    query: Type.Object({
      before: Type.Optional(Type.Integer({ minimum: 1, description: 'Only events with a smaller number' })),
      type: Type.Optional(Type.Enum([...EVENT_TYPES])),
      actorId: Type.Optional(Type.String({ maxLength: 64 })),
      homeId: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    reply: Type.Object({
      items: Type.Array(Event),
      names: Type.Record(Type.String(), Type.String(), { description: 'Names of the accounts in it' }),
      next: Type.Union([Seq, Type.Null()], { description: 'What to send as `before` for what is older' }),
    }),
    status: 200,
  }),
  verify: defineRoute({
    method: 'GET',
    url: '/api/events/verification',
    summary: 'Whether the chain of the log is whole after a number: a few thousand events at a time',
    query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })) }),
    reply: Type.Object({
      upTo: Type.Integer({ minimum: 0, description: 'Whole up to this event' }),
      brokenAt: Type.Union([Seq, Type.Null()], { description: 'The first event that is not as it was written' }),
      next: Type.Union([Seq, Type.Null()], { description: 'What to send as `after` to go on; null at the end' }),
    }),
    status: 200,
  }),
}
