import { Type } from 'typebox'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'
import { NewServiceToken, ServiceToken, ServiceTokenOnce } from '../service-tokens.ts'

export const serviceTokenRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/service-tokens',
    summary: 'Every token for programs, also those that are over, newest first',
    reply: Type.Object({ items: Type.Array(ServiceToken), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/service-tokens',
    summary: 'A token for a program; shown this once',
    body: NewServiceToken,
    reply: ServiceTokenOnce,
    status: 201,
  }),
  revoke: defineRoute({
    method: 'POST',
    url: '/api/service-tokens/:id/revoke',
    summary: 'From now on this token opens nothing; a second time changes nothing',
    params: Type.Object({ id: Id }),
    reply: ServiceToken,
    status: 200,
  }),
}
