import { Type } from 'typebox'
import { defineRoute } from '../route.ts'

export const metricsRoutes = {
  read: defineRoute({
    method: 'GET',
    url: '/api/metrics',
    summary: 'How this process and the desk are doing, as Prometheus reads it; numbers only, nothing of a person',
    reply: Type.String({ title: 'Metrics' }),
    status: 200,
    tokenScope: 'metrics:read',
  }),
}
