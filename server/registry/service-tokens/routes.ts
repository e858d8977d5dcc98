import type { FastifyPluginAsync } from 'fastify'
import { serviceTokenRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { ServiceTokenService } from './service.ts'

export interface ServiceTokenRouteOptions {
  readonly serviceTokens: ServiceTokenService
}

export const routesOfServiceTokens: FastifyPluginAsync<ServiceTokenRouteOptions> = async (app, { serviceTokens }) => {
  serve(app, serviceTokenRoutes.list, ['admin'], async () => ({ items: await serviceTokens.list(), next: null }))
  serve(app, serviceTokenRoutes.add, ['admin'], ({ body, account }) => serviceTokens.add(body, account.id))
  serve(app, serviceTokenRoutes.revoke, ['admin'], ({ params, account }) =>
    serviceTokens.revoke(params.id, { kind: 'account', id: account.id }),
  )
}
