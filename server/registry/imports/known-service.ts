import type { Reader } from '../../db/database.ts'
import { communitiesNamed, placesOfHomes } from '../areas/store.ts'
import { stageOf } from '../devices/life.ts'
import { findDevices } from '../devices/store.ts'
import { residentsOf } from '../homes/store.ts'
import { type ModelFault, modelFault } from '../models/model.ts'
import { modelsNamed } from '../models/store.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { standingNumbers } from '../residents/store.ts'
import type { HomeRow } from './home-row.ts'
import type { KnownHome, KnownPerson } from './known.ts'
import { homesAtAddresses } from './store.ts'
import { homeKey } from './twice.ts'
import { devicesTakenBack } from './undo-store.ts'

export type Devices = ReadonlyMap<string, { readonly stage: ReturnType<typeof stageOf> }>

/** What the registry knows of the homes, people and devices of these rows. */
export async function knownOf(on: Reader, vault: Pick<Vault, 'blind'>, rows: readonly HomeRow[]) {
  const found = await homesAtAddresses(on, [...new Set(rows.map(({ home }) => home.address))])
  const people = new Map<string, KnownPerson[]>(found.map(({ id }) => [id, []]))
  for (const one of await residentsOf(on, [...people.keys()])) people.get(one.homeId)?.push(one)
  const places = await placesOfHomes(on, [...people.keys()])
  const homes = new Map<string, KnownHome>(
    found.map(({ id, address }) => [
      homeKey({ community: places.get(id)?.community ?? '', address }),
      { id, people: people.get(id) ?? [] },
    ]),
  )
  return {
    homes,
    numbers: await numbersStanding(on, vault, rows),
    communities: await areasByName(on, rows),
    devices: await devicesOf(
      on,
      rows.flatMap(({ deviceId }) => deviceId ?? []),
    ),
  }
}

async function numbersStanding(
  on: Reader,
  vault: Pick<Vault, 'blind'>,
  rows: readonly HomeRow[],
): Promise<ReadonlySet<string>> {
  const wanted = hashedNumbers(vault, rows)
  const found = await standingNumbers(on, [...wanted.values()])
  const hashes = new Set(found.map((hash) => Buffer.from(hash).toString('hex')))
  return new Set([...wanted].filter(([, hash]) => hashes.has(hash.toString('hex'))).map(([number]) => number))
}

/** The identity numbers of these rows, each with what it is found by. */
export function hashedNumbers(vault: Pick<Vault, 'blind'>, rows: readonly HomeRow[]): Map<string, Buffer> {
  const numbers = rows.flatMap(({ idNumber }) => idNumber ?? [])
  return new Map(numbers.map((number) => [number, vault.blind('idNumber', number).numberHash]))
}

async function areasByName(on: Reader, rows: readonly HomeRow[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { id, name } of await communitiesNamed(on, [...new Set(rows.map(({ home }) => home.community))])) {
    found.set(name, [...(found.get(name) ?? []), id])
  }
  return found
}

/** What the registry knows of these devices; one that came in by mistake and was taken back may come anew. */
export async function devicesOf(on: Reader, ids: readonly string[]): Promise<Devices> {
  const rows = await findDevices(on, [...new Set(ids)])
  const gone = await devicesTakenBack(on, rows)
  return new Map(rows.filter(({ id }) => !gone.has(id)).map((row) => [row.id, { stage: stageOf(row) }]))
}

/** Whether devices of these models may be registered, by name. */
export async function modelFaultsOf(on: Reader, names: readonly string[]): Promise<(name: string) => ModelFault> {
  const models = new Map((await modelsNamed(on, [...new Set(names)])).map((row) => [row.name, row]))
  return (name) => modelFault(models.get(name))
}
