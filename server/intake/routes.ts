import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { BrokerSignIn, BrokerVerdict } from '#contract/broker'
import { intakeRoutes } from '#contract/routes'
import { laneFilter } from '#contract/topics'
import { schemaOf } from '../http.ts'
import { Refused } from '../problem.ts'
import type { KnownDevice } from './reception.ts'

export interface BrokerRouteOptions {
  /** What the broker shows; null: no broker asks, and there is nothing at this address. */
  readonly token: string | null
  readonly authenticate: (id: string, secret: string) => Promise<KnownDevice | null>
}

const DENIED: BrokerVerdict = { result: 'deny', is_superuser: false, acl: [] }

/**
 * Answers an outside broker that keeps no accounts of its own (EMQX). Behind no limit of attempts: after a power cut a
 * whole district signs in at once, and all of it comes from the broker's one address.
 */
export const routesOfBroker: FastifyPluginAsync<BrokerRouteOptions> = async (app, { token, authenticate }) => {
  app.route<{ Body: BrokerSignIn }>({
    method: intakeRoutes.brokerAuth.method,
    url: intakeRoutes.brokerAuth.url,
    schema: schemaOf(intakeRoutes.brokerAuth),
    // Before the body is read: who may not ask is told nothing about it.
    onRequest: async (request) => {
      if (token === null) throw new Refused('not_found')
      if (!isSame(shownBy(request), token)) throw new Refused('wrong_broker_token')
    },
    async handler({ body: { username, password, clientid } }) {
      // A client id that belongs to another device would throw that one off the line.
      const device = clientid === username ? await authenticate(username, password) : null
      return device ? allowed(device.id) : DENIED
    },
  })
}

function allowed(id: string): BrokerVerdict {
  return {
    result: 'allow',
    is_superuser: false,
    acl: [
      { permission: 'allow', action: 'publish', topic: laneFilter(id, 'up') },
      { permission: 'allow', action: 'subscribe', topic: laneFilter(id, 'down') },
      { permission: 'deny', action: 'all', topic: '#' },
    ],
  }
}

function shownBy({ headers }: FastifyRequest): string {
  return headers.authorization?.match(/^Bearer (\S+)$/i)?.[1] ?? ''
}

/** Hashed first, so that neither length nor content of what was shown changes how long this takes. */
function isSame(shown: string, token: string): boolean {
  return timingSafeEqual(hash('sha256', shown, 'buffer'), hash('sha256', token, 'buffer'))
}
