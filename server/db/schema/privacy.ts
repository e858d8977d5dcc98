import type { ErasureReason } from '#contract/erasure'
import type { Leaving } from '#contract/residents'
import type { RetentionClass } from '#contract/retention'
import { bytes, index, instant, json, table, text, word } from '../dialect.ts'

/**
 * The key that the private fields of one home or one resident are encrypted with, itself encrypted by a key of the
 * installation. A destroyed key leaves its row: what it hid is gone for good, also from copies of the database.
 */
export const dataKeys = table('data_keys', {
  /** Id of the home or the resident. */
  ownerId: text().primaryKey(),
  wrappedKey: bytes(),
  madeAt: instant().notNull(),
  destroyedAt: instant(),
})

/**
 * Who was erased. The same lines stand in a file beside the database, so that a copy of it from before cannot bring
 * anybody back (registry/privacy/erasure.ts).
 */
export const erasures = table('erasures', {
  residentId: text().primaryKey(),
  /** The home that was blanked with the last of its people. */
  homeId: text(),
  reason: word<ErasureReason>().notNull(),
  leaving: word<Leaving>().notNull(),
  erasedAt: instant().notNull(),
  /** Null: done again by the house, on an older copy of the database. */
  erasedBy: text(),
  /** When the bytes were overwritten in the files. */
  scrubbedAt: instant(),
})

/** A night on which went what had been kept long enough (registry/privacy/retention.ts). */
export const retentionRuns = table(
  'retention_runs',
  {
    id: text().primaryKey(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    /** Where the next step goes on; null when it is over. */
    position: json<{ readonly name: RetentionClass; readonly after: string }>(),
    counts: json<{ readonly name: RetentionClass; readonly gone: number; readonly kept: number }[]>().notNull(),
  },
  (row) => [index('retention_runs_by_start').on(row.startedAt)],
)
