import type { Actor } from '#contract/events'
import type { Device, DeviceCredential, NewDevice } from '#contract/registry'
import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { gathered } from '../../gathered.ts'
import { Refused } from '../../problem.ts'
import { findHomes } from '../homes/store.ts'
import { assertModel } from '../models/service.ts'
import { newDeviceId, newSecret, secretHash, secretMatches } from './credential.ts'
import { addDevice, type DeviceRow, findDevice, findDevices, revokeDevice, toDevice } from './store.ts'

/** What the road of a press has to know of a device. */
export interface DevicePlace {
  readonly id: string
  readonly homeId: string | null
  /** Test presses are tests until then, in milliseconds; null: none is. */
  readonly testUntil: number | null
}

export interface DeviceService {
  /** Registers a device of a model that is kept here. The secret in the answer is shown this once. */
  add(device: NewDevice, actor: Actor): Promise<DeviceCredential>
  /** Its credential opens nothing from now on, on any road; whoever holds its connections cuts them at the news. */
  revoke(id: string, actor: Actor): Promise<Device>
  show(id: string): Promise<Device>
  /** The device behind these credentials, or null; on the road of every connection, so one prepared read. */
  authenticate(id: string, secret: string): Promise<DevicePlace | null>
  /** A device of the registry, revoked or not, or null. */
  find(id: string): Promise<DevicePlace | null>
  exists(id: string): Promise<boolean>
}

/** Who else has to know a device's credential; told in the transaction that changes it. */
export interface CredentialKeeper {
  added(tx: Tx, id: string, secret: string): Promise<void>
  revoked(tx: Tx, id: string): Promise<void>
  /** A device has shown its secret, which the house itself does not keep. */
  proved(id: string, secret: string): Promise<void>
}

export interface DeviceServiceOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly pepper: Uint8Array
  readonly keeper?: CredentialKeeper
}

export function deviceService({ db, clock, events, pepper, keeper }: DeviceServiceOptions): DeviceService {
  const find = gathered((ids) => findDevices(db.read, ids))

  async function known(id: string) {
    const device = await findDevice(db.read, id)
    if (!device) throw new Refused('not_found')
    return device
  }

  return {
    async add(device, actor) {
      const id = device.id ?? newDeviceId()
      const secret = newSecret()
      const at = clock.now()
      const { model, class: deviceClass, homeId } = device
      if (homeId !== null && (await findHomes(db.read, [homeId])).length === 0) throw new Refused('not_found')
      const hash = secretHash(pepper, secret)
      const installedAt = homeId === null ? null : at
      const row = { id, model, class: deviceClass, homeId, secretHash: hash, addedAt: at, installedAt }
      await db.write(async (tx) => {
        await assertModel(tx, model)
        const added = await addDevice(tx, row)
        if (!added) throw new Refused('name_taken')
        await keeper?.added(tx, id, secret)
        await events.append(tx, [{ at, type: 'device.added', actor, homeId, deviceId: id }])
      })
      return { id, secret }
    },
    async revoke(id, actor) {
      const { homeId } = await known(id)
      const at = clock.now()
      await db.write(async (tx) => {
        if (!(await revokeDevice(tx, id, at))) return
        await keeper?.revoked(tx, id)
        await events.append(tx, [{ at, type: 'device.revoked', actor, homeId, deviceId: id }])
      })
      return toDevice(await known(id))
    },
    show: async (id) => toDevice(await known(id)),
    async authenticate(id, secret) {
      const device = await findDevice(db.read, id)
      if (!device || !secretMatches(pepper, secret, device.secretHash) || device.revokedAt !== null) return null
      await keeper?.proved(id, secret)
      return placeOf(device)
    },
    async find(id) {
      const device = await find(id)
      return device ? placeOf(device) : null
    },
    exists: async (id) => (await findDevice(db.read, id)) !== undefined,
  }
}

function placeOf({ id, homeId, testUntil }: DeviceRow): DevicePlace {
  return { id, homeId, testUntil }
}
