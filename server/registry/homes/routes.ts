import type { FastifyPluginAsync } from 'fastify'
import { registryRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { HomeService } from './service.ts'

export const routesOfHomes: FastifyPluginAsync<{ homes: HomeService }> = async (app, { homes }) => {
  serve(app, registryRoutes.addHome, ['admin', 'manager'], ({ body, account, scope }) =>
    homes.add(body, scope, { kind: 'account', id: account.id }),
  )
  serve(app, registryRoutes.showHome, ['admin', 'manager', 'auditor'], ({ params, scope }) =>
    homes.card(params.id, scope),
  )
}
