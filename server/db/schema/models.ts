import type { CountedKind } from '#contract/signals'
import { bool, instant, int, json, table, text, word } from '../dialect.ts'

/** What a maker builds. Devices name theirs by its name, as their labels do; it stays, also when no more are bought. */
export const deviceModels = table('device_models', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  maker: text().notNull(),
  class: word<'mains' | 'mobile' | 'battery'>().notNull(),
  signals: json<CountedKind[]>().notNull(),
  hasSim: bool().notNull(),
  batteryMonths: int(),
  addedAt: instant().notNull(),
  withdrawnAt: instant(),
  version: int().notNull(),
})
