import type { NewDevice } from '#contract/registry'
import { DEVICE_COLUMNS } from './columns.ts'
import { hasError, type Placed } from './placed.ts'
import { type FileRow, readRow } from './row.ts'

/** A row of a file of devices that can be taken in. */
export interface DeviceRow {
  readonly row: number
  readonly device: Pick<NewDevice, 'model' | 'class'> & { readonly id: string }
}

/** Reads a row of devices; null when something in it keeps it out. */
export function readDeviceRow(
  places: ReadonlyMap<string, number>,
  file: FileRow,
  today: string,
): { readonly draft: DeviceRow | null; readonly found: readonly Placed[] } {
  const { values, found } = readRow(DEVICE_COLUMNS, places, file, today)
  const { id, model, class: deviceClass } = values
  if (hasError(found) || id === null || model === null || deviceClass === null) return { draft: null, found }
  return { draft: { row: file.row, device: { id, model, class: deviceClass } }, found }
}
