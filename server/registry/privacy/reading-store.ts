import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import { type Reader, readVerb } from '../../db/database.ts'
import { events, READ } from '../../db/schema/events.ts'

type EventRow = typeof events.$inferSelect
export type ReadingRow = Pick<EventRow, 'at' | 'type' | 'actorId' | 'callId' | 'data'>

const looks = readVerb<{ homeId: string; from: number; until: number }, ReadingRow[]>((q) =>
  q
    .select({
      at: events.at,
      type: events.type,
      actorId: events.actorId,
      callId: events.callId,
      data: events.data,
    })
    .from(events)
    .where(
      and(
        READ,
        eq(events.homeId, sql.placeholder('homeId')),
        gte(events.at, sql.placeholder('from')),
        lt(events.at, sql.placeholder('until')),
      ),
    )
    .orderBy(asc(events.seq)),
)

/** Who looked at this home from `from` until just before `until`, milliseconds since 1970, in order. */
export async function readingsOf(on: Reader, homeId: string, from: number, until: number): Promise<ReadingRow[]> {
  return looks(on, { homeId, from, until })
}
