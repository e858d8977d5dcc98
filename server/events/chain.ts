import type { Mac } from '../mac.ts'

/** Names the key in every row, so that keys can change without breaking old rows. */
export interface ChainKey {
  readonly id: string
  readonly mac: Mac
}

/** A row of the log as the hash sees it. */
export interface ChainRow {
  readonly seq: number
  readonly at: number
  readonly type: string
  readonly actorKind: string
  readonly actorId: string | null
  readonly callId: string | null
  readonly homeId: string | null
  readonly deviceId: string | null
  readonly data: string
  readonly keyId: string
}

/** What stands before the first event. */
export const GENESIS: Uint8Array = new Uint8Array(32)

/** `HMAC(key, previous ‖ row)` (design §4): changing, removing or moving a row breaks every hash after it. */
export function chainHash(key: ChainKey, previous: Uint8Array, row: ChainRow): Buffer {
  // Of plain values this is the canonical text (canonical.ts), made in one go.
  const text = JSON.stringify([
    row.seq,
    row.at,
    row.type,
    row.actorKind,
    row.actorId,
    row.callId,
    row.homeId,
    row.deviceId,
    row.data,
    row.keyId,
  ])
  return key.mac(previous, text)
}
