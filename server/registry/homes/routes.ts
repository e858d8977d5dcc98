import type { FastifyPluginAsync } from 'fastify'
import { registryRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { ReadingService } from '../privacy/reading-service.ts'
import type { HomeService } from './service.ts'

export interface HomeRouteOptions {
  readonly homes: HomeService
  readonly readings: ReadingService
}

export const routesOfHomes: FastifyPluginAsync<HomeRouteOptions> = async (app, { homes, readings }) => {
  serve(app, registryRoutes.addHome, ['admin'], ({ body, account }) =>
    homes.add(body, { kind: 'account', id: account.id }),
  )
  serve(app, registryRoutes.showHome, ['admin'], ({ params, account }) => homes.show(params.id, account.id))
  serve(app, registryRoutes.showContact, ['supervisor', 'admin'], async ({ params, account }) => ({
    phone: await homes.showContact(params.id, params.contactId, account.id),
  }))
  serve(app, registryRoutes.readings, ['supervisor', 'admin'], async ({ params, query }) => ({
    items: await readings.ofHome(params.id, query.on),
    next: null,
  }))
}
