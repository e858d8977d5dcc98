import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '#contract/events'
import { deviceRoutes, registryRoutes } from '#contract/routes'
import { toIso } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import { serve } from '../../http.ts'
import type { Scope } from '../areas/scope.ts'
import { assertSeen, sightOf } from '../areas/scope-service.ts'
import type { DeviceLifeService } from './life-service.ts'
import type { DeviceService } from './service.ts'

/** Who keeps devices, each in their own areas. */
const KEEPS = ['admin', 'manager'] as const

export interface DeviceRouteOptions {
  readonly db: Database
  readonly devices: DeviceService
  readonly lives: DeviceLifeService
}

export const routesOfDevices: FastifyPluginAsync<DeviceRouteOptions> = async (app, { db, devices, lives }) => {
  const by = ({ id }: { readonly id: string }): Actor => ({ kind: 'account', id })
  /** What stands in a home that may not be seen is not there; what lies in stock is everybody's who keeps devices. */
  async function own(scope: Scope, id: string): Promise<string> {
    await assertSeen(db.read, scope, (await devices.find(id))?.homeId ?? null)
    return id
  }

  serve(app, registryRoutes.addDevice, KEEPS, async ({ body, account, scope }) => {
    await assertSeen(db.read, scope, body.homeId)
    return devices.add(body, by(account))
  })
  serve(app, registryRoutes.revokeDevice, KEEPS, async ({ params, account, scope }) =>
    devices.revoke(await own(scope, params.id), by(account)),
  )
  serve(app, registryRoutes.showDevice, [...KEEPS, 'auditor'], async ({ params, scope }) =>
    devices.show(await own(scope, params.id)),
  )
  serve(
    app,
    deviceRoutes.list,
    [...KEEPS, 'auditor'],
    async ({ query: { stage = null, after = '', limit = 200 }, scope }) => {
      const { items, next } = await lives.list(stage, after, limit)
      const sight = await sightOf(
        db.read,
        scope,
        items.map(({ homeId }) => homeId),
      )
      return { items: items.filter(({ homeId }) => homeId === null || sight(homeId)), next }
    },
  )
  serve(app, deviceRoutes.install, KEEPS, async ({ params, body, account, scope }) => {
    await assertSeen(db.read, scope, body.homeId)
    return lives.install(await own(scope, params.id), body.homeId, by(account))
  })
  serve(app, deviceRoutes.swap, KEEPS, async ({ params, body, account, scope }) =>
    lives.swap(await own(scope, params.id), await own(scope, body.newDeviceId), by(account)),
  )
  serve(app, deviceRoutes.retire, KEEPS, async ({ params, account, scope }) =>
    lives.retire(await own(scope, params.id), by(account)),
  )
  serve(app, deviceRoutes.retrieve, KEEPS, async ({ params, account, scope }) =>
    lives.retrieve(await own(scope, params.id), by(account)),
  )
  serve(app, deviceRoutes.restock, KEEPS, async ({ params, account, scope }) =>
    lives.restock(await own(scope, params.id), by(account)),
  )
  serve(app, deviceRoutes.rotate, KEEPS, async ({ params, account, scope }) =>
    lives.rotate(await own(scope, params.id), by(account)),
  )
  serve(app, deviceRoutes.openTestWindow, [...KEEPS, 'supervisor'], async ({ params, body, account, scope }) => ({
    until: toIso(await lives.openTestWindow(await own(scope, params.id), body.minutes, by(account))),
  }))
  serve(app, deviceRoutes.keepUp, KEEPS, async ({ params, body, account, scope }) =>
    lives.keepUp(await own(scope, params.id), body, by(account)),
  )
}
