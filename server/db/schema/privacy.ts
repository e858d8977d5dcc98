import { bytes, instant, table, text } from '../dialect.ts'

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
