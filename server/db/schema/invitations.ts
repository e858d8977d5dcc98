import type { Role } from '#contract/accounts'
import { instant, table, text, word } from '../dialect.ts'
import { areas, desks } from './areas.ts'
import { accounts } from './registry.ts'

/** Somebody who may make an account of their own, once. Only the hash of the token is kept. */
export const invitations = table('invitations', {
  id: text().primaryKey(),
  tokenHash: text().notNull().unique(),
  name: text().notNull(),
  role: word<Role>().notNull(),
  areaId: text().references(() => areas.id),
  deskId: text().references(() => desks.id),
  invitedBy: text()
    .notNull()
    .references(() => accounts.id),
  invitedAt: instant().notNull(),
  expiresAt: instant().notNull(),
  acceptedAt: instant(),
  accountId: text().references(() => accounts.id),
  revokedAt: instant(),
})
