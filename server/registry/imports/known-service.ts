import type { Reader } from '../../db/database.ts'
import { stageOf } from '../devices/life.ts'
import { findDevices } from '../devices/store.ts'
import { residentsOf } from '../homes/store.ts'
import type { HomeRow } from './home-row.ts'
import type { KnownHome, KnownPerson } from './known.ts'
import { homesAtAddresses } from './store.ts'
import { homeKey } from './twice.ts'

export type Devices = ReadonlyMap<string, { readonly stage: ReturnType<typeof stageOf> }>

/** What the registry knows of the homes, people and devices of these rows. */
export async function knownOf(on: Reader, rows: readonly HomeRow[]) {
  const found = await homesAtAddresses(on, [...new Set(rows.map(({ home }) => home.address))])
  const people = new Map<string, KnownPerson[]>(found.map(({ id }) => [id, []]))
  for (const one of await residentsOf(on, [...people.keys()])) people.get(one.homeId)?.push(one)
  const homes = new Map<string, KnownHome>(
    found.map((home) => [homeKey(home), { id: home.id, people: people.get(home.id) ?? [] }]),
  )
  return {
    homes,
    devices: await devicesOf(
      on,
      rows.flatMap(({ deviceId }) => deviceId ?? []),
    ),
  }
}

export async function devicesOf(on: Reader, ids: readonly string[]): Promise<Devices> {
  return new Map((await findDevices(on, [...new Set(ids)])).map((row) => [row.id, { stage: stageOf(row) }]))
}
