import { inArray } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import type { Reader, Tx } from '../../db/database.ts'
import { dataKeys } from '../../db/schema/privacy.ts'

export type DataKeyRow = typeof dataKeys.$inferSelect

const byOwners = keysVerb<DataKeyRow>((q, keys) => q.select().from(dataKeys).where(inArray(dataKeys.ownerId, keys)))
const insert = rowsVerb<DataKeyRow>(['ownerId', 'wrappedKey', 'madeAt', 'destroyedAt'], (q, rows) =>
  q.insert(dataKeys).values(rows).onConflictDoNothing(),
)

export async function findDataKeys(on: Reader, ownerIds: readonly string[]): Promise<DataKeyRow[]> {
  return byOwners(on, ownerIds)
}

/** An owner that has a key already keeps it. */
export async function writeDataKeys(tx: Tx, rows: readonly DataKeyRow[]): Promise<void> {
  await insert(tx, rows)
}
