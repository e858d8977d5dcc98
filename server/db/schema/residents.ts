import type { ConsentKind, GivenBy } from '#contract/consents'
import type { ResidentFile } from '#contract/residents'
import { bytes, index, instant, int, json, table, text, uniqueIndex, word } from '../dialect.ts'
import { homes, residents } from './registry.ts'

/** What is known of a resident beside the card, made at the first change. */
export const residentFiles = table('resident_files', {
  residentId: text()
    .primaryKey()
    .references(() => residents.id),
  /** Counts changes of the resident, also of what the card shows. */
  version: int().notNull(),
  risk: word<'low' | 'medium' | 'high'>(),
  categories: json<ResidentFile['categories']>().notNull(),
  /** All other fields as JSON, under the resident's key. */
  encryptedFile: bytes(),
  changedAt: instant().notNull(),
})

/** Who changed which fields of a resident; what stood there before is encrypted. */
export const residentChanges = table(
  'resident_changes',
  {
    id: text().primaryKey(),
    residentId: text()
      .notNull()
      .references(() => residents.id),
    changedAt: instant().notNull(),
    changedBy: text().notNull(),
    fields: json<string[]>().notNull(),
    encryptedBefore: bytes(),
  },
  (row) => [index('resident_changes_by_resident').on(row.residentId)],
)

/**
 * Finds a resident by what a name begins with, as written from each sign on, spelt out or by initials (residents/words.ts).
 * A derived index: a search reads a range of it, whatever is typed, and never all residents.
 */
export const residentWords = table(
  'resident_words',
  {
    word: text().notNull(),
    residentId: text()
      .notNull()
      .references(() => residents.id),
  },
  (row) => [
    uniqueIndex('resident_words_by_word').on(row.word, row.residentId),
    index('resident_words_by_resident').on(row.residentId),
  ],
)

/** The same for homes, by their addresses. */
export const homeWords = table(
  'home_words',
  {
    word: text().notNull(),
    homeId: text()
      .notNull()
      .references(() => homes.id),
  },
  (row) => [uniqueIndex('home_words_by_word').on(row.word, row.homeId), index('home_words_by_home').on(row.homeId)],
)

/** Finds a resident by an encrypted number: keyed hashes of the number and of its last four signs. */
export const residentNumbers = table(
  'resident_numbers',
  {
    id: text().primaryKey(),
    residentId: text()
      .notNull()
      .references(() => residents.id),
    field: text().notNull(),
    numberHash: bytes().notNull(),
    lastFourHash: bytes().notNull(),
  },
  (row) => [
    index('resident_numbers_by_resident').on(row.residentId),
    index('resident_numbers_by_number').on(row.numberHash),
    index('resident_numbers_by_last_four').on(row.lastFourHash),
  ],
)

/**
 * Whoever gives somebody an identity number first holds its row: two at once would each find that nobody has it. Says
 * nothing of who has it.
 */
export const numberGuards = table('number_guards', { numberHash: bytes().primaryKey() })

/** That somebody agreed to something, in which words; a withdrawal is written beside it. */
export const consents = table(
  'consents',
  {
    id: text().primaryKey(),
    residentId: text()
      .notNull()
      .references(() => residents.id),
    kind: word<ConsentKind>().notNull(),
    textVersion: text().notNull(),
    givenBy: word<GivenBy>().notNull(),
    givenOn: text().notNull(),
    /** Who gave it by name, and what for. */
    encryptedDetails: bytes(),
    recordedAt: instant().notNull(),
    recordedBy: text().notNull(),
    withdrawnOn: text(),
    withdrawnAt: instant(),
    withdrawnBy: text(),
  },
  (row) => [index('consents_by_resident').on(row.residentId)],
)

/** Pictures of residents; the newest one counts. */
export const photos = table(
  'photos',
  {
    id: text().primaryKey(),
    residentId: text()
      .notNull()
      .references(() => residents.id),
    mediaType: text().notNull(),
    encryptedPhoto: bytes(),
    takenInAt: instant().notNull(),
    takenInBy: text().notNull(),
  },
  (row) => [index('photos_by_resident').on(row.residentId)],
)
