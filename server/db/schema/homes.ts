import type { AddressParts, HomeFile } from '#contract/homes'
import { bytes, decimal, index, instant, int, json, table, text, word } from '../dialect.ts'
import { homes } from './registry.ts'

/** What is known of a home beside its card, made at the first change. */
export const homeFiles = table('home_files', {
  homeId: text()
    .primaryKey()
    .references(() => homes.id),
  /** Counts changes of the home, also of its contacts and responders. */
  version: int().notNull(),
  /** In the clear, as the address is: it is searched by. */
  parts: json<AddressParts>().notNull(),
  lift: word<HomeFile['lift']>().notNull(),
  /** WGS-84, degrees. */
  lat: decimal(),
  lng: decimal(),
  encryptedEntry: bytes(),
  encryptedKeyHolder: bytes(),
  /** Apart from the others, so that nothing opens it but whoever may. */
  encryptedDoorCode: bytes(),
  changedAt: instant().notNull(),
})

/** Who changed which fields of a home; what stood there before is encrypted. */
export const homeChanges = table(
  'home_changes',
  {
    id: text().primaryKey(),
    homeId: text()
      .notNull()
      .references(() => homes.id),
    changedAt: instant().notNull(),
    changedBy: text().notNull(),
    fields: json<string[]>().notNull(),
    encryptedBefore: bytes(),
  },
  (row) => [index('home_changes_by_home').on(row.homeId)],
)
