import { bytes, index, instant, int, table, text } from '../dialect.ts'
import { accounts } from './registry.ts'

/** An authenticator (RFC 6238). It counts once `confirmedAt` is set. */
export const secondFactors = table('second_factors', {
  accountId: text()
    .primaryKey()
    .references(() => accounts.id),
  encryptedSecret: bytes().notNull(),
  confirmedAt: instant(),
  /** The step of the last code that was taken: that one and those before it open nothing any more. */
  lastStep: int(),
})

export const backupCodes = table(
  'backup_codes',
  {
    codeHash: bytes().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    madeAt: instant().notNull(),
    usedAt: instant(),
  },
  (row) => [index('backup_codes_by_account').on(row.accountId)],
)

/**
 * Tries to sign in that did not succeed, counted by account and place and by account alone. The subject is a keyed
 * hash: people type passwords into the wrong field.
 */
export const signInTries = table('sign_in_tries', {
  subject: text().primaryKey(),
  tries: int().notNull(),
  lastAt: instant().notNull(),
})
