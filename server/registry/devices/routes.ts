import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '#contract/events'
import { deviceRoutes, registryRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { DeviceLifeService } from './life-service.ts'
import type { DeviceService } from './service.ts'

export interface DeviceRouteOptions {
  readonly devices: DeviceService
  readonly lives: DeviceLifeService
}

export const routesOfDevices: FastifyPluginAsync<DeviceRouteOptions> = async (app, { devices, lives }) => {
  const by = ({ id }: { readonly id: string }): Actor => ({ kind: 'account', id })

  serve(app, registryRoutes.addDevice, ['admin'], ({ body, account }) => devices.add(body, by(account)))
  serve(app, registryRoutes.revokeDevice, ['admin'], ({ params, account }) => devices.revoke(params.id, by(account)))
  serve(app, registryRoutes.showDevice, ['admin'], ({ params }) => devices.show(params.id))
  serve(app, deviceRoutes.list, ['admin'], ({ query: { stage = null, after = '', limit = 200 } }) =>
    lives.list(stage, after, limit),
  )
  serve(app, deviceRoutes.install, ['admin'], ({ params, body, account }) =>
    lives.install(params.id, body.homeId, by(account)),
  )
  serve(app, deviceRoutes.swap, ['admin'], ({ params, body, account }) =>
    lives.swap(params.id, body.newDeviceId, by(account)),
  )
  serve(app, deviceRoutes.retire, ['admin'], ({ params, account }) => lives.retire(params.id, by(account)))
  serve(app, deviceRoutes.retrieve, ['admin'], ({ params, account }) => lives.retrieve(params.id, by(account)))
  serve(app, deviceRoutes.restock, ['admin'], ({ params, account }) => lives.restock(params.id, by(account)))
  serve(app, deviceRoutes.rotate, ['admin'], ({ params, account }) => lives.rotate(params.id, by(account)))
  serve(app, deviceRoutes.keepUp, ['admin'], ({ params, body, account }) => lives.keepUp(params.id, body, by(account)))
}
