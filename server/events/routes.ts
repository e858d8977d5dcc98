import type { FastifyPluginAsync } from 'fastify'
import { eventRoutes } from '#contract/routes'
import { type Clock, toIso } from '../clock.ts'
import { serve } from '../http.ts'
import type { EventLog } from './log.ts'

export const routesOfEvents: FastifyPluginAsync<{ log: EventLog; clock: Clock }> = async (app, { log, clock }) => {
  serve(app, eventRoutes.list, ['operator', 'supervisor', 'admin'], async ({ query }) => {
    const limit = query.limit ?? 200
    const items = await log.after(query.after ?? 0, limit)
    const next = items.length === limit ? (items.at(-1)?.seq ?? null) : null
    return { items, next, upTo: await log.upTo(), now: toIso(clock.now()) }
  })
}
