import { eq, inArray, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, type Tx } from '../../db/database.ts'
import { dataKeys } from '../../db/schema/privacy.ts'

export type DataKeyRow = typeof dataKeys.$inferSelect

const byOwners = keysVerb<DataKeyRow>((q, keys) => q.select().from(dataKeys).where(inArray(dataKeys.ownerId, keys)))
const insert = rowsVerb<DataKeyRow>(['ownerId', 'wrappedKey', 'madeAt', 'destroyedAt'], (q, rows) =>
  q.insert(dataKeys).values(rows).onConflictDoNothing(),
)

const replace = changeVerb<Pick<DataKeyRow, 'ownerId' | 'wrappedKey' | 'madeAt' | 'destroyedAt'>>((q) =>
  q
    .update(dataKeys)
    .set({
      wrappedKey: sql`${sql.param(sql.placeholder('wrappedKey'), dataKeys.wrappedKey)}`,
      madeAt: sql`${sql.param(sql.placeholder('madeAt'), dataKeys.madeAt)}`,
      destroyedAt: sql`${sql.param(sql.placeholder('destroyedAt'), dataKeys.destroyedAt)}`,
    })
    .where(eq(dataKeys.ownerId, sql.placeholder('ownerId'))),
)

export async function findDataKeys(on: Reader, ownerIds: readonly string[]): Promise<DataKeyRow[]> {
  return byOwners(on, ownerIds)
}

/** An owner that has a key already keeps it. */
export async function writeDataKeys(tx: Tx, rows: readonly DataKeyRow[]): Promise<void> {
  await insert(tx, rows)
}

/** An owner without a key stays without. */
export async function replaceDataKey(tx: Tx, row: DataKeyRow): Promise<void> {
  await replace(tx, row)
}
