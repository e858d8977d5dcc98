import { and, asc, eq, gt, gte, lt, sql } from 'drizzle-orm'
import { type Reader, readVerb } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { events, READ } from '../../db/schema/events.ts'
import { homes } from '../../db/schema/registry.ts'
import type { Within } from '../areas/scope.ts'

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

/** A look, its number in the log, and at which home. */
export interface AreaReadingRow extends ReadingRow {
  readonly seq: number
  readonly homeId: string
  readonly address: string
}

const looksBelow = readVerb<
  { from: number; until: number; after: number; limit: number; pathFrom: string; pathUntil: string },
  AreaReadingRow[]
>((q) =>
  q
    .select({
      ...{ seq: events.seq, at: events.at, type: events.type, actorId: events.actorId, callId: events.callId },
      ...{ data: events.data, homeId: homes.id, address: homes.address },
    })
    .from(events)
    .innerJoin(homes, eq(homes.id, events.homeId))
    .innerJoin(areas, eq(areas.id, homes.areaId))
    .where(
      and(
        READ,
        gte(events.at, sql.placeholder('from')),
        lt(events.at, sql.placeholder('until')),
        gt(events.seq, sql.placeholder('after')),
        gte(areas.path, sql.placeholder('pathFrom')),
        lt(areas.path, sql.placeholder('pathUntil')),
      ),
    )
    .orderBy(asc(events.seq))
    .limit(sql.placeholder('limit')),
)

/** Looks at homes there after event `after`, within two instants as above, in order. */
export async function readingsBelow(
  on: Reader,
  within: Within,
  { from, until, after, limit }: Readonly<Record<'from' | 'until' | 'after' | 'limit', number>>,
): Promise<AreaReadingRow[]> {
  return looksBelow(on, { from, until, after, limit, ...within })
}

/** Who looked at this home from `from` until just before `until`, milliseconds since 1970, in order. */
export async function readingsOf(on: Reader, homeId: string, from: number, until: number): Promise<ReadingRow[]> {
  return looks(on, { homeId, from, until })
}
