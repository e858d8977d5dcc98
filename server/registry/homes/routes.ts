import type { FastifyPluginAsync } from 'fastify'
import type { Account } from '#contract/accounts'
import type { HomeCard } from '#contract/registry'
import { contactRoutes, homeRoutes, registryRoutes, responderRoutes } from '#contract/routes'
import type { Database } from '../../db/database.ts'
import { serve } from '../../http.ts'
import type { Scope } from '../areas/scope.ts'
import { assertSeen } from '../areas/scope-service.ts'
import type { ReadingService } from '../privacy/reading-service.ts'
import type { HomeChangeService, HomeTurn } from './change-service.ts'
import type { ContactService } from './contact-service.ts'
import type { HomeService } from './service.ts'

/** Who keeps homes, each in their own areas. */
const KEEPS = ['admin', 'manager'] as const

export interface HomeRouteOptions {
  readonly db: Database
  readonly homes: HomeService
  readonly homeChanges: HomeChangeService
  readonly contacts: ContactService
  readonly readings: ReadingService
}

/** What comes with every change of a home. */
interface Asked {
  readonly params: { readonly id: string }
  readonly body: { readonly version: number }
  readonly account: Account
  readonly scope: Scope
}

export const routesOfHomes: FastifyPluginAsync<HomeRouteOptions> = async (app, options) => {
  const { db, homes, homeChanges, contacts, readings } = options

  /** A change of a home that may be seen, answered with its card. */
  async function changed(asked: Asked, change: (turn: HomeTurn) => Promise<void>): Promise<HomeCard> {
    const { params, body, account, scope } = asked
    await assertSeen(db.read, scope, params.id)
    await change({ id: params.id, version: body.version, by: account.id })
    return homes.card(params.id)
  }

  serve(app, registryRoutes.addHome, KEEPS, ({ body, account, scope }) =>
    homes.add(body, scope, { kind: 'account', id: account.id }),
  )
  serve(app, registryRoutes.showHome, [...KEEPS, 'auditor'], async ({ params, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return homes.show(params.id, account.id)
  })
  serve(app, homeRoutes.change, KEEPS, (asked) =>
    changed(asked, (turn) => homeChanges.change(turn, asked.body.fields, asked.scope)),
  )
  serve(app, homeRoutes.history, [...KEEPS, 'auditor'], async ({ params, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return { items: await homeChanges.history(params.id), next: null }
  })
  serve(app, homeRoutes.retrievals, [...KEEPS, 'auditor'], async ({ query, scope }) => {
    const { after = '', limit = 200 } = query
    const items = await homes.retrievals(scope, after, limit)
    return { items, next: items.length === limit ? (items.at(-1)?.device.id ?? null) : null }
  })
  serve(app, homeRoutes.readingsOfArea, [...KEEPS, 'supervisor', 'auditor'], ({ params, query, scope }) => {
    const { on, after = 0, limit = 200 } = query
    return readings.ofArea(params.id, scope, { on, after, limit })
  })
  serve(app, homeRoutes.showKeyHolder, [...KEEPS, 'supervisor'], async ({ params, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return { phone: await homes.showKeyHolder(params.id, account.id) }
  })
  serve(app, registryRoutes.readings, [...KEEPS, 'supervisor', 'auditor'], async ({ params, query, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return { items: await readings.ofHome(params.id, query.on), next: null }
  })

  serve(app, registryRoutes.showContact, [...KEEPS, 'supervisor'], async ({ params, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return { phone: await homes.showContact(params.id, params.contactId, account.id) }
  })
  serve(app, contactRoutes.add, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.add(turn, 'contacts', asked.body.contact)),
  )
  serve(app, contactRoutes.change, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.change(turn, 'contacts', asked.params.contactId, asked.body.fields)),
  )
  serve(app, contactRoutes.end, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.end(turn, 'contacts', asked.params.contactId)),
  )
  serve(app, contactRoutes.order, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.order(turn, 'contacts', asked.body.order)),
  )

  serve(app, responderRoutes.show, [...KEEPS, 'supervisor'], async ({ params, account, scope }) => {
    await assertSeen(db.read, scope, params.id)
    return { phone: await homes.showResponder(params.id, params.responderId, account.id) }
  })
  serve(app, responderRoutes.add, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.add(turn, 'responders', asked.body.responder)),
  )
  serve(app, responderRoutes.change, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.change(turn, 'responders', asked.params.responderId, asked.body.fields)),
  )
  serve(app, responderRoutes.end, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.end(turn, 'responders', asked.params.responderId)),
  )
  serve(app, responderRoutes.order, KEEPS, (asked) =>
    changed(asked, (turn) => contacts.order(turn, 'responders', asked.body.order)),
  )
}
