import { Type } from 'typebox'
import { Erasure, ErasureReport } from '../erasure.ts'
import { PersonExport } from '../person-export.ts'
import { Retention } from '../retention.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'

const params = Type.Object({ id: Id })

export const privacyRoutes = {
  erase: defineRoute({
    method: 'POST',
    url: '/api/residents/:id/erasure',
    summary: 'Erase a resident who has left, for good; with the last of a home also its address and contacts',
    params,
    body: Erasure,
    reply: ErasureReport,
    status: 200,
  }),
  export: defineRoute({
    method: 'GET',
    url: '/api/residents/:id/export',
    summary:
      'Everything kept about a resident, in the clear, for them to take along; that it was handed out is an event',
    params,
    reply: PersonExport,
    status: 200,
  }),
  retention: defineRoute({
    method: 'GET',
    url: '/api/retention',
    summary: 'How long what is kept and who asks for it; what the last night took away, and what goes in the next one',
    reply: Retention,
    status: 200,
  }),
}
