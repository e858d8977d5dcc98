import type { Tx } from '../../db/database.ts'
import type { EventDraft } from '../../events/log.ts'
import { newSecret, secretHash } from '../devices/credential.ts'
import type { DeviceServiceOptions } from '../devices/service.ts'
import { addDevice } from '../devices/store.ts'
import type { DeviceRow } from './device-row.ts'
import { devicesOf, modelFaultsOf } from './known-service.ts'
import type { About, Taken } from './taken-service.ts'

/** Takes devices into stock, each with a secret of its own; those that exist are left out, and those of no model kept here. */
export function deviceTaker({ pepper, keeper }: Pick<DeviceServiceOptions, 'pepper' | 'keeper'>) {
  return async (tx: Tx, { at, by, importId }: About, rows: readonly DeviceRow[]): Promise<Taken> => {
    const existing = await devicesOf(
      tx,
      rows.map(({ device }) => device.id),
    )
    const faultOf = await modelFaultsOf(
      tx,
      rows.map(({ device }) => device.model),
    )
    const taken = new Set<string>()
    const [events, secrets]: [EventDraft[], string[][]] = [[], []]
    for (const { device } of rows) {
      const { id, model, class: deviceClass } = device
      if (existing.has(id) || taken.has(id) || faultOf(model) !== null) continue
      const secret = newSecret()
      const row = { id, model, class: deviceClass, homeId: null, installedAt: null, addedAt: at }
      await addDevice(tx, { ...row, secretHash: secretHash(pepper, secret) })
      await keeper?.added(tx, id, secret)
      taken.add(id)
      secrets.push([id, secret])
      events.push({ at, type: 'device.added', actor: by, deviceId: id, data: { import: importId } })
    }
    return { added: taken.size, events, secrets }
  }
}
