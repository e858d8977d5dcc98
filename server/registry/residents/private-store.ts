import type { ResidentFile } from '#contract/residents'
import type { Reader, Tx } from '../../db/database.ts'
import { newId } from '../../id.ts'
import type { Mac } from '../../mac.ts'
import { blind, type DataKey, type Place, type Vault } from '../privacy/vault-service.ts'
import { type Change, type Known, NOTHING_KNOWN, numbersOf } from './resident.ts'
import { findFile, type NumberRow, type ResidentRow, writeCard, writeFiles, writeNumbers } from './store.ts'
import { rewriteNameWords } from './words-store.ts'

/** A resident in the clear, as it was read; `version` 0 before the first change. */
export interface Loaded {
  readonly row: ResidentRow
  readonly version: number
  readonly known: Known
}

/** What the table keeps beside the encrypted file, for those who count. */
type Counted = Pick<ResidentFile, 'risk' | 'categories'>

const flagsOf = (id: string): Place => ['residents', id, 'flags']
const fileOf = (id: string): Place => ['resident_files', id, 'file']

export async function openResident(on: Reader, vault: Vault, row: ResidentRow): Promise<Loaded> {
  const { id, name, sex, bornOn, livesAlone } = row
  const file = await findFile(on, id)
  const key = (await vault.keysOf(on, [id]))(id)
  const flags = JSON.parse(key.open(row.encryptedFlags, flagsOf(id)) || '[]') as Known['flags']
  const hidden = JSON.parse(key.open(file?.encryptedFile ?? null, fileOf(id)) || '{}') as Omit<
    ResidentFile,
    keyof Counted
  >
  const counted: Counted = { risk: file?.risk ?? null, categories: file?.categories ?? [] }
  return {
    row,
    version: file?.version ?? 0,
    known: { name, sex, bornOn, livesAlone, flags, ...NOTHING_KNOWN, ...hidden, ...counted },
  }
}

/** Writes what a change makes of the resident, and what stood there before as its history. */
export async function writeChange(
  tx: Tx,
  vault: Vault,
  { row, version }: Pick<Loaded, 'row' | 'version'>,
  change: Change,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  const { id } = row
  const key = (await vault.keysFor(tx, [id]))(id)
  const { name, sex, bornOn, livesAlone, flags, risk, categories, ...hidden } = change.after
  await writeCard(tx, { id, name, sex, bornOn, livesAlone, encryptedFlags: hide(key, flags, flagsOf(id)) })
  await rewriteNameWords(tx, [{ id, name }])
  const changeId = newId()
  await writeFiles(
    tx,
    [
      {
        ...{ residentId: id, version: version + 1, risk, categories, changedAt: at },
        encryptedFile: hide(key, hidden, fileOf(id)),
      },
    ],
    [
      {
        ...{ id: changeId, residentId: id, changedAt: at, changedBy: by, fields: [...change.fields] },
        encryptedBefore: hide(key, change.before, ['resident_changes', changeId, 'before']),
      },
    ],
  )
}

/** Gives residents who have no file yet the first one, which knows their identity number, and makes it findable. */
export async function writeFirstFiles(
  tx: Tx,
  vault: Vault,
  people: readonly { readonly id: string; readonly idNumber: string }[],
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  const ring = await vault.keysFor(
    tx,
    people.map(({ id }) => id),
  )
  const { risk, categories, ...nothing } = NOTHING_KNOWN
  const files = people.map(({ id, idNumber }) => {
    const encryptedFile = hide(ring(id), { ...nothing, idNumber }, fileOf(id))
    return { residentId: id, version: 1, risk, categories, changedAt: at, encryptedFile }
  })
  const changes = people.map(({ id: residentId }) => {
    const id = newId()
    const encryptedBefore = hide(ring(residentId), {}, ['resident_changes', id, 'before'])
    return { id, residentId, changedAt: at, changedBy: by, fields: ['idNumber'], encryptedBefore }
  })
  await writeFiles(tx, files, changes)
  const field = 'idNumber'
  const rows = people.map(({ id, idNumber }) => {
    return { id: newId(), residentId: id, field, ...vault.blind(field, idNumber) }
  })
  await writeNumbers(tx, [], rows)
}

const hide = (key: DataKey, value: unknown, place: Place): Buffer => key.hide(JSON.stringify(value), place)

/** Makes residents findable by the numbers that are known of them now. */
export async function indexNumbers(
  tx: Tx,
  blindMac: Mac,
  people: readonly { readonly id: string; readonly known: Known }[],
): Promise<void> {
  const rows = people.flatMap(({ id: residentId, known }) =>
    numbersOf(known).map(({ field, number }): NumberRow => {
      return { id: newId(), residentId, field, ...blind(blindMac, field, number) }
    }),
  )
  await writeNumbers(
    tx,
    people.map(({ id }) => id),
    rows,
  )
}
