import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '#contract/events'
import { areaRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { AreaService } from './service.ts'

export interface AreaRouteOptions {
  readonly areas: AreaService
}

const KEEPS = ['admin', 'manager'] as const

export const routesOfAreas: FastifyPluginAsync<AreaRouteOptions> = async (app, { areas }) => {
  const by = ({ id }: { readonly id: string }): Actor => ({ kind: 'account', id })

  serve(app, areaRoutes.list, ['admin', 'manager', 'supervisor', 'auditor'], async ({ scope }) => ({
    items: await areas.list(scope),
    next: null,
  }))
  serve(app, areaRoutes.contents, ['admin', 'manager', 'supervisor', 'auditor'], ({ params, scope }) =>
    areas.contents(params.id, scope),
  )
  serve(app, areaRoutes.add, KEEPS, ({ body, scope, account }) => areas.add(body, scope, by(account)))
  serve(app, areaRoutes.rename, KEEPS, ({ params, body, scope, account }) =>
    areas.rename(params.id, body, scope, by(account)),
  )
  serve(app, areaRoutes.move, KEEPS, ({ params, body, scope, account }) =>
    areas.move(params.id, body, scope, by(account)),
  )
  serve(app, areaRoutes.merge, KEEPS, ({ params, body, scope, account }) =>
    areas.merge(params.id, body, scope, by(account)),
  )
}
