import { Conflict, type Tx } from '../../db/database.ts'
import type { EventDraft } from '../../events/log.ts'
import { newSecret, secretHash } from '../devices/credential.ts'
import { lifeAfter } from '../devices/life.ts'
import { holdDevice, writeLife, writeModel, writeSecret } from '../devices/life-store.ts'
import type { DeviceServiceOptions } from '../devices/service.ts'
import { addDevice, type NewDeviceRow } from '../devices/store.ts'
import type { DeviceRow } from './device-row.ts'
import { devicesOf, modelFaultsOf } from './known-service.ts'
import { type About, cameIn, type Taken } from './taken-service.ts'
import { devicesTakenBack, type ImportedRow } from './undo-store.ts'

/** Takes devices into stock, each with a secret of its own; those that exist are left out, and those of no model kept here. */
export function deviceTaker({ pepper, keeper }: Pick<DeviceServiceOptions, 'pepper' | 'keeper'>) {
  return async (tx: Tx, about: About, rows: readonly DeviceRow[]): Promise<Taken> => {
    const { at, by, importId } = about
    const existing = await devicesOf(
      tx,
      rows.map(({ device }) => device.id),
    )
    const faultOf = await modelFaultsOf(
      tx,
      rows.map(({ device }) => device.model),
    )
    const taken = new Set<string>()
    const [events, secrets, cameRows]: [EventDraft[], string[][], ImportedRow[]] = [[], [], []]
    for (const { row: number, device } of rows) {
      const { id, model, class: deviceClass } = device
      if (existing.has(id) || taken.has(id) || faultOf(model) !== null) continue
      const secret = newSecret()
      const row = { id, model, class: deviceClass, homeId: null, installedAt: null, addedAt: at }
      const type = await shelve(tx, { ...row, secretHash: secretHash(pepper, secret) })
      await keeper?.added(tx, id, secret)
      taken.add(id)
      secrets.push([id, secret])
      cameRows.push(cameIn(about, number, { deviceId: id }))
      events.push({ at, type, actor: by, deviceId: id, data: { import: importId } })
    }
    return { added: taken.size, rows: cameRows, events, secrets }
  }
}

/** Puts a device on the shelf: a new one, or one that came in by mistake before and was taken back. */
async function shelve(tx: Tx, row: NewDeviceRow): Promise<'device.added' | 'device.restocked'> {
  if (await addDevice(tx, row)) return 'device.added'
  const before = await holdDevice(tx, row.id)
  if (!before || !(await devicesTakenBack(tx, [before])).has(row.id)) throw new Conflict('the device came meanwhile')
  await writeLife(tx, row.id, lifeAfter('restock', before, row.addedAt))
  await writeModel(tx, row)
  await writeSecret(tx, row.id, row.secretHash)
  return 'device.restocked'
}
