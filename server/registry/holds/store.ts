import { and, asc, eq, getTableColumns, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, replaceVerb, type Tx } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { holds } from '../../db/schema/holds.ts'
import { homes, residents } from '../../db/schema/registry.ts'
import type { Within } from '../areas/scope.ts'

export type HoldRow = typeof holds.$inferSelect
/** A hold, and whom to ask about it. */
export interface DueRow extends HoldRow {
  readonly homeId: string
  readonly name: string
  readonly address: string
}

const COLUMNS = [
  ...(['id', 'residentId', 'kind', 'fromOn', 'untilOn', 'reviewOn', 'services', 'version'] as const),
  ...(['addedAt', 'addedBy', 'endedAt'] as const),
] as const
const insert = rowsVerb<HoldRow>(COLUMNS, (q, rows) => q.insert(holds).values(rows))
const byId = readVerb<{ id: string }, HoldRow[]>((q) =>
  q
    .select()
    .from(holds)
    .where(eq(holds.id, sql.placeholder('id'))),
)
const ofResident = readVerb<{ residentId: string }, HoldRow[]>((q) =>
  q
    .select()
    .from(holds)
    .where(eq(holds.residentId, sql.placeholder('residentId')))
    .orderBy(asc(holds.id)),
)
const openOf = keysVerb<HoldRow>((q, keys) =>
  q
    .select()
    .from(holds)
    .where(and(inArray(holds.residentId, keys), isNull(holds.endedAt)))
    .orderBy(asc(holds.residentId), asc(holds.fromOn), asc(holds.id)),
)
const replace = replaceVerb<HoldRow>((q) =>
  q
    .update(holds)
    .set({
      kind: sql`${sql.placeholder('kind')}`,
      fromOn: sql`${sql.placeholder('fromOn')}`,
      untilOn: sql`${sql.placeholder('untilOn')}`,
      reviewOn: sql`${sql.placeholder('reviewOn')}`,
      services: sql`${sql.param(sql.placeholder('services'), holds.services)}`,
      version: sql`${sql.placeholder('version')}`,
      endedAt: sql`${sql.param(sql.placeholder('endedAt'), holds.endedAt)}`,
    })
    .where(and(eq(holds.id, sql.placeholder('id')), eq(holds.version, sql.placeholder('version_1')))),
)
const endAll = changeVerb<{ residentId: string; endedAt: number }>((q) =>
  q
    .update(holds)
    .set({
      endedAt: sql`${sql.param(sql.placeholder('endedAt'), holds.endedAt)}`,
      version: sql`${holds.version} + 1`,
    })
    .where(and(eq(holds.residentId, sql.placeholder('residentId')), isNull(holds.endedAt))),
)
const path = sql`coalesce(${areas.path}, '/')`
const due = readVerb<{ on: string; limit: number; pathFrom: string; pathUntil: string }, DueRow[]>((q) =>
  q
    .select({ ...getTableColumns(holds), homeId: residents.homeId, name: residents.name, address: homes.address })
    .from(holds)
    .innerJoin(residents, eq(residents.id, holds.residentId))
    .innerJoin(homes, eq(homes.id, residents.homeId))
    .leftJoin(areas, eq(areas.id, homes.areaId))
    .where(
      and(
        isNull(holds.endedAt),
        lte(holds.reviewOn, sql.placeholder('on')),
        // One that has run out rests nothing any more, so nobody need be asked.
        or(isNull(holds.untilOn), gte(holds.untilOn, sql.placeholder('on'))),
        gte(path, sql.placeholder('pathFrom')),
        lt(path, sql.placeholder('pathUntil')),
      ),
    )
    .orderBy(asc(holds.reviewOn), asc(holds.id))
    .limit(sql.placeholder('limit')),
)

export async function writeHold(tx: Tx, row: HoldRow): Promise<void> {
  await insert(tx, [row])
}

export async function findHold(on: Reader, id: string): Promise<HoldRow | undefined> {
  return (await byId(on, { id }))[0]
}

/** In the order they were written down. */
export async function holdsOf(on: Reader, residentId: string): Promise<HoldRow[]> {
  return ofResident(on, { residentId })
}

/** What nobody ended of several residents, whatever its dates; of each the earliest first. */
export async function openHoldsOf(on: Reader, residentIds: readonly string[]): Promise<HoldRow[]> {
  return openOf(on, residentIds)
}

/** False when another version stands there by now. */
export async function replaceHold(tx: Tx, after: HoldRow, before: HoldRow): Promise<boolean> {
  return (await replace(tx, after, before)) === 1
}

/** Ends whatever rests for a resident, `endedAt` milliseconds since 1970; how many holds that were. */
export async function endHolds(tx: Tx, residentId: string, endedAt: number): Promise<number> {
  return endAll(tx, { residentId, endedAt })
}

/** Holds that somebody has to ask about on a local date, the longest due first. */
export async function dueHolds(on: Reader, date: string, within: Within, limit: number): Promise<DueRow[]> {
  return due(on, { on: date, limit, ...within })
}
