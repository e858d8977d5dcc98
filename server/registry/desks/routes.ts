import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '#contract/events'
import { deskRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { DeskService } from './service.ts'

/** Desks are the city's affair: who rings where is not an area's own to decide. */
export const routesOfDesks: FastifyPluginAsync<{ desks: DeskService }> = async (app, { desks }) => {
  const by = ({ id }: { readonly id: string }): Actor => ({ kind: 'account', id })

  serve(app, deskRoutes.list, ['admin', 'manager', 'supervisor', 'auditor'], async () => ({
    items: await desks.list(),
    next: null,
  }))
  serve(app, deskRoutes.add, ['admin'], ({ body, account }) => desks.add(body, by(account)))
  serve(app, deskRoutes.change, ['admin'], ({ params, body, account }) => desks.change(params.id, body, by(account)))
}
