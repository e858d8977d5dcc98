import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Reader, Tx } from '../../db/database.ts'
import { decrypt, decryptBytes, encrypt } from '../../encryption.ts'
import type { Mac } from '../../mac.ts'
import { type DataKeyRow, findDataKeys, replaceDataKey, writeDataKeys } from './store.ts'

/** Owner of what belongs to no home and no resident, such as notes of a call about a loose device. */
export const NO_HOME = 'house'

/** Where an encrypted field stands. It opens nowhere else, so nobody can put one person's field beside another's name. */
export type Place = readonly [table: string, row: string, column: string]

/** What stands in the store instead of a number, so that it can be found and not be read (design §8). */
export interface Blinded {
  readonly numberHash: Buffer
  readonly lastFourHash: Buffer
}

/** The key of one home or one resident. */
export interface DataKey {
  hide(text: string, place: Place): Buffer
  /**
   * The text; '' when there is none, or when its key was destroyed.
   * @throws Error when the bytes were changed or belong to another place
   */
  open(hidden: Uint8Array | null, place: Place): string
  hideBytes(bytes: Uint8Array, place: Place): Buffer
  /** The bytes; null where `open` answers with ''. */
  openBytes(hidden: Uint8Array | null, place: Place): Buffer | null
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
  /** What an encrypted number of this field is found by. */
  blind(field: string, number: string): Blinded
}

/**
 * @param wrappingKey encrypts the keys of the owners, 32 bytes
 * @param blindMac hides numbers that are found by themselves
 */
export function openVault(wrappingKey: Uint8Array, clock: Clock, blindMac: Mac): Vault {
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
    blind: (field, number) => blind(blindMac, field, number),
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
  const hide = (secret: string | Uint8Array, place: Place): Buffer => {
    if (!key) throw new Error('nothing can be hidden under a key that is missing or destroyed')
    return encrypt(key, secret, aboutField(place))
  }
  const openBytes = (hidden: Uint8Array | null, place: Place): Buffer | null => {
    if (hidden === null) return null
    if (key) return decryptBytes(key, hidden, aboutField(place))
    if (row) return null
    throw new Error('an encrypted field has lost its key')
  }
  return { hide, hideBytes: hide, openBytes, open: (hidden, place) => openBytes(hidden, place)?.toString('utf8') ?? '' }
}

/** Keyed hashes of a number and of its last four signs; the latter are the same for every field. */
export function blind(blindMac: Mac, field: string, number: string): Blinded {
  return { numberHash: blindMac('number\0', field, '\0', number), lastFourHash: lastFour(blindMac, number.slice(-4)) }
}

export function lastFour(blindMac: Mac, signs: string): Buffer {
  return blindMac('last four\0', signs)
}

const aboutKey = (ownerId: string): string => JSON.stringify(['data_keys', ownerId, 'wrapped_key'])
/** As a list, because ids may hold any sign that could part them. */
const aboutField = (place: Place): string => JSON.stringify(place)
