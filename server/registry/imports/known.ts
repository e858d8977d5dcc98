import type { DeviceStage } from '#contract/devices'
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

/** What the registry says against a row of homes; `device` is undefined when there is none of this number. */
export function againstHome(
  { row, resident, deviceId }: HomeRow,
  people: readonly KnownPerson[],
  device: { readonly stage: DeviceStage } | undefined,
): Placed[] {
  const found: Placed[] = []
  const { name, address, device: deviceColumn } = HOME_COLUMNS
  if (people.some((person) => isSame(person, resident))) found.push(atPlace(row, name.heading, note('resident_exists')))
  else if (people.length >= MOST_PEOPLE) {
    found.push(atPlace(row, address.heading, note('home_full', { most: String(MOST_PEOPLE) })))
  }
  if (deviceId === null) return found
  const code = device === undefined ? 'device_unknown' : device.stage === 'stock' ? null : 'device_not_in_stock'
  return code === null ? found : [...found, atPlace(row, deviceColumn.heading, note(code, { text: deviceId }))]
}

/** What the registry says against a row of devices. */
export function againstDevice({ row, device }: DeviceRow, exists: boolean): Placed[] {
  return exists ? [atPlace(row, DEVICE_COLUMNS.id.heading, note('device_exists', { text: device.id }))] : []
}
