import { Type } from 'typebox'
import { DueHold, Hold, HoldChange, NewHold } from '../holds.ts'
import { defineRoute } from '../route.ts'
import { Id, LocalDate } from '../scalars.ts'

const params = Type.Object({ id: Id })

/** When services for a resident rest. */
export const holdRoutes = {
  ofResident: defineRoute({
    method: 'GET',
    url: '/api/residents/:id/holds',
    summary: 'All holds of a resident, also those that are over',
    params,
    reply: Type.Object({ items: Type.Array(Hold), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/residents/:id/holds',
    summary: 'Rest meals, visits or day care of a resident; calls never rest',
    params,
    body: NewHold,
    reply: Hold,
    status: 201,
  }),
  due: defineRoute({
    method: 'GET',
    url: '/api/holds',
    summary: 'Holds that somebody has to ask about on a local date, the longest due first; 1000 at most',
    query: Type.Object({ on: LocalDate }),
    reply: Type.Object({ items: Type.Array(DueHold), next: Type.Null() }),
    status: 200,
  }),
  change: defineRoute({
    method: 'POST',
    url: '/api/holds/:id',
    summary: 'Change a hold, or put off when to ask; refused when somebody else changed it meanwhile',
    params,
    body: HoldChange,
    reply: Hold,
    status: 200,
  }),
  end: defineRoute({
    method: 'POST',
    url: '/api/holds/:id/end',
    summary: 'The services go on from now',
    params,
    body: Type.Object({ version: Hold.properties.version }, { additionalProperties: false }),
    reply: Hold,
    status: 200,
  }),
}
