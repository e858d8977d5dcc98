import type { HomeFile } from '#contract/homes'
import type { Reader, Tx } from '../../db/database.ts'
import { newId } from '../../id.ts'
import type { DataKey, Place, Vault } from '../privacy/vault-service.ts'
import { rewriteAddressWords } from '../residents/words-store.ts'
import { type FileRow, findFile, type HomeRow, writeFile, writeHomeRow } from './file-store.ts'
import { type KnownHome, NO_FILE } from './home.ts'

/** What the card shows of a home's file; that there is a door code, never the code. */
export interface ShownFile extends HomeFile {
  readonly version: number
  readonly hasDoorCode: boolean
}

/** A home in the clear, as it was read; `version` 0 before the first change. */
export interface LoadedHome {
  readonly row: HomeRow
  readonly version: number
  readonly known: KnownHome
}

/** Who changes what, and what stood there before; `before` may hold anything private. */
export interface Edit {
  readonly at: number
  readonly by: string
  readonly fields: readonly string[]
  readonly before: unknown
}

const at = (id: string, column: string): Place => ['home_files', id, column]

export async function openShown(on: Reader, key: DataKey, id: string): Promise<ShownFile> {
  const file = await findFile(on, id)
  return { ...shown(key, id, file), version: file?.version ?? 0, hasDoorCode: file?.encryptedDoorCode != null }
}

/** Everything, the door code too: for a change, which keeps what stood there before. */
export async function openHome(on: Reader, vault: Vault, row: HomeRow): Promise<LoadedHome> {
  const { id, address, areaId } = row
  const key = (await vault.keysOf(on, [id]))(id)
  const file = await findFile(on, id)
  const doorNote = key.open(row.encryptedDoorNote, ['homes', id, 'door_note'])
  const doorCode = openCode(key, id, file)
  return { row, version: file?.version ?? 0, known: { address, areaId, doorNote, ...shown(key, id, file), doorCode } }
}

/** The code of the door in the clear, or null when there is none. */
export async function openDoorCode(on: Reader, vault: Vault, id: string): Promise<string | null> {
  const file = await findFile(on, id)
  return file ? openCode((await vault.keysOf(on, [id]))(id), id, file) : null
}

/** Writes what a change makes of the home, and what stood there before as its history. */
export async function writeKnown(
  tx: Tx,
  vault: Vault,
  { row, version }: Omit<LoadedHome, 'known'>,
  after: KnownHome,
  edit: Edit,
): Promise<void> {
  const { id } = row
  const key = (await vault.keysFor(tx, [id]))(id)
  const { address, areaId, doorNote, parts, lift, entry, keyHolder, point, doorCode } = after
  await writeHomeRow(tx, { id, address, areaId, encryptedDoorNote: key.hide(doorNote, ['homes', id, 'door_note']) })
  await rewriteAddressWords(tx, [{ id, address }])
  const file: FileRow = {
    ...{ homeId: id, version: version + 1, parts, lift, lat: point?.lat ?? null, lng: point?.lng ?? null },
    encryptedEntry: key.hide(entry, at(id, 'entry')),
    encryptedKeyHolder: keyHolder && key.hide(JSON.stringify(keyHolder), at(id, 'key_holder')),
    encryptedDoorCode: doorCode === null ? null : key.hide(doorCode, at(id, 'door_code')),
    changedAt: edit.at,
  }
  const changeId = newId()
  const encryptedBefore = key.hide(JSON.stringify(edit.before), ['home_changes', changeId, 'before'])
  const by = { changedAt: edit.at, changedBy: edit.by, fields: [...edit.fields] }
  await writeFile(tx, file, { id: changeId, homeId: id, ...by, encryptedBefore })
}

function shown(key: DataKey, id: string, file: FileRow | undefined): HomeFile {
  const { doorCode: _none, ...nothing } = NO_FILE
  if (!file) return nothing
  const { parts, lift, lat, lng } = file
  const holder = key.open(file.encryptedKeyHolder, at(id, 'key_holder'))
  return {
    ...{ parts, lift, entry: key.open(file.encryptedEntry, at(id, 'entry')) },
    keyHolder: holder === '' ? null : (JSON.parse(holder) as HomeFile['keyHolder']),
    point: lat === null || lng === null ? null : { lat, lng },
  }
}

function openCode(key: DataKey, id: string, file: FileRow | undefined): string | null {
  // Empty: its key was destroyed.
  return key.open(file?.encryptedDoorCode ?? null, at(id, 'door_code')) || null
}
