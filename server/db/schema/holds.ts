import type { HoldKind, HoldService } from '#contract/holds'
import { index, instant, int, json, table, text, word } from '../dialect.ts'
import { residents } from './registry.ts'

/** When services for a resident rest. An emergency knows no hold (design §2). */
export const holds = table(
  'holds',
  {
    id: text().primaryKey(),
    residentId: text()
      .notNull()
      .references(() => residents.id),
    kind: word<HoldKind>().notNull(),
    fromOn: text().notNull(),
    /** The last day; null: nobody knows yet. */
    untilOn: text(),
    /** When somebody has to ask whether it still holds. */
    reviewOn: text().notNull(),
    services: json<HoldService[]>().notNull(),
    version: int().notNull(),
    addedAt: instant().notNull(),
    addedBy: text().notNull(),
    endedAt: instant(),
  },
  (row) => [index('holds_by_resident').on(row.residentId), index('holds_by_review').on(row.endedAt, row.reviewOn)],
)
