import type { FastifyPluginAsync } from 'fastify'
import type { Acceptance } from '#contract/invitations'
import type { Route } from '#contract/route'
import { invitationRoutes } from '#contract/routes'
import { sameOrigin, schemaOf, serve } from '../../http.ts'
import type { InvitationService } from './service.ts'

/** Tries of one address in a minute; the token has 256 bits, so this only spares the house the work. */
const MOST_A_MINUTE = 60

export interface InvitationRouteOptions {
  readonly invitations: InvitationService
}

/** The token is the key: whoever is invited has no account yet. It travels in bodies, which no log of addresses keeps. */
export const routesOfInvitations: FastifyPluginAsync<InvitationRouteOptions> = async (app, { invitations }) => {
  serve(app, invitationRoutes.list, ['admin'], async () => ({ items: await invitations.list(), next: null }))
  serve(app, invitationRoutes.add, ['admin'], ({ body, account }) => invitations.invite(body, account.id))
  serve(app, invitationRoutes.revoke, ['admin'], ({ params, account }) =>
    invitations.revoke(params.id, { kind: 'account', id: account.id }),
  )

  const open = (route: Route) => ({
    method: route.method,
    url: route.url,
    schema: schemaOf(route),
    preValidation: [sameOrigin],
    config: { rateLimit: { max: MOST_A_MINUTE, timeWindow: '1 minute' } },
  })
  app.route<{ Body: { token: string } }>({
    ...open(invitationRoutes.look),
    handler: ({ body }) => invitations.look(body.token),
  })
  app.route<{ Body: Acceptance }>({
    ...open(invitationRoutes.accept),
    handler: ({ body }, reply) => {
      reply.code(invitationRoutes.accept.status)
      return invitations.accept(body)
    },
  })
}
