import type { FastifyPluginAsync } from 'fastify'
import { holdRoutes } from '#contract/routes'
import type { Database } from '../../db/database.ts'
import { serve } from '../../http.ts'
import type { Scope } from '../areas/scope.ts'
import { assertSeen } from '../areas/scope-service.ts'
import type { ResidentService } from '../residents/service.ts'
import type { HoldService } from './service.ts'

/** Who keeps holds, and who sees them, each in their own areas. */
const KEEPS = ['admin', 'manager'] as const
const SEES = [...KEEPS, 'supervisor', 'auditor'] as const

export interface HoldRouteOptions {
  readonly db: Database
  readonly holds: HoldService
  readonly residents: ResidentService
}

export const routesOfHolds: FastifyPluginAsync<HoldRouteOptions> = async (app, { db, holds, residents }) => {
  /** What belongs to a home that may not be seen is not there. */
  async function own(of: Pick<HoldService, 'homeOf'>, scope: Scope, id: string): Promise<string> {
    if (scope.paths !== null) await assertSeen(db.read, scope, await of.homeOf(id))
    return id
  }

  serve(app, holdRoutes.ofResident, SEES, async ({ params, scope }) => ({
    items: await holds.ofResident(await own(residents, scope, params.id)),
    next: null,
  }))
  serve(app, holdRoutes.add, KEEPS, async ({ params, body, account, scope }) =>
    holds.add(await own(residents, scope, params.id), body, account.id),
  )
  serve(app, holdRoutes.due, SEES, async ({ query, scope }) => ({
    items: await holds.due(query.on, scope),
    next: null,
  }))
  serve(app, holdRoutes.change, KEEPS, async ({ params, body, account, scope }) =>
    holds.change({ id: await own(holds, scope, params.id), version: body.version, by: account.id }, body.fields),
  )
  serve(app, holdRoutes.end, KEEPS, async ({ params, body, account, scope }) =>
    holds.end({ id: await own(holds, scope, params.id), version: body.version, by: account.id }),
  )
}
