import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { consents } from '../../db/schema/residents.ts'

export type ConsentRow = typeof consents.$inferSelect

const insert = rowsVerb<ConsentRow>(
  [
    ...(['id', 'residentId', 'kind', 'textVersion', 'givenBy', 'givenOn', 'encryptedDetails'] as const),
    ...(['recordedAt', 'recordedBy', 'withdrawnOn', 'withdrawnAt', 'withdrawnBy'] as const),
  ],
  (q, rows) => q.insert(consents).values(rows),
)
const ofResident = readVerb<{ residentId: string }, ConsentRow[]>((q) =>
  q
    .select()
    .from(consents)
    .where(eq(consents.residentId, sql.placeholder('residentId')))
    .orderBy(asc(consents.id)),
)
const withdraw = changeVerb<Pick<ConsentRow, 'id' | 'withdrawnOn' | 'withdrawnAt' | 'withdrawnBy'>>((q) =>
  q
    .update(consents)
    .set({
      withdrawnOn: sql`${sql.placeholder('withdrawnOn')}`,
      withdrawnAt: sql`${sql.param(sql.placeholder('withdrawnAt'), consents.withdrawnAt)}`,
      withdrawnBy: sql`${sql.placeholder('withdrawnBy')}`,
    })
    .where(and(eq(consents.id, sql.placeholder('id')), isNull(consents.withdrawnAt))),
)

export async function writeConsent(tx: Tx, row: ConsentRow): Promise<void> {
  await insert(tx, [row])
}

/** In the order they were written down. */
export async function consentsOf(on: Reader, residentId: string): Promise<ConsentRow[]> {
  return ofResident(on, { residentId })
}

/** False when it was withdrawn before. */
export async function withdrawConsent(
  tx: Tx,
  row: Pick<ConsentRow, 'id' | 'withdrawnOn' | 'withdrawnAt' | 'withdrawnBy'>,
): Promise<boolean> {
  return (await withdraw(tx, row)) === 1
}
