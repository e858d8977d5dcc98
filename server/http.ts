import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Account, Role } from '#contract/accounts'
import { PROBLEMS, Problem, type ProblemCode } from '#contract/problems'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '#contract/route'
import type { TokenScope } from '#contract/service-tokens'
import { isServed, takeBearer } from './bearer.ts'
import { compilersFactory } from './compilers.ts'
import { passes } from './db/fault.ts'
import { Refused } from './problem.ts'
import { EVERYWHERE, type Scope } from './registry/areas/scope.ts'
import type { Certificate } from './tls/certificate.ts'
import { wellFormed } from './well-formed.ts'

/** The cookie that carries a session's token. */
export const COOKIE = 'anling'

/** What the account of a request may see. */
export type ScopeOfRequest = Scope
type ScopeOf = (account: Account) => Promise<Scope>

declare module 'fastify' {
  interface FastifyInstance {
    readonly scopeOf: ScopeOf
  }
}

const accounts = new WeakMap<FastifyRequest, Account>()
/** What stands in the way of a session that was brought along. */
const refusals = new WeakMap<FastifyRequest, ProblemCode>()

/** The signed-in account of a request that passed `requireRoles`. */
export function accountOf(request: FastifyRequest): Account {
  const account = accounts.get(request)
  if (!account) throw new Refused('not_signed_in')
  return account
}

export interface HttpOptions {
  readonly logger: FastifyBaseLogger
  readonly version: string
  /** What the console shows to browsers and devices; null: in the clear, for the loopback. */
  readonly certificate: Certificate | null
  /** The addresses of proxies whose X-Forwarded headers are believed; nobody else's are. */
  readonly trustProxy: readonly string[]
  /** Who is signed in by a session that is still open, or why nobody is. */
  readonly sessionOfToken: (token: string) => Promise<{ account: Account; mustEnrol: boolean } | ProblemCode>
  /** What a program's token opens, or null. */
  readonly scopesOfToken: (token: string) => Promise<readonly TokenScope[] | null>
  /** What an account may see, read anew for each request. */
  readonly scopeOf: ScopeOf
  /** A signed-in person was heard. */
  readonly onHeard: (accountId: string) => void
}

/** A request must have arrived after this, so that nobody holds a connection by dripping bytes. Milliseconds. */
const REQUEST_MS = 30_000
/** A stranger has this long for the TLS handshake. Milliseconds. */
const HANDSHAKE_MS = 10_000
/** How long a browser refuses to speak in the clear to this host once it has seen TLS: a year. */
const STRICT_TRANSPORT = 'max-age=31536000'

/** Fastify with everything that holds for every route: headers, sessions, problems, the API's description. */
export async function httpServer(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    // A line per request would carry addresses of calls and cost more than the request; failures are logged.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_MS,
    ...(options.trustProxy.length > 0 && { trustProxy: [...options.trustProxy] }),
    ...(options.certificate && { serverFactory: tlsServers(options.certificate) }),
    ajv: { customOptions: { removeAdditional: false } },
    schemaController: { compilersFactory },
  })
  acceptJson(app)
  app.setErrorHandler((fault: FastifyError, request, reply) => answerFault(fault, request, reply))
  app.setNotFoundHandler((request, reply) => answer(reply, request, 'not_found'))
  app.decorate('scopeOf', options.scopeOf)
  await app.register(cookie)
  await app.register(helmet, {
    // Ant Design writes style elements at run time; scripts stay limited to our own files.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // Said below, request by request: behind a proxy only the request knows whether the browser came by TLS.
    strictTransportSecurity: false,
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (isEncrypted(request)) reply.header('strict-transport-security', STRICT_TRANSPORT)
    done()
  })
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new Refused('too_many_attempts') })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Anling', version: options.version, description: 'HTTP interface of the one-key call service' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: COOKIE },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
  })
  app.addHook('onRequest', async (request) => {
    if (await takeBearer(request, options.scopesOfToken)) return
    const token = request.cookies[COOKIE]
    if (!token) return
    const found = await options.sessionOfToken(token)
    if (typeof found === 'string' || found.mustEnrol) {
      refusals.set(request, typeof found === 'string' ? found : 'enrolment_due')
    }
    if (typeof found === 'string') return
    accounts.set(request, found.account)
    options.onHeard(found.account.id)
  })
  return app
}

/** Fastify makes a listener for each address of its host; every one must show a renewed certificate. */
function tlsServers(certificate: Certificate) {
  return (handler: RequestListener) => {
    const options = { ...certificate.context, handshakeTimeout: HANDSHAKE_MS, requestTimeout: REQUEST_MS }
    const server = createServer(options, handler)
    certificate.follow(server)
    return server
  }
}

/**
 * Whether nobody between the browser and us could read this: the connection is TLS, or a named proxy says that its own
 * was. Fastify believes X-Forwarded-Proto only from the addresses of `trustProxy`.
 */
export function isEncrypted(request: FastifyRequest): boolean {
  return 'encrypted' in request.raw.socket || request.protocol.toLowerCase() === 'https'
}

/**
 * A command without a body is still a command, whatever content type a client puts beside nothing. Text that JSON can
 * spell and no store can keep is mended here, once for all routes.
 */
function acceptJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'ignore')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else void parse(request, body as string, (fault, value) => done(fault, wellFormed(value)))
  })
}

type Handler<R extends Route> = (
  request: {
    readonly params: ParamsOf<R>
    readonly query: QueryOf<R>
    readonly body: BodyOf<R>
    /** Null: a program, whose token opens this route. */
    readonly account: R extends { readonly tokenScope: string } ? Account | null : Account
    /** What the account may see; everything else is not there for it. */
    readonly scope: Scope
  },
  reply: FastifyReply,
) => Promise<ReplyOf<R>>

/** Serves a route of the contract to the roles named; the schemas check what comes in and shape what goes out. */
export function serve<const R extends Route>(
  app: FastifyInstance,
  route: R,
  roles: readonly Role[],
  handler: Handler<R>,
): void {
  app.route({
    method: route.method,
    url: route.url,
    schema: schemaOf(route),
    preValidation: [sameOrigin, requireRoles(roles, route)],
    async handler(request, reply) {
      const { params, query, body } = request
      reply.code(route.status)
      const account = accounts.get(request) ?? null
      const scope = account ? await app.scopeOf(account) : EVERYWHERE
      const input = { params, query, body, account, scope } as Parameters<Handler<R>>[0]
      return handler(input, reply)
    },
  })
}

/** The schema of a route as Fastify takes it. */
export function schemaOf(route: Route) {
  return {
    summary: route.summary,
    ...(route.params && { params: route.params }),
    ...(route.query && { querystring: route.query }),
    ...(route.body && { body: route.body }),
    ...(route.tokenScope && { security: [{ session: [] }, { token: [route.tokenScope] }] }),
    response: { [route.status]: route.reply, '4xx': Problem, '5xx': Problem },
  }
}

/** Refuses who is not signed in (401) and whose role or token may not do this (403). */
export function requireRoles(roles: readonly Role[], route: Pick<Route, 'tokenScope' | 'whileEnrolling'> = {}) {
  return async (request: FastifyRequest): Promise<void> => {
    if (isServed(request, route.tokenScope)) return
    const account = accounts.get(request)
    const refusal = refusals.get(request) ?? 'not_signed_in'
    if (!account) throw new Refused(refusal)
    if (refusal === 'enrolment_due' && !route.whileEnrolling) throw new Refused(refusal)
    if (!roles.includes(account.role)) throw new Refused('not_allowed')
  }
}

/**
 * Refuses what a page of another origin sends with our cookie. Browsers always name the origin of such requests and
 * of websocket upgrades; other programs name none and hold no cookie of ours by accident (ASVS 5.0 §4.4.2).
 */
export async function sameOrigin(request: FastifyRequest): Promise<void> {
  const origin = request.headers.origin
  if (origin === undefined || request.method === 'HEAD') return
  const page = URL.canParse(origin) ? new URL(origin) : null
  // A page in the clear is anybody's who sits on the line: it may not act where we are reached by TLS.
  const downgraded = isEncrypted(request) && page?.protocol !== 'https:'
  if (downgraded || page?.host !== request.headers.host) throw new Refused('foreign_origin')
}

function answerFault(fault: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (fault instanceof Refused) return answer(reply, request, fault.code, fault.detail)
  if (fault.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return answer(reply, request, 'body_too_large')
  if (fault.validation || (fault.statusCode ?? 500) < 500) {
    return answer(reply, request, 'bad_request', { reason: fault.message })
  }
  if (passes(fault)) return answer(reply, request, 'storage_unavailable')
  request.log.error({ err: fault, requestId: request.id }, 'a request failed')
  return answer(reply, request, 'internal_error')
}

function answer(
  reply: FastifyReply,
  request: FastifyRequest,
  code: ProblemCode,
  detail?: Record<string, unknown>,
): FastifyReply {
  const { status, title } = PROBLEMS[code]
  return reply.code(status).send({ code, title, ...(detail && { detail }), requestId: request.id })
}
