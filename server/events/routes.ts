import type { FastifyPluginAsync } from 'fastify'
import type { Account } from '#contract/accounts'
import type { Event } from '#contract/events'
import { auditRoutes, eventRoutes } from '#contract/routes'
import { type Clock, toIso } from '../clock.ts'
import { type ScopeOfRequest, serve } from '../http.ts'
import type { AuditService } from './audit-service.ts'
import type { EventLog } from './log.ts'

/** Which of these events somebody may read; null: a program. */
export type Visible = (
  events: readonly Event[],
  account: Account | null,
  scope: ScopeOfRequest,
) => Promise<readonly Event[]>

export interface EventRouteOptions {
  readonly log: EventLog
  readonly clock: Clock
  readonly visible: Visible
  readonly audit: AuditService
}

export const routesOfEvents: FastifyPluginAsync<EventRouteOptions> = async (app, { log, clock, visible, audit }) => {
  serve(
    app,
    eventRoutes.list,
    ['operator', 'supervisor', 'admin', 'manager', 'auditor'],
    async ({ query, account, scope }) => {
      const limit = query.limit ?? 200
      const items = await log.after(query.after ?? 0, limit)
      const next = items.length === limit ? (items.at(-1)?.seq ?? null) : null
      return {
        items: [...(await visible(items, account, scope))],
        next,
        upTo: await log.upTo(),
        now: toIso(clock.now()),
      }
    },
  )
  serve(app, auditRoutes.look, ['admin', 'manager', 'auditor'], ({ query, account, scope }) =>
    audit.look(query, (events) => visible(events, account, scope)),
  )
  serve(app, auditRoutes.verify, ['admin', 'auditor'], ({ query }) => audit.verify(query.after ?? 0))
}
