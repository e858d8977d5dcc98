import type { AreaRow } from './area-row.ts'
import { AREA_COLUMNS, DEVICE_COLUMNS, HOME_COLUMNS } from './columns.ts'
import type { DeviceRow } from './device-row.ts'
import type { HomeRow } from './home-row.ts'
import { atPlace, type Placed } from './placed.ts'
import { note } from './reading.ts'

/** What one home is known by in a file and in the registry. */
export function homeKey({ community, address }: { readonly community: string; readonly address: string }): string {
  return `${community}\n${address}`
}

/** What one resident of a home is known by. */
export function residentKey({ name, bornOn }: { readonly name: string; readonly bornOn: string | null }): string {
  return `${name}\n${bornOn ?? ''}`
}

/** Remembers where each thing of a file first stood. Texts of one long file fit in memory: a few megabytes. */
function firstSeen() {
  const rows = new Map<string, number>()
  return (key: string, row: number): number | null => {
    const first = rows.get(key)
    if (first === undefined) rows.set(key, row)
    return first ?? null
  }
}

/** Finds what stands in a file of homes more than once; to be asked row by row, in order. */
export function homesTwice() {
  const [whole, people, numbers, devices] = [firstSeen(), firstSeen(), firstSeen(), firstSeen()]
  return ({ row, home, resident, idNumber, contacts, deviceId }: HomeRow): Placed[] => {
    const who = `${homeKey(home)}\n${residentKey(resident)}`
    const same = whole(JSON.stringify([home, resident, idNumber, contacts, deviceId]), row)
    if (same !== null) return [atPlace(row, null, note('row_twice', { first: String(same) }))]
    const person = people(who, row)
    const number = idNumber === null ? null : numbers(idNumber, row)
    const device = deviceId === null ? null : devices(deviceId, row)
    return [
      ...twice(row, HOME_COLUMNS.name.heading, 'resident_twice', person),
      ...twice(row, HOME_COLUMNS.idNumber.heading, 'id_twice', number),
      ...twice(row, HOME_COLUMNS.device.heading, 'device_twice', device),
    ]
  }
}

/** Finds what stands in a file of devices more than once; to be asked row by row, in order. */
export function devicesTwice() {
  const seen = firstSeen()
  return ({ row, device }: DeviceRow): Placed[] =>
    twice(row, DEVICE_COLUMNS.id.heading, 'device_twice', seen(device.id, row))
}

/** Finds what stands in a file of areas more than once; to be asked row by row, in order. */
export function areasTwice() {
  const seen = firstSeen()
  return ({ row, code }: AreaRow): Placed[] => twice(row, AREA_COLUMNS.code.heading, 'area_code_twice', seen(code, row))
}

type TwiceCode = 'resident_twice' | 'id_twice' | 'device_twice' | 'area_code_twice'

function twice(row: number, column: string, code: TwiceCode, first: number | null): Placed[] {
  return first === null ? [] : [atPlace(row, column, note(code, { first: String(first) }))]
}
