import type { TokenScope } from '#contract/service-tokens'
import { instant, json, table, text } from '../dialect.ts'
import { accounts } from './registry.ts'

/** A program that may ask. Only the hash of its token is kept, so a copy of the database opens nothing. */
export const serviceTokens = table('service_tokens', {
  id: text().primaryKey(),
  tokenHash: text().notNull().unique(),
  name: text().notNull(),
  scopes: json<TokenScope[]>().notNull(),
  madeBy: text()
    .notNull()
    .references(() => accounts.id),
  madeAt: instant().notNull(),
  expiresAt: instant().notNull(),
  lastUsedAt: instant(),
  revokedAt: instant(),
})
