import type { FastifyPluginAsync } from 'fastify'
import { registryRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { HomeService } from './service.ts'

export const routesOfHomes: FastifyPluginAsync<{ homes: HomeService }> = async (app, { homes }) => {
  serve(app, registryRoutes.addHome, ['admin'], ({ body, account }) =>
    homes.add(body, { kind: 'account', id: account.id }),
  )
  serve(app, registryRoutes.showHome, ['admin'], ({ params }) => homes.card(params.id))
}
