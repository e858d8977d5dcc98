import type { FastifyPluginAsync } from 'fastify'
import { consentRoutes } from '#contract/routes'
import type { Database } from '../../db/database.ts'
import { serve } from '../../http.ts'
import type { Scope } from '../areas/scope.ts'
import { assertSeen } from '../areas/scope-service.ts'
import type { ResidentService } from '../residents/service.ts'
import type { ConsentService } from './service.ts'

const KEEPS = ['admin', 'manager'] as const

export interface ConsentRouteOptions {
  readonly db: Database
  readonly consents: ConsentService
  readonly residents: ResidentService
}

export const routesOfConsents: FastifyPluginAsync<ConsentRouteOptions> = async (app, { db, consents, residents }) => {
  /** Who lives in a home that may not be seen is not there. */
  async function own(scope: Scope, id: string): Promise<string> {
    if (scope.paths !== null) await assertSeen(db.read, scope, await residents.homeOf(id))
    return id
  }

  serve(app, consentRoutes.list, [...KEEPS, 'auditor'], async ({ params, scope }) => ({
    items: await consents.list(await own(scope, params.id)),
    next: null,
  }))
  serve(app, consentRoutes.add, KEEPS, async ({ params, body, account, scope }) =>
    consents.add(await own(scope, params.id), body, account.id),
  )
  serve(app, consentRoutes.withdraw, KEEPS, async ({ params, body, account, scope }) =>
    consents.withdraw(await own(scope, params.id), params.consentId, body.on, account.id),
  )
}
