import type { FastifyPluginAsync } from 'fastify'
import { ROLES } from '#contract/accounts'
import { registryRoutes, sessionRoutes } from '#contract/routes'
import { COOKIE, isEncrypted, sameOrigin, schemaOf, serve } from '../../http.ts'
import { type AccountService, SESSION_MS } from './service.ts'

/** Tries of one user from one address in a minute; people mistype, programs guess. */
const SIGN_IN_MAX = 10

interface Credentials {
  readonly user: string
  readonly password: string
}

export interface AccountRouteOptions {
  readonly accounts: AccountService
}

export const routesOfAccounts: FastifyPluginAsync<AccountRouteOptions> = async (app, { accounts }) => {
  app.route<{ Body: Credentials }>({
    method: 'POST',
    url: sessionRoutes.open.url,
    schema: schemaOf(sessionRoutes.open),
    preValidation: [sameOrigin],
    config: {
      rateLimit: {
        max: SIGN_IN_MAX,
        timeWindow: '1 minute',
        hook: 'preHandler',
        keyGenerator: (request: { ip: string; body: unknown }) => `${request.ip} ${(request.body as Credentials).user}`,
      },
    },
    async handler({ body }, reply) {
      const { token, account } = await accounts.signIn(body.user, body.password)
      const maxAge = SESSION_MS / 1000
      const secure = isEncrypted(reply.request)
      reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge })
      return { account }
    },
  })

  serve(app, sessionRoutes.show, ROLES, async ({ account }) => ({ account }))

  serve(app, sessionRoutes.close, ROLES, async (_input, reply) => {
    const token = reply.request.cookies[COOKIE]
    if (token) await accounts.signOut(token)
    reply.clearCookie(COOKIE, { path: '/', secure: isEncrypted(reply.request) })
    return null
  })

  serve(app, registryRoutes.addAccount, ['admin'], ({ body, account }) =>
    accounts.add(body, { kind: 'account', id: account.id }),
  )
}
