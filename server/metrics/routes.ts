import type { FastifyPluginAsync } from 'fastify'
import { metricsRoutes } from '#contract/routes'
import { serve } from '../http.ts'
import type { Metrics } from './metrics.ts'

export interface MetricsRouteOptions {
  readonly metrics: Metrics
}

export const routesOfMetrics: FastifyPluginAsync<MetricsRouteOptions> = async (app, { metrics }) => {
  serve(app, metricsRoutes.read, ['admin'], async (_request, reply) => {
    reply.type(metrics.contentType)
    return metrics.text()
  })
}
