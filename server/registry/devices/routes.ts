import type { FastifyPluginAsync } from 'fastify'
import { registryRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { DeviceService } from './service.ts'

export const routesOfDevices: FastifyPluginAsync<{ devices: DeviceService }> = async (app, { devices }) => {
  serve(app, registryRoutes.addDevice, ['admin'], ({ body, account }) =>
    devices.add(body, { kind: 'account', id: account.id }),
  )
  serve(app, registryRoutes.revokeDevice, ['admin'], ({ params, account }) =>
    devices.revoke(params.id, { kind: 'account', id: account.id }),
  )
  serve(app, registryRoutes.showDevice, ['admin'], ({ params }) => devices.show(params.id))
}
