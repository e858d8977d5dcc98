import { bool, bytes, decimal, instant, int, json, table, text, uniqueIndex } from '../dialect.ts'

/** One message of a device, immutable: triggers refuse UPDATE and DELETE (design §4). */
export const signals = table(
  'signals',
  {
    uid: text().primaryKey(),
    deviceId: text().notNull(),
    /** The device's own id; for a message without one `sha256:…@minute`, so that a resend joins and a later press rings. */
    signalId: text().notNull(),
    /** What makes it this signal: its id, or for another body under an id that was used before, id and body hash. */
    identity: text().notNull(),
    /** Keyed hash of the body: the same id with another body is another signal. */
    bodyHash: text().notNull(),
    kind: text().notNull(),
    lane: text().notNull(),
    road: text().notNull(),
    receivedAt: instant().notNull(),
    deviceAt: text(),
    boot: text(),
    n: int(),
    button: text(),
    battery: decimal(),
    mains: bool(),
    rssi: decimal(),
    test: bool().notNull(),
    retained: bool().notNull(),
    flaws: json<string[]>().notNull(),
  },
  // The id first: ids that begin with the time (UUIDv7) then fall side by side, and a commit dirties one page, not one
  // for each device. Random ids cost what they cost either way.
  (row) => [uniqueIndex('signals_identity').on(row.identity, row.deviceId)],
)

/** The bytes as they came; apart from the signal, because retention and erasure may delete them. */
export const signalBodies = table('signal_bodies', {
  uid: text().primaryKey(),
  body: bytes().notNull(),
})

/**
 * Signals stored and not yet decided. No index and no foreign key beside the key: its rows are written with their
 * signals by one verb, and every further check would be paid twice on the road of a press.
 */
export const inbox = table('inbox', {
  uid: text().primaryKey(),
  /** What it blocks while it fails: its home, or its device when that has none. */
  subject: text().notNull(),
  conflict: bool().notNull(),
  attempts: int().notNull(),
  retryAt: instant().notNull(),
  fault: text(),
})
