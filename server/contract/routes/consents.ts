import { Type } from 'typebox'
import { Consent, NewConsent } from '../consents.ts'
import { defineRoute } from '../route.ts'
import { Id, LocalDate } from '../scalars.ts'

const params = Type.Object({ id: Id })

/** What a resident agreed to. */
export const consentRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/residents/:id/consents',
    summary: 'All that a resident agreed to, also what was withdrawn',
    params,
    reply: Type.Object({ items: Type.Array(Consent), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/residents/:id/consents',
    summary: 'Write down that a resident agreed, to which words',
    params,
    body: NewConsent,
    reply: Consent,
    status: 201,
  }),
  withdraw: defineRoute({
    method: 'POST',
    url: '/api/residents/:id/consents/:consentId/withdraw',
    summary: 'Write down that a consent holds no longer; what was agreed to stays readable',
    params: Type.Object({ id: Id, consentId: Id }),
    body: Type.Object({ on: LocalDate }, { additionalProperties: false }),
    reply: Consent,
    status: 200,
  }),
}
