import type { TableKind } from '#contract/imports'
import { type AreaRow, readAreaRow } from './area-row.ts'
import { type DeviceRow, readDeviceRow } from './device-row.ts'
import type { Header } from './header.ts'
import { type HomeRow, readHomeRow } from './home-row.ts'
import { atPlace, type Placed } from './placed.ts'
import { note } from './reading.ts'
import type { FileRow } from './row.ts'
import { areasTwice, devicesTwice, homesTwice } from './twice.ts'

/** Rows that can be taken in, and what was found in all of them. */
export interface Checked {
  readonly homes: readonly HomeRow[]
  readonly devices: readonly DeviceRow[]
  readonly areas: readonly AreaRow[]
  readonly found: readonly Placed[]
}

/** Reads the rows of a kind, one by one. */
export function readRows(
  kind: TableKind,
  { width, places }: Pick<Header, 'width' | 'places'>,
  rows: readonly FileRow[],
  today: string,
): Checked {
  const homes = kind === 'homes' ? rows.map((row) => readHomeRow(places, row, today)) : []
  const devices = kind === 'devices' ? rows.map((row) => readDeviceRow(places, row, today)) : []
  const areas = kind === 'areas' ? rows.map((row) => readAreaRow(places, row, today)) : []
  const wide = rows.filter(({ cells }) => cells.slice(width).some((cell) => cell !== null))
  const tooWide = new Set(wide.map(({ row }) => row))
  const fits = <Draft extends { readonly row: number }>(drafts: readonly (Draft | null)[]): Draft[] =>
    drafts.filter((draft): draft is Draft => draft !== null && !tooWide.has(draft.row))
  return {
    homes: fits(homes.map(({ draft }) => draft)),
    devices: fits(devices.map(({ draft }) => draft)),
    areas: fits(areas.map(({ draft }) => draft)),
    found: [...homes, ...devices, ...areas]
      .flatMap(({ found }) => found)
      .concat(wide.map(({ row }) => atPlace(row, null, note('row_too_wide')))),
  }
}

/** Remembers, over the chunks of one file, what stood in it before. */
export function repetitions() {
  const [homes, devices, areas] = [homesTwice(), devicesTwice(), areasTwice()]
  return (checked: Checked): Placed[] => [
    ...checked.homes.flatMap(homes),
    ...checked.devices.flatMap(devices),
    ...checked.areas.flatMap(areas),
  ]
}
