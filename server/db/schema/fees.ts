import type { FeeKind } from '#contract/fees'
import { index, instant, int, table, text, word } from '../dialect.ts'

/** When which unit stood in which home, as the log tells it: what a device's own row says is only where it is now. */
export const deviceStays = table(
  'device_stays',
  {
    id: text().primaryKey(),
    deviceId: text().notNull(),
    homeId: text().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant(),
  },
  (row) => [index('device_stays_by_device').on(row.deviceId), index('device_stays_by_home').on(row.homeId)],
)

/** What joining and service cost from when on and where; added to and taken back, never changed. */
export const feeRules = table('fee_rules', {
  id: text().primaryKey(),
  kind: word<FeeKind>().notNull(),
  fen: int().notNull(),
  governmentFromAge: int(),
  areaId: text(),
  fromOn: text().notNull(),
  addedAt: instant().notNull(),
  withdrawnAt: instant(),
})
