import type { Actor } from '#contract/events'
import type { Device, DeviceCredential, NewDevice } from '#contract/registry'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { Refused } from '../../problem.ts'
import { findHomes } from '../homes/store.ts'
import { newDeviceId, newSecret, secretHash, secretMatches } from './credential.ts'
import { addDevice, findDevice, toDevice } from './store.ts'

export interface DeviceService {
  /** Registers a device. The secret in the answer is shown this once. */
  add(device: NewDevice, actor: Actor): Promise<DeviceCredential>
  show(id: string): Promise<Device>
  /** The device behind these credentials, or null; on the road of every connection, so one prepared read. */
  authenticate(id: string, secret: string): Promise<{ id: string; homeId: string | null } | null>
  exists(id: string): Promise<boolean>
}

export function deviceService(db: Database, clock: Clock, events: EventLog, pepper: Uint8Array): DeviceService {
  return {
    async add(device, actor) {
      const id = device.id ?? newDeviceId()
      const secret = newSecret()
      const at = clock.now()
      const { model, class: deviceClass, homeId } = device
      if (homeId !== null && (await findHomes(db.read, [homeId])).length === 0) throw new Refused('not_found')
      const row = { id, model, class: deviceClass, homeId, secretHash: secretHash(pepper, secret), addedAt: at }
      await db.write(async (tx) => {
        const added = await addDevice(tx, { ...row, lastSeenAt: null, battery: null, mains: null, rssi: null })
        if (!added) throw new Refused('name_taken')
        await events.append(tx, [{ at, type: 'device.added', actor, homeId, deviceId: id }])
      })
      return { id, secret }
    },
    async show(id) {
      const device = await findDevice(db.read, id)
      if (!device) throw new Refused('not_found')
      return toDevice(device)
    },
    async authenticate(id, secret) {
      const device = await findDevice(db.read, id)
      if (!device || !secretMatches(pepper, secret, device.secretHash)) return null
      return { id: device.id, homeId: device.homeId }
    },
    exists: async (id) => (await findDevice(db.read, id)) !== undefined,
  }
}
