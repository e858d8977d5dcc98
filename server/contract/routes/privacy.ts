import { Type } from 'typebox'
import { Erasure, ErasureReport } from '../erasure.ts'
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
}
