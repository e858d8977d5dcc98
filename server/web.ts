import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { healthRoutes } from '#contract/routes'
import { type CallRouteOptions, routesOfCalls } from './desk/calls/routes.ts'
import { type EventRouteOptions, routesOfEvents } from './events/routes.ts'
import { httpServer, schemaOf } from './http.ts'
import { type PushOptions, push } from './intake/push.ts'
import { type BrokerRouteOptions, routesOfBroker } from './intake/routes.ts'
import { type LiveOptions, liveSocket } from './live/socket.ts'
import { type MetricsRouteOptions, routesOfMetrics } from './metrics/routes.ts'
import { type AccountRouteOptions, routesOfAccounts } from './registry/accounts/routes.ts'
import { type AreaRouteOptions, routesOfAreas } from './registry/areas/routes.ts'
import { type ConsentRouteOptions, routesOfConsents } from './registry/consents/routes.ts'
import { routesOfDesks } from './registry/desks/routes.ts'
import type { DeskService } from './registry/desks/service.ts'
import { type DeviceRouteOptions, routesOfDevices } from './registry/devices/routes.ts'
import { type FeeRouteOptions, routesOfFees } from './registry/fees/routes.ts'
import { type HoldRouteOptions, routesOfHolds } from './registry/holds/routes.ts'
import { type HomeRouteOptions, routesOfHomes } from './registry/homes/routes.ts'
import { type ImportRouteOptions, routesOfImports } from './registry/imports/routes.ts'
import { type InvitationRouteOptions, routesOfInvitations } from './registry/invitations/routes.ts'
import { type ModelRouteOptions, routesOfModels } from './registry/models/routes.ts'
import { type PairingRouteOptions, routesOfPairing } from './registry/pairing/routes.ts'
import { type PhotoRouteOptions, routesOfPhotos } from './registry/photos/routes.ts'
import { type PrivacyRouteOptions, routesOfPrivacy } from './registry/privacy/routes.ts'
import { type ResidentRouteOptions, routesOfResidents } from './registry/residents/routes.ts'
import { routesOfServiceTokens, type ServiceTokenRouteOptions } from './registry/service-tokens/routes.ts'
import { packageRoot } from './root.ts'

type RegistryOptions = AccountRouteOptions &
  InvitationRouteOptions &
  ServiceTokenRouteOptions &
  AreaRouteOptions &
  ConsentRouteOptions &
  DeviceRouteOptions &
  FeeRouteOptions &
  HoldRouteOptions &
  HomeRouteOptions &
  ModelRouteOptions &
  PhotoRouteOptions &
  ImportRouteOptions &
  ResidentRouteOptions &
  PrivacyRouteOptions &
  PairingRouteOptions & { readonly desks: DeskService }

export interface WebOptions {
  readonly http: Parameters<typeof httpServer>[0]
  readonly calls: CallRouteOptions
  readonly events: EventRouteOptions
  readonly push: PushOptions
  readonly brokerAuth: BrokerRouteOptions
  readonly live: LiveOptions
  readonly registry: RegistryOptions
  readonly acceptingSignals: () => boolean
  readonly metrics: MetricsRouteOptions['metrics']
}

/** Every route of the house on one Fastify, not yet listening. */
export async function web(options: WebOptions): Promise<FastifyInstance> {
  const { calls, registry } = options
  const { version } = options.http
  const app = await httpServer(options.http)
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode: status, elapsedTime }) => {
    options.metrics.answered({ method, route: routeOptions.url ?? '', status, seconds: elapsedTime / 1000 })
  })
  await app.register(routesOfAccounts, registry)
  await app.register(routesOfAreas, registry)
  await app.register(routesOfDesks, registry)
  await app.register(routesOfCalls, calls)
  await app.register(routesOfEvents, options.events)
  await app.register(routesOfHomes, registry)
  await app.register(routesOfResidents, registry)
  await app.register(routesOfPrivacy, registry)
  await app.register(routesOfConsents, registry)
  await app.register(routesOfPhotos, registry)
  await app.register(routesOfHolds, registry)
  await app.register(routesOfDevices, registry)
  await app.register(routesOfModels, registry)
  await app.register(routesOfFees, registry)
  await app.register(routesOfPairing, registry)
  await app.register(routesOfServiceTokens, registry)
  await app.register(routesOfInvitations, registry)
  await app.register(routesOfImports, registry)
  await app.register(routesOfMetrics, options)
  await app.register(push, options.push)
  await app.register(routesOfBroker, options.brokerAuth)
  await app.register(liveSocket, options.live)
  const { health } = healthRoutes
  const described = schemaOf(health)
  const schema = { ...described, response: { ...described.response, 503: health.reply } }
  app.get(health.url, { schema }, async (_request, reply) => {
    const acceptingSignals = options.acceptingSignals()
    // Whoever watches from outside looks at the status; a balancer then sends devices elsewhere.
    return reply.code(acceptingSignals ? 200 : 503).send({ ok: acceptingSignals, acceptingSignals, version })
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await servePages(app)
  return app
}

/**
 * The built pages: those for phones below `/m/`, the console everywhere else. Their parts have addresses of their own,
 * so unknown ones answer with the same file.
 */
async function servePages(app: FastifyInstance): Promise<void> {
  const [desk, phone] = ['web', 'mobile'].map((name) => join(packageRoot, 'dist', name)) as [string, string]
  if (![desk, phone].every((root) => existsSync(join(root, 'index.html')))) return
  const shared = { wildcard: false, index: ['index.html'], cacheControl: false }
  await app.register(fastifyStatic, { root: desk, ...shared })
  await app.register(fastifyStatic, { root: phone, prefix: '/m/', decorateReply: false, ...shared })
  app.get('/m/*', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html', phone))
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    return reply.sendFile('index.html')
  })
}
