import { Type } from 'typebox'
import { DeviceStage, deviceId, Pairing, PairingCode, typedCode, Upkeep } from '../devices.ts'
import { Device, DeviceCredential } from '../registry.ts'
import { defineRoute } from '../route.ts'
import { Id, Instant } from '../scalars.ts'
import { limit, page } from './page.ts'

const params = Type.Object({ id: Type.String() })

/** The life of a device: 库存 → 已安装 → 已换下 → 已停用 → 已收回. */
export const deviceRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/devices',
    summary: 'Devices by id; of one stage, or all',
    query: Type.Object({ stage: Type.Optional(DeviceStage), after: Type.Optional(Type.String()), limit }),
    reply: page(Device),
    status: 200,
    tokenScope: 'registry:read',
  }),
  install: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/install',
    summary: 'A device in stock now stands in this home',
    params,
    body: Type.Object({ homeId: Id }),
    reply: Device,
    status: 200,
  }),
  swap: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/swap',
    summary: 'Another device, from stock, takes its place in its home; answers with the new one',
    params,
    body: Type.Object({ newDeviceId: deviceId }),
    reply: Device,
    status: 200,
  }),
  retire: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/retire',
    summary: 'Out of service: its credential opens nothing from now on',
    params,
    reply: Device,
    status: 200,
  }),
  retrieve: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/retrieve',
    summary: 'The device is back on the shelf, and in no home',
    params,
    reply: Device,
    status: 200,
  }),
  restock: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/restock',
    summary: 'A device that was brought back may be installed again; its new secret is shown this once',
    params,
    reply: DeviceCredential,
    status: 200,
  }),
  rotate: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/rotate',
    summary: 'A new secret, shown this once; the old one opens nothing from now on',
    params,
    reply: DeviceCredential,
    status: 200,
  }),
  keepUp: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/upkeep',
    summary: 'What is known of its SIM and battery',
    params,
    body: Upkeep,
    reply: Device,
    status: 200,
  }),
  openTestWindow: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/test-window',
    summary: 'For so long a test press of this device is a test and rings nobody; any other press is real',
    params,
    body: Type.Object({ minutes: Type.Integer({ minimum: 1, maximum: 60 }) }),
    reply: Type.Object({ until: Instant }),
    status: 200,
  }),
}

export const pairingRoutes = {
  issue: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/pairing-codes',
    summary: 'A pairing code for this home, shown this once; earlier ones of the home end',
    params,
    reply: PairingCode,
    status: 201,
  }),
  look: defineRoute({
    method: 'POST',
    url: '/api/pairing',
    summary: 'How far the pairing is; the code is the key, no sign-in',
    body: Type.Object({ code: typedCode }),
    reply: Pairing,
    status: 200,
  }),
  pair: defineRoute({
    method: 'POST',
    url: '/api/pairing/device',
    summary: 'Ties this device, from stock, to the home of the code, and opens a test window for it',
    body: Type.Object({ code: typedCode, deviceId }),
    reply: Pairing,
    status: 200,
  }),
}
