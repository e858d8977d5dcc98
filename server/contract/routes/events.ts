import { Type } from 'typebox'
import { Event } from '../events.ts'
import { defineRoute } from '../route.ts'
import { Instant, Seq } from '../scalars.ts'
import { limit } from './page.ts'

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
    tokenScope: 'events:read',
  }),
}
