import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { feeRules } from '../../db/schema/fees.ts'

export type RuleRow = typeof feeRules.$inferSelect

const all = readVerb<Record<string, never>, RuleRow[]>((q) =>
  q.select().from(feeRules).orderBy(desc(feeRules.fromOn), desc(feeRules.id)),
)
const byId = readVerb<{ id: string }, RuleRow[]>((q) =>
  q
    .select()
    .from(feeRules)
    .where(eq(feeRules.id, sql.placeholder('id'))),
)
const insert = rowsVerb<RuleRow>(
  ['id', 'kind', 'fen', 'governmentFromAge', 'areaId', 'fromOn', 'addedAt', 'withdrawnAt'],
  (q, rows) => q.insert(feeRules).values(rows),
)
const withdraw = changeVerb<{ id: string; at: number }>((q) =>
  q
    .update(feeRules)
    .set({ withdrawnAt: sql`${sql.placeholder('at')}` })
    .where(and(eq(feeRules.id, sql.placeholder('id')), isNull(feeRules.withdrawnAt))),
)

/** The newest first, those that were taken back too. */
export async function allRules(on: Reader): Promise<RuleRow[]> {
  return all(on, {})
}

export async function findRule(on: Reader, id: string): Promise<RuleRow | undefined> {
  return (await byId(on, { id }))[0]
}

export async function addRule(tx: Tx, row: RuleRow): Promise<void> {
  await insert(tx, [row])
}

/** False when it was taken back before, or there is none. `at` in milliseconds since 1970. */
export async function withdrawRule(tx: Tx, id: string, at: number): Promise<boolean> {
  return (await withdraw(tx, { id, at })) === 1
}
