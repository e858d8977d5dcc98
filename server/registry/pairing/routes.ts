import type { FastifyPluginAsync } from 'fastify'
import type { Route } from '#contract/route'
import { pairingRoutes } from '#contract/routes'
import type { Database } from '../../db/database.ts'
import { sameOrigin, schemaOf, serve } from '../../http.ts'
import { assertSeen } from '../areas/scope-service.ts'
import type { PairingService } from './service.ts'

/** Tries of one address in a minute, whatever the code: fifty bits are out of reach at this pace. */
const MOST_A_MINUTE = 60

export interface PairingRouteOptions {
  readonly db: Database
  readonly pairings: PairingService
}

/** The code is the key: whoever holds it needs no account, and sees an address and nothing about people. */
export const routesOfPairing: FastifyPluginAsync<PairingRouteOptions> = async (app, { db, pairings }) => {
  serve(app, pairingRoutes.issue, ['admin', 'manager'], async ({ params, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return pairings.issue(params.id, account.id)
  })

  const open = ({ method, url, ...route }: Route) => ({
    method,
    url,
    schema: schemaOf({ method, url, ...route }),
    preValidation: [sameOrigin],
    config: { rateLimit: { max: MOST_A_MINUTE, timeWindow: '1 minute' } },
  })
  app.route<{ Body: { code: string } }>({
    ...open(pairingRoutes.look),
    handler: ({ body }) => pairings.look(body.code),
  })
  app.route<{ Body: { code: string; deviceId: string } }>({
    ...open(pairingRoutes.pair),
    handler: ({ body }) => pairings.pair(body.code, body.deviceId),
  })
}
