import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Device } from '#contract/registry'
import { toIsoOrNull } from '../../clock.ts'
import { keysVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { devices } from '../../db/schema/registry.ts'
import { stageOf } from './life.ts'

export type DeviceRow = typeof devices.$inferSelect
/** A device as it is registered: everything else about it comes later. */
export type NewDeviceRow = Pick<
  DeviceRow,
  'id' | 'model' | 'class' | 'homeId' | 'secretHash' | 'addedAt' | 'installedAt'
>

/** What a device last said of itself. */
export interface Sign {
  readonly deviceId: string
  readonly at: number
  readonly battery: number | null
  readonly mains: boolean | null
  readonly rssi: number | null
}

const byId = readVerb<{ id: string }, DeviceRow[]>((q) =>
  q
    .select()
    .from(devices)
    .where(eq(devices.id, sql.placeholder('id'))),
)
const byIds = keysVerb<DeviceRow>((q, keys) => q.select().from(devices).where(inArray(devices.id, keys)))
const byHomes = keysVerb<DeviceRow>((q, keys) =>
  q
    .select()
    .from(devices)
    .where(and(inArray(devices.homeId, keys), isNull(devices.revokedAt))),
)
const insert = changeVerb<NewDeviceRow>((q) =>
  q
    .insert(devices)
    .values({
      id: sql.placeholder('id'),
      model: sql.placeholder('model'),
      class: sql.placeholder('class'),
      homeId: sql.placeholder('homeId'),
      secretHash: sql.placeholder('secretHash'),
      addedAt: sql.placeholder('addedAt'),
      installedAt: sql.placeholder('installedAt'),
    })
    .onConflictDoNothing(),
)
const at = sql.param(sql.placeholder('at'), devices.lastSeenAt)
const touch = changeVerb<{ deviceId: string; at: number } & Record<string, unknown>>((q) =>
  q
    .update(devices)
    .set({
      // Two processes may have heard the same device; the later one counts.
      lastSeenAt: sql`case when ${devices.lastSeenAt} > ${at} then ${devices.lastSeenAt} else ${at} end`,
      battery: sql`coalesce(${sql.param(sql.placeholder('battery'), devices.battery)}, ${devices.battery})`,
      mains: sql`coalesce(${sql.param(sql.placeholder('mains'), devices.mains)}, ${devices.mains})`,
      rssi: sql`coalesce(${sql.param(sql.placeholder('rssi'), devices.rssi)}, ${devices.rssi})`,
    })
    .where(eq(devices.id, sql.placeholder('deviceId'))),
)
const revoke = changeVerb<{ id: string; revokedAt: number }>((q) =>
  q
    .update(devices)
    .set({ revokedAt: sql`${sql.placeholder('revokedAt')}` })
    .where(and(eq(devices.id, sql.placeholder('id')), isNull(devices.revokedAt))),
)

export async function findDevice(on: Reader, id: string): Promise<DeviceRow | undefined> {
  return (await byId(on, { id }))[0]
}

export async function findDevices(on: Reader, ids: readonly string[]): Promise<DeviceRow[]> {
  return byIds(on, ids)
}

/** The devices that stand in these homes; those that were revoked no longer do. */
export async function devicesOfHomes(on: Reader, homeIds: readonly string[]): Promise<DeviceRow[]> {
  return byHomes(on, homeIds)
}

/** False when the id is taken. */
export async function addDevice(tx: Tx, device: NewDeviceRow): Promise<boolean> {
  return (await insert(tx, device)) === 1
}

/** False when there is no such device, or it was revoked before. `revokedAt` in milliseconds since 1970. */
export async function revokeDevice(tx: Tx, id: string, revokedAt: number): Promise<boolean> {
  return (await revoke(tx, { id, revokedAt })) === 1
}

/** Writes the newest signs of life, a few hundred at a time; never one row a heartbeat (design §3). */
export async function writeSigns(tx: Tx, signs: readonly Sign[]): Promise<void> {
  for (const sign of signs) {
    await touch(tx, { ...sign })
  }
}

/** A device as the contract shows it: without its secret. */
export function toDevice(row: DeviceRow): Device {
  const { id, model, class: deviceClass, homeId, battery, mains, rssi } = row
  const { carrier, iccid, simPaidUntilOn, batteryChangedOn } = row
  const upkeep = { carrier, iccid, simPaidUntilOn, batteryChangedOn }
  const [lastSeenAt, revokedAt] = [toIsoOrNull(row.lastSeenAt), toIsoOrNull(row.revokedAt)]
  const clonedAt = toIsoOrNull(row.clonedAt)
  const stage = stageOf(row)
  return {
    id,
    model,
    class: deviceClass,
    homeId,
    stage,
    battery,
    mains,
    rssi,
    lastSeenAt,
    revokedAt,
    clonedAt,
    ...upkeep,
  }
}
