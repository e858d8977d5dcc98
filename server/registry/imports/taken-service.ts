import type { Actor } from '#contract/events'
import type { EventDraft } from '../../events/log.ts'
import type { ImportedRow } from './undo-store.ts'

/** Who takes rows in, when, and from which file. `at` in milliseconds. */
export interface About {
  readonly at: number
  readonly by: Actor & { readonly id: string }
  readonly importId: string
}

/** What a chunk did: rows taken in, what each of them brought, what happened, and the secrets of its devices. */
export interface Taken {
  readonly added: number
  readonly rows: readonly ImportedRow[]
  readonly events: readonly EventDraft[]
  readonly secrets: readonly (readonly string[])[]
}

/** That this row came in, and nobody has taken it back. */
export function cameIn(
  { importId, at: takenInAt }: About,
  row: number,
  what: Partial<Pick<ImportedRow, 'homeId' | 'residentId' | 'deviceId' | 'brought'>>,
): ImportedRow {
  const nothing = { homeId: null, residentId: null, deviceId: null, brought: { contacts: [], devices: [] } }
  return { id: `${importId}/${row}`, importId, row, takenInAt, ...nothing, ...what, takenBackAt: null, kept: null }
}
