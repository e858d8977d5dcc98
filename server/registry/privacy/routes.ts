import type { FastifyPluginAsync } from 'fastify'
import { privacyRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { ErasureService } from './erasure-service.ts'

export interface PrivacyRouteOptions {
  readonly erasures: ErasureService
}

export const routesOfPrivacy: FastifyPluginAsync<PrivacyRouteOptions> = async (app, { erasures }) => {
  serve(app, privacyRoutes.erase, ['admin'], ({ params, body, account }) =>
    erasures.erase({ id: params.id, version: body.version, by: account.id }, body.reason),
  )
}
