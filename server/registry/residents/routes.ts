import type { FastifyPluginAsync } from 'fastify'
import { residentRoutes } from '#contract/routes'
import type { Database } from '../../db/database.ts'
import { serve } from '../../http.ts'
import type { Scope } from '../areas/scope.ts'
import { assertSeen } from '../areas/scope-service.ts'
import type { SearchService } from './search-service.ts'
import type { ResidentService } from './service.ts'

/** Who keeps residents, each in their own areas. */
const KEEPS = ['admin', 'manager'] as const

export interface ResidentRouteOptions {
  readonly db: Database
  readonly residents: ResidentService
  readonly search: SearchService
}

export const routesOfResidents: FastifyPluginAsync<ResidentRouteOptions> = async (app, { db, residents, search }) => {
  /** Who lives in a home that may not be seen is not there. */
  async function own(scope: Scope, id: string): Promise<string> {
    if (scope.paths !== null) await assertSeen(db.read, scope, await residents.homeOf(id))
    return id
  }

  serve(app, residentRoutes.search, [...KEEPS, 'supervisor', 'auditor'], async ({ query, scope }) => ({
    items: await search.find(query.q, scope),
    next: null,
  }))
  serve(app, residentRoutes.add, KEEPS, async ({ params, body, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return residents.add(params.id, body, account.id)
  })
  serve(app, residentRoutes.show, [...KEEPS, 'auditor'], async ({ params, account, scope }) =>
    residents.show(await own(scope, params.id), account.id),
  )
  serve(app, residentRoutes.change, KEEPS, async ({ params, body, account, scope }) =>
    residents.change({ id: await own(scope, params.id), version: body.version, by: account.id }, body.fields),
  )
  serve(app, residentRoutes.reveal, KEEPS, async ({ params, body, account, scope }) => ({
    values: await residents.reveal(await own(scope, params.id), body.field, account.id),
  }))
  serve(app, residentRoutes.history, [...KEEPS, 'auditor'], async ({ params, scope }) => ({
    items: await residents.history(await own(scope, params.id)),
    next: null,
  }))
  serve(app, residentRoutes.leave, KEEPS, async ({ params, body, account, scope }) =>
    residents.leave({ id: await own(scope, params.id), version: body.version, by: account.id }, body.why),
  )
}
