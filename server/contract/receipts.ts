import { type Static, Type } from 'typebox'
import { Instant } from './scalars.ts'

/** Sent after the commit. Only this lets a device forget a signal: a PUBACK comes from a broker and proves nothing. */
export const StoredReceipt = Type.Object(
  { id: Type.String(), stored: Type.Literal(true), at: Instant },
  { title: 'StoredReceipt', description: 'The signal with this id is on disk' },
)

/** For a message whose id could not be read: the device recognises it by the SHA-256 of the bytes it sent. */
export const UnreadableReceipt = Type.Object(
  { id: Type.Null(), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), stored: Type.Literal(true), at: Instant },
  { title: 'UnreadableReceipt', description: 'The bytes are on disk and ring, though no id could be read' },
)

/** Not stored; the device keeps the signal, and `code` tells its maker why. */
export const RefusedReceipt = Type.Object(
  { id: Type.Union([Type.String(), Type.Null()]), stored: Type.Literal(false), code: Type.String() },
  { title: 'RefusedReceipt', description: 'Not stored: keep the signal and go on resending' },
)

export const Receipt = Type.Union([StoredReceipt, UnreadableReceipt, RefusedReceipt], { title: 'Receipt' })
export type Receipt = Static<typeof Receipt>
export type StoredReceipt = Static<typeof StoredReceipt>
export type UnreadableReceipt = Static<typeof UnreadableReceipt>
