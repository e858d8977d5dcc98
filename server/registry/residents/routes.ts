import type { FastifyPluginAsync } from 'fastify'
import { residentRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { ResidentService } from './service.ts'

export interface ResidentRouteOptions {
  readonly residents: ResidentService
}

export const routesOfResidents: FastifyPluginAsync<ResidentRouteOptions> = async (app, { residents }) => {
  serve(app, residentRoutes.add, ['admin'], ({ params, body, account }) => residents.add(params.id, body, account.id))
  serve(app, residentRoutes.show, ['admin'], ({ params, account }) => residents.show(params.id, account.id))
  serve(app, residentRoutes.change, ['admin'], ({ params, body, account }) =>
    residents.change({ id: params.id, version: body.version, by: account.id }, body.fields),
  )
  serve(app, residentRoutes.reveal, ['admin'], async ({ params, body, account }) => ({
    values: await residents.reveal(params.id, body.field, account.id),
  }))
  serve(app, residentRoutes.history, ['admin'], async ({ params }) => ({
    items: await residents.history(params.id),
    next: null,
  }))
  serve(app, residentRoutes.leave, ['admin'], ({ params, body, account }) =>
    residents.leave({ id: params.id, version: body.version, by: account.id }, body.why),
  )
}
