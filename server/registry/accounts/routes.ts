import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { ROLES, type SignIn } from '#contract/accounts'
import { accountRoutes, registryRoutes, sessionRoutes } from '#contract/routes'
import { COOKIE, isEncrypted, sameOrigin, schemaOf, serve } from '../../http.ts'
import { agentOf } from './agent.ts'
import type { AssignmentService } from './assignment-service.ts'
import type { FactorService } from './factor-service.ts'
import type { LockService } from './lock-service.ts'
import type { AccountService } from './service.ts'
import { SESSION_MS } from './session.ts'
import type { SessionService } from './session-service.ts'

/** Tries of one user from one address in a minute; people mistype, programs guess. */
const SIGN_IN_MAX = 10

export interface AccountRouteOptions {
  readonly accounts: AccountService
  readonly sessions: SessionService
  readonly factors: FactorService
  readonly assign: AssignmentService
  readonly locks: LockService
}

export const routesOfAccounts: FastifyPluginAsync<AccountRouteOptions> = async (app, options) => {
  const { accounts, sessions, factors } = options
  const tokenOf = (request: FastifyRequest): string => request.cookies[COOKIE] ?? ''
  app.route<{ Body: SignIn }>({
    method: 'POST',
    url: sessionRoutes.open.url,
    schema: schemaOf(sessionRoutes.open),
    preValidation: [sameOrigin],
    config: {
      rateLimit: {
        max: SIGN_IN_MAX,
        timeWindow: '1 minute',
        hook: 'preHandler',
        keyGenerator: (request: { ip: string; body: unknown }) => `${request.ip} ${(request.body as SignIn).user}`,
      },
    },
    async handler({ body, ip, headers }, reply) {
      const from = { address: ip, agent: agentOf(headers['user-agent'] ?? '') }
      const { token, account } = await accounts.signIn(body, from)
      const maxAge = SESSION_MS / 1000
      const secure = isEncrypted(reply.request)
      reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge })
      return { account, enrolmentDue: await factors.mustEnrol(account) }
    },
  })

  serve(app, sessionRoutes.show, ROLES, async ({ account }) => ({
    account,
    enrolmentDue: await factors.mustEnrol(account),
  }))

  serve(app, sessionRoutes.close, ROLES, async (_input, reply) => {
    await accounts.signOut(tokenOf(reply.request))
    reply.clearCookie(COOKIE, { path: '/', secure: isEncrypted(reply.request) })
    return null
  })

  serve(app, registryRoutes.addAccount, ['admin'], ({ body, account }) =>
    accounts.add(body, { kind: 'account', id: account.id }),
  )

  serve(app, sessionRoutes.list, ROLES, async ({ account }, { request }) => ({
    items: await sessions.list(account, tokenOf(request)),
    next: null,
  }))
  serve(app, sessionRoutes.revoke, ROLES, async ({ account, params }) => {
    await sessions.revoke(account, params.id)
    return null
  })
  serve(app, sessionRoutes.revokeOthers, ROLES, async ({ account }, { request }) => {
    await sessions.revokeOthers(account, tokenOf(request))
    return null
  })
  serve(app, sessionRoutes.changePassword, ROLES, async ({ account, body }, { request }) => {
    await sessions.changePassword(account, body, tokenOf(request))
    return null
  })
  serve(app, sessionRoutes.offerFactor, ROLES, ({ account }) => factors.offer(account))
  serve(app, sessionRoutes.confirmFactor, ROLES, ({ account, body }) => factors.confirm(account, body.code))
  serve(app, sessionRoutes.removeFactor, ROLES, async ({ account, body }) => {
    await sessions.checkPassword(account, body.password)
    await factors.remove(account, body.code)
    return null
  })
  await routesOfOthers(app, options)
}

/** What an administrator does about somebody else's account. */
const routesOfOthers = async (app: FastifyInstance, options: AccountRouteOptions) => {
  const { accounts, sessions, factors, assign, locks } = options
  serve(app, accountRoutes.assign, ['admin'], ({ params, body, account }) =>
    assign(params.id, body, { kind: 'account', id: account.id }),
  )
  serve(app, accountRoutes.list, ['admin'], async () => ({ items: await accounts.list(), next: null }))
  serve(app, accountRoutes.signOut, ['admin'], async ({ account, params }) => {
    await sessions.signOutEverywhere(params.id, { kind: 'account', id: account.id })
    return null
  })
  serve(app, accountRoutes.lock, ['admin'], async ({ account, params, body }) => {
    await locks.lock(params.id, body.reason, account.id)
    return null
  })
  serve(app, accountRoutes.unlock, ['admin'], async ({ account, params }) => {
    await locks.unlock(params.id, account.id)
    return null
  })
  serve(app, accountRoutes.resetFactor, ['admin'], async ({ account, params }) => {
    const actor = { kind: 'account', id: account.id } as const
    // In this order: should the second not be reached, nobody is in who should not be.
    await sessions.signOutEverywhere(params.id, actor)
    await factors.reset(params.id, actor)
    return null
  })
}
