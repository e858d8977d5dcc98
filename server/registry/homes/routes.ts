import type { FastifyPluginAsync } from 'fastify'
import { registryRoutes } from '#contract/routes'
import type { Database } from '../../db/database.ts'
import { serve } from '../../http.ts'
import { assertSeen } from '../areas/scope-service.ts'
import type { ReadingService } from '../privacy/reading-service.ts'
import type { HomeService } from './service.ts'

/** Who keeps homes, each in their own areas. */
const KEEPS = ['admin', 'manager'] as const

export interface HomeRouteOptions {
  readonly db: Database
  readonly homes: HomeService
  readonly readings: ReadingService
}

export const routesOfHomes: FastifyPluginAsync<HomeRouteOptions> = async (app, { db, homes, readings }) => {
  serve(app, registryRoutes.addHome, KEEPS, ({ body, account, scope }) =>
    homes.add(body, scope, { kind: 'account', id: account.id }),
  )
  serve(app, registryRoutes.showHome, [...KEEPS, 'auditor'], async ({ params, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return homes.show(params.id, account.id)
  })
  serve(app, registryRoutes.showContact, [...KEEPS, 'supervisor'], async ({ params, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return { phone: await homes.showContact(params.id, params.contactId, account.id) }
  })
  serve(app, registryRoutes.readings, [...KEEPS, 'supervisor', 'auditor'], async ({ params, query, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return { items: await readings.ofHome(params.id, query.on), next: null }
  })
}
