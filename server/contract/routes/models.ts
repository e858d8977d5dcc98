import { Type } from 'typebox'
import { ChangedDeviceModel, DeviceModel, ModelVersion, NewDeviceModel } from '../models.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'

const params = Type.Object({ id: Id })

/** Models of devices, from which a device is chosen when it is registered. */
export const modelRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/device-models',
    summary: 'Models of devices by name, those that were withdrawn too',
    reply: Type.Object({ items: Type.Array(DeviceModel), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/device-models',
    summary: 'Add a model of devices',
    body: NewDeviceModel,
    reply: DeviceModel,
    status: 201,
  }),
  change: defineRoute({
    method: 'POST',
    url: '/api/device-models/:id',
    summary: 'Say something else of a model; its name stays, for it stands on the labels',
    params,
    body: ChangedDeviceModel,
    reply: DeviceModel,
    status: 200,
  }),
  withdraw: defineRoute({
    method: 'POST',
    url: '/api/device-models/:id/withdraw',
    summary: 'No more devices of this model are registered; those that are go on',
    params,
    body: ModelVersion,
    reply: DeviceModel,
    status: 200,
  }),
  offer: defineRoute({
    method: 'POST',
    url: '/api/device-models/:id/offer',
    summary: 'Devices of a model that was withdrawn may be registered again',
    params,
    body: ModelVersion,
    reply: DeviceModel,
    status: 200,
  }),
}
