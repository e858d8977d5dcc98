import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../db/database.ts'
import { notices } from '../db/schema/events.ts'

export type NoticeRow = typeof notices.$inferSelect

const insert = changeVerb<NoticeRow>((q) =>
  q
    .insert(notices)
    .values({
      id: sql.placeholder('id'),
      consumer: sql.placeholder('consumer'),
      seq: sql.placeholder('seq'),
      target: sql.placeholder('target'),
      callId: sql.placeholder('callId'),
      plannedAt: sql.placeholder('plannedAt'),
      nextAt: sql.placeholder('nextAt'),
      attempts: sql.placeholder('attempts'),
    })
    .onConflictDoNothing(),
)
const due = readVerb<{ target: string; now: number; limit: number }, NoticeRow[]>((q) =>
  q
    .select()
    .from(notices)
    .where(and(lte(notices.nextAt, sql.placeholder('now')), eq(notices.target, sql.placeholder('target'))))
    .orderBy(asc(notices.nextAt), asc(notices.id))
    .limit(sql.placeholder('limit')),
)
const lease = changeVerb<{ id: string; seenAt: number; until: number }>((q) =>
  q
    .update(notices)
    .set({ nextAt: sql`${sql.placeholder('until')}` })
    .where(and(eq(notices.id, sql.placeholder('id')), eq(notices.nextAt, sql.placeholder('seenAt')))),
)
const settle = changeVerb<Pick<NoticeRow, 'id' | 'nextAt' | 'attempts' | 'sentAt' | 'failedAt' | 'fault'>>((q) =>
  q
    .update(notices)
    .set({
      nextAt: sql`${sql.placeholder('nextAt')}`,
      attempts: sql`${sql.placeholder('attempts')}`,
      sentAt: sql`${sql.placeholder('sentAt')}`,
      failedAt: sql`${sql.placeholder('failedAt')}`,
      fault: sql`${sql.placeholder('fault')}`,
    })
    .where(and(eq(notices.id, sql.placeholder('id')), isNull(notices.sentAt))),
)

/** False when this cause has planned this notice before. */
export async function planNotice(tx: Tx, notice: NoticeRow): Promise<boolean> {
  return (await insert(tx, notice)) === 1
}

/** Notices for this target that are due, oldest first. */
export async function dueNotices(on: Reader, target: string, now: number, limit: number): Promise<NoticeRow[]> {
  return due(on, { target, now, limit })
}

/** Takes a notice that was due at `seenAt` for one process until `until`; false when another took it first. */
export async function leaseNotice(tx: Tx, id: string, seenAt: number, until: number): Promise<boolean> {
  return (await lease(tx, { id, seenAt, until })) === 1
}

export async function settleNotice(
  tx: Tx,
  notice: Pick<NoticeRow, 'id' | 'nextAt' | 'attempts' | 'sentAt' | 'failedAt' | 'fault'>,
): Promise<void> {
  const { id, nextAt, attempts, sentAt, failedAt, fault } = notice
  await settle(tx, { id, nextAt, attempts, sentAt, failedAt, fault })
}
