import { decrypt, encrypt } from '../../encryption.ts'

/** Keeps what is personal in a chunk out of sight of whoever holds a copy of the database. */
export interface Safe {
  shut(value: unknown, about: string): Buffer
  open<T>(bytes: Uint8Array, about: string): T
}

/** `about` names the row and the column, so that no text opens in another's place. */
export function fileSafe(key: Uint8Array): Safe {
  return {
    shut: (value, about) => encrypt(key, JSON.stringify(value), about),
    open: <T>(bytes: Uint8Array, about: string) => JSON.parse(decrypt(key, bytes, about)) as T,
  }
}
