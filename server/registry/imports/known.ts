import type { DeviceStage } from '#contract/devices'
import type { ModelFault } from '../models/model.ts'
import { DEVICE_COLUMNS, HOME_COLUMNS } from './columns.ts'
import type { DeviceRow } from './device-row.ts'
import type { HomeRow } from './home-row.ts'
import { atPlace, type Placed } from './placed.ts'
import { note } from './reading.ts'

/** A person as the registry tells one from another within a home. */
export interface KnownPerson {
  readonly name: string
  readonly bornOn: string | null
}

/** A home that stands in the registry already. */
export interface KnownHome {
  readonly id: string
  readonly people: readonly KnownPerson[]
}

/** People in one home, as the contract has it. */
export const MOST_PEOPLE = 10

/** Whether these are one: of two with the same name in one home, an unknown birthday is no difference. */
function isSame(one: KnownPerson, other: KnownPerson): boolean {
  return one.name === other.name && (one.bornOn === other.bornOn || one.bornOn === null || other.bornOn === null)
}

/** What a row of homes is held against. */
export interface Known {
  readonly devices: ReadonlyMap<string, { readonly stage: DeviceStage }>
  /** Identity numbers that somebody has who lives anywhere. */
  readonly numbers: ReadonlySet<string>
  /** Areas by the name of the community. */
  readonly communities: ReadonlyMap<string, readonly string[]>
}

/** What the registry says against a row of homes; `people` live there already. */
export function againstHome(
  { row, home, resident, idNumber, deviceId }: HomeRow,
  people: readonly KnownPerson[],
  { devices, numbers, communities }: Known,
): Placed[] {
  const { name, address, community, idNumber: idColumn } = HOME_COLUMNS
  const areas = communities.get(home.community)?.length ?? 0
  const found: Placed[] = []
  if (areas !== 1) {
    const code = areas === 0 ? 'community_unknown' : 'community_ambiguous'
    found.push(atPlace(row, community.heading, note(code, { text: home.community })))
  }
  if (idNumber !== null && numbers.has(idNumber)) found.push(atPlace(row, idColumn.heading, note('id_exists')))
  else if (people.some((person) => isSame(person, resident)))
    found.push(atPlace(row, name.heading, note('resident_exists')))
  else if (people.length >= MOST_PEOPLE) {
    found.push(atPlace(row, address.heading, note('home_full', { most: String(MOST_PEOPLE) })))
  }
  return deviceId === null ? found : [...found, ...againstInstalling(row, deviceId, devices)]
}

function againstInstalling(row: number, deviceId: string, devices: Known['devices']): Placed[] {
  const device = devices.get(deviceId)
  const code = device === undefined ? 'device_unknown' : device.stage === 'stock' ? null : 'device_not_in_stock'
  return code === null ? [] : [atPlace(row, HOME_COLUMNS.device.heading, note(code, { text: deviceId }))]
}

/** What the registry says against a row of devices. */
export function againstDevice({ row, device }: DeviceRow, exists: boolean, fault: ModelFault): Placed[] {
  const { id, model } = DEVICE_COLUMNS
  const found: Placed[] = []
  if (exists) found.push(atPlace(row, id.heading, note('device_exists', { text: device.id })))
  if (fault !== null) found.push(atPlace(row, model.heading, note(fault, { text: device.model })))
  return found
}
