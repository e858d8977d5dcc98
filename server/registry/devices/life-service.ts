import type { DeviceStage, Upkeep } from '#contract/devices'
import type { Actor, EventType } from '#contract/events'
import type { Device, DeviceCredential } from '#contract/registry'
import type { Tx } from '../../db/database.ts'
import { Refused } from '../../problem.ts'
import { findHomes } from '../homes/store.ts'
import { newSecret, secretHash } from './credential.ts'
import { type Life, lifeAfter, may, type Step, stageOf } from './life.ts'
import { devicesAfter, holdDevice, openTestWindow, writeLife, writeSecret, writeUpkeep } from './life-store.ts'
import type { DeviceServiceOptions } from './service.ts'
import { type DeviceRow, findDevice, toDevice } from './store.ts'

/** The life of a device between the shelf and a home. Each command refuses with `not_found` or `device_elsewhere`. */
export interface DeviceLifeService {
  list(stage: DeviceStage | null, after: string, limit: number): Promise<{ items: Device[]; next: string | null }>
  install(id: string, homeId: string, actor: Actor): Promise<Device>
  /** Puts `newId` where `id` stands; answers with the new one. */
  swap(id: string, newId: string, actor: Actor): Promise<Device>
  retire(id: string, actor: Actor): Promise<Device>
  retrieve(id: string, actor: Actor): Promise<Device>
  /** A device that was brought back may be installed again, under a new secret. */
  restock(id: string, actor: Actor): Promise<DeviceCredential>
  rotate(id: string, actor: Actor): Promise<DeviceCredential>
  keepUp(id: string, upkeep: Upkeep, actor: Actor): Promise<Device>
  /** Until when, milliseconds since 1970, a test press is a test (design §6 rule 12); it ends by itself. */
  openTestWindow(id: string, minutes: number, actor: Actor): Promise<number>
}

const NEWS: Readonly<Record<Step, EventType>> = {
  install: 'device.installed',
  swap: 'device.swapped',
  retire: 'device.retired',
  retrieve: 'device.retrieved',
  restock: 'device.restocked',
  rotate: 'device.rotated',
}

export function deviceLifeService({ db, clock, events, pepper, keeper }: DeviceServiceOptions): DeviceLifeService {
  /** One step of one device in this transaction, with its event; the home is where it comes to, or leaves. */
  async function step(tx: Tx, what: Step, id: string, actor: Actor, homeId: string | null = null): Promise<DeviceRow> {
    const device = await holdDevice(tx, id)
    if (!device) throw new Refused('not_found')
    if (!may(what, device)) throw new Refused('device_elsewhere', { stage: stageOf(device) })
    const at = clock.now()
    const life: Life = lifeAfter(what, device, at, homeId)
    await writeLife(tx, id, life)
    if (life.revokedAt !== null && device.revokedAt === null) await keeper?.revoked(tx, id)
    const home = life.homeId ?? device.homeId
    await events.append(tx, [{ at, type: NEWS[what], actor, homeId: home, deviceId: id }])
    return device
  }

  async function renew(tx: Tx, id: string): Promise<DeviceCredential> {
    const secret = newSecret()
    await writeSecret(tx, id, secretHash(pepper, secret))
    await keeper?.added(tx, id, secret)
    return { id, secret }
  }

  async function shown(id: string): Promise<Device> {
    const device = await findDevice(db.read, id)
    if (!device) throw new Refused('not_found')
    return toDevice(device)
  }

  return {
    async list(stage, from, limit) {
      const rows = await devicesAfter(db.read, from, limit, stage)
      return { items: rows.map(toDevice), next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
    },
    async install(id, homeId, actor) {
      if ((await findHomes(db.read, [homeId])).length === 0) throw new Refused('not_found')
      await db.write((tx) => step(tx, 'install', id, actor, homeId))
      return shown(id)
    },
    async swap(id, newId, actor) {
      await db.write(async (tx) => {
        const { homeId } = await step(tx, 'swap', id, actor)
        await step(tx, 'install', newId, actor, homeId)
      })
      return shown(newId)
    },
    async retire(id, actor) {
      await db.write((tx) => step(tx, 'retire', id, actor))
      return shown(id)
    },
    async retrieve(id, actor) {
      await db.write((tx) => step(tx, 'retrieve', id, actor))
      return shown(id)
    },
    restock: (id, actor) =>
      db.write(async (tx) => {
        await step(tx, 'restock', id, actor)
        return renew(tx, id)
      }),
    rotate: (id, actor) =>
      db.write(async (tx) => {
        await step(tx, 'rotate', id, actor)
        return renew(tx, id)
      }),
    openTestWindow: (id, minutes, actor) =>
      db.write(async (tx) => {
        const device = await holdDevice(tx, id)
        if (!device) throw new Refused('not_found')
        const at = clock.now()
        await openTestWindow(tx, id, at + minutes * 60_000)
        const data = { minutes }
        const about = { actor, homeId: device.homeId, deviceId: id, data }
        await events.append(tx, [{ at, type: 'device.test_window_opened', ...about }])
        return at + minutes * 60_000
      }),
    async keepUp(id, upkeep, actor) {
      await db.write(async (tx) => {
        const device = await holdDevice(tx, id)
        if (!device) throw new Refused('not_found')
        await writeUpkeep(tx, id, upkeep)
        const at = clock.now()
        await events.append(tx, [{ at, type: 'device.kept_up', actor, homeId: device.homeId, deviceId: id }])
      })
      return shown(id)
    },
  }
}
