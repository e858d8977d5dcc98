import { bytes, index, instant, int, table, text } from '../dialect.ts'
import { accounts, devices, homes } from './registry.ts'

/** What an installer was given for one home. Only a keyed hash of the code is kept. */
export const pairingCodes = table(
  'pairing_codes',
  {
    id: text().primaryKey(),
    codeHash: bytes().notNull().unique(),
    homeId: text()
      .notNull()
      .references(() => homes.id),
    issuedBy: text()
      .notNull()
      .references(() => accounts.id),
    issuedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    triesLeft: int().notNull(),
    deviceId: text().references(() => devices.id),
    pairedAt: instant(),
  },
  (row) => [index('pairing_codes_by_home').on(row.homeId)],
)
