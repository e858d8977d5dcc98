import { Type } from 'typebox'
import { NewResident } from '../registry.ts'
import { FullResident, LEAVINGS, MASKED_FIELDS, ResidentChange, ResidentHistory, ResidentHit } from '../residents.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'

const params = Type.Object({ id: Id })

export const residentRoutes = {
  search: defineRoute({
    method: 'GET',
    url: '/api/residents',
    summary: 'Find residents by name, pinyin or initials, number or its last four signs, device, address; 20 at most',
    query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 100 }) }),
    reply: Type.Object({ items: Type.Array(ResidentHit), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/residents',
    summary: 'Add a resident to a home',
    params,
    body: NewResident,
    reply: FullResident,
    status: 201,
  }),
  show: defineRoute({
    method: 'GET',
    url: '/api/residents/:id',
    summary: 'All that is known of a resident, phones and numbers masked',
    params,
    reply: FullResident,
    status: 200,
  }),
  change: defineRoute({
    method: 'POST',
    url: '/api/residents/:id',
    summary: 'Change what is known of a resident; refused when somebody else changed it meanwhile',
    params,
    body: ResidentChange,
    reply: FullResident,
    status: 200,
  }),
  reveal: defineRoute({
    method: 'POST',
    url: '/api/residents/:id/show',
    summary: 'Show a masked field in full; that it was shown, and to whom, is an event',
    params,
    body: Type.Object({ field: Type.Enum([...MASKED_FIELDS]) }, { additionalProperties: false }),
    reply: Type.Object({ values: Type.Array(Type.String()) }),
    status: 200,
  }),
  history: defineRoute({
    method: 'GET',
    url: '/api/residents/:id/history',
    summary: 'Who changed what of a resident, and when; newest first',
    params,
    reply: ResidentHistory,
    status: 200,
  }),
  leave: defineRoute({
    method: 'POST',
    url: '/api/residents/:id/leave',
    summary: 'The resident has died, moved or gone to an institution: off the card, and all that runs for them ends',
    params,
    body: Type.Object(
      { version: Type.Integer({ minimum: 0 }), why: Type.Enum([...LEAVINGS]) },
      { additionalProperties: false },
    ),
    reply: FullResident,
    status: 200,
  }),
}
