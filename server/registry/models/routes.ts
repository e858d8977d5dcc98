import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '#contract/events'
import { modelRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { ModelService } from './service.ts'

export interface ModelRouteOptions {
  readonly models: ModelService
}

/** What is bought is the city's affair; who registers devices chooses from it. */
export const routesOfModels: FastifyPluginAsync<ModelRouteOptions> = async (app, { models }) => {
  const by = ({ id }: { readonly id: string }): Actor => ({ kind: 'account', id })

  serve(app, modelRoutes.list, ['admin', 'manager', 'auditor'], async () => ({
    items: await models.list(),
    next: null,
  }))
  serve(app, modelRoutes.add, ['admin'], ({ body, account }) => models.add(body, by(account)))
  serve(app, modelRoutes.change, ['admin'], ({ params, body, account }) => models.change(params.id, body, by(account)))
  serve(app, modelRoutes.withdraw, ['admin'], ({ params, body, account }) =>
    models.withdraw(params.id, body.version, by(account)),
  )
  serve(app, modelRoutes.offer, ['admin'], ({ params, body, account }) =>
    models.offer(params.id, body.version, by(account)),
  )
}
