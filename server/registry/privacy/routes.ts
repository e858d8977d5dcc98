import type { FastifyPluginAsync } from 'fastify'
import { privacyRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { ErasureService } from './erasure-service.ts'
import type { PersonService } from './person-service.ts'
import type { RetentionService } from './retention-service.ts'

export interface PrivacyRouteOptions {
  readonly erasures: ErasureService
  readonly persons: PersonService
  readonly retention: RetentionService
}

export const routesOfPrivacy: FastifyPluginAsync<PrivacyRouteOptions> = async (app, options) => {
  const { erasures, persons, retention } = options
  serve(app, privacyRoutes.erase, ['admin'], ({ params, body, account }) =>
    erasures.erase({ id: params.id, version: body.version, by: account.id }, body.reason),
  )
  serve(app, privacyRoutes.export, ['admin'], ({ params, account }, reply) => {
    reply.header('cache-control', 'no-store')
    return persons.export(params.id, account.id)
  })
  serve(app, privacyRoutes.retention, ['admin', 'auditor'], () => retention.show())
}
