import { desc, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { retentionRuns } from '../../db/schema/privacy.ts'

export type RunRow = typeof retentionRuns.$inferSelect

const newest = readVerb<Record<string, never>, RunRow[]>((q) =>
  q.select().from(retentionRuns).orderBy(desc(retentionRuns.startedAt), desc(retentionRuns.id)).limit(1),
)
const write = changeVerb<RunRow>((q) =>
  q
    .insert(retentionRuns)
    .values({
      id: sql.placeholder('id'),
      startedAt: sql.placeholder('startedAt'),
      endedAt: sql.placeholder('endedAt'),
      position: sql.placeholder('position'),
      counts: sql.placeholder('counts'),
    })
    .onConflictDoUpdate({
      target: retentionRuns.id,
      set: { endedAt: sql`excluded.ended_at`, position: sql`excluded.position`, counts: sql`excluded.counts` },
    }),
)

/** The night that began last, also one that is not over. */
export async function lastRun(on: Reader): Promise<RunRow | undefined> {
  return (await newest(on, {}))[0]
}

export async function writeRun(tx: Tx, row: RunRow): Promise<void> {
  await write(tx, row)
}
