import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Reader, Tx } from '../../db/database.ts'
import { decrypt, encrypt } from '../../encryption.ts'
import { type DataKeyRow, findDataKeys, replaceDataKey, writeDataKeys } from './store.ts'

/** Owner of what belongs to no home and no resident, such as notes of a call about a loose device. */
export const NO_HOME = 'house'

/** Where an encrypted field stands. It opens nowhere else, so nobody can put one person's field beside another's name. */
export type Place = readonly [table: string, row: string, column: string]

/** The key of one home or one resident. */
export interface DataKey {
  hide(text: string, place: Place): Buffer
  /**
   * The text; '' when there is none, or when its key was destroyed.
   * @throws Error when the bytes were changed or belong to another place
   */
  open(hidden: Uint8Array | null, place: Place): string
}

export type KeyRing = (ownerId: string) => DataKey

/** Keeps the keys of private fields (design §8; research/reliability.md S12). AES-256-GCM, a key for each owner. */
export interface Vault {
  /** The keys of these owners, for reading. */
  keysOf(on: Reader, ownerIds: readonly string[]): Promise<KeyRing>
  /** The same for writing: an owner without a key gets one in this transaction. */
  keysFor(tx: Tx, ownerIds: readonly string[]): Promise<KeyRing>
  /**
   * The key of this owner is gone, and another takes its place: nothing of before opens any more, and whoever comes
   * after can be written about.
   */
  exchange(tx: Tx, ownerId: string): Promise<void>
}

/** @param wrappingKey encrypts the keys of the owners, 32 bytes */
export function openVault(wrappingKey: Uint8Array, clock: Clock): Vault {
  async function keysOf(on: Reader, ownerIds: readonly string[]): Promise<KeyRing> {
    const rows = new Map((await findDataKeys(on, ownerIds)).map((row) => [row.ownerId, row]))
    return (ownerId) => toDataKey(wrappingKey, rows.get(ownerId))
  }

  function newRow(ownerId: string): DataKeyRow {
    const wrappedKey = encrypt(wrappingKey, randomBytes(32).toString('base64'), aboutKey(ownerId))
    return { ownerId, wrappedKey, madeAt: clock.now(), destroyedAt: null }
  }

  return {
    keysOf,
    async keysFor(tx, ownerIds) {
      const known = new Set((await findDataKeys(tx, ownerIds)).map(({ ownerId }) => ownerId))
      await writeDataKeys(tx, [...new Set(ownerIds)].filter((id) => !known.has(id)).map(newRow))
      return keysOf(tx, ownerIds)
    },
    async exchange(tx, ownerId) {
      await replaceDataKey(tx, { ...newRow(ownerId), destroyedAt: clock.now() })
    },
  }
}

function toDataKey(wrappingKey: Uint8Array, row: DataKeyRow | undefined): DataKey {
  const key = row?.wrappedKey && Buffer.from(decrypt(wrappingKey, row.wrappedKey, aboutKey(row.ownerId)), 'base64')
  return {
    hide(text, place) {
      if (!key) throw new Error('nothing can be hidden under a key that is missing or destroyed')
      return encrypt(key, text, aboutField(place))
    },
    open(hidden, place) {
      if (hidden === null) return ''
      if (key) return decrypt(key, hidden, aboutField(place))
      if (row) return ''
      throw new Error('an encrypted field has lost its key')
    },
  }
}

const aboutKey = (ownerId: string): string => JSON.stringify(['data_keys', ownerId, 'wrapped_key'])
/** As a list, because ids may hold any sign that could part them. */
const aboutField = (place: Place): string => JSON.stringify(place)
