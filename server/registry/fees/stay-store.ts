import { and, asc, eq, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { deviceStays } from '../../db/schema/fees.ts'
import { homes, residents } from '../../db/schema/registry.ts'
import type { Within } from '../areas/scope.ts'
import type { Stay } from './stay.ts'

export type StayRow = typeof deviceStays.$inferSelect

/** A stay with where its home lies. */
export interface PlacedStay extends Stay {
  readonly id: string
  readonly areaId: string
  readonly path: string
}

const insert = rowsVerb<StayRow>(['id', 'deviceId', 'homeId', 'fromAt', 'untilAt'], (q, rows) =>
  q.insert(deviceStays).values(rows),
)
const end = changeVerb<{ deviceId: string; at: number }>((q) =>
  q
    .update(deviceStays)
    .set({ untilAt: sql`${sql.placeholder('at')}` })
    .where(and(eq(deviceStays.deviceId, sql.placeholder('deviceId')), isNull(deviceStays.untilAt))),
)
const between = readVerb<
  Record<keyof Within | 'after', string> & Record<'from' | 'until' | 'limit', number>,
  PlacedStay[]
>((q) =>
  q
    .select({
      ...{ id: deviceStays.id, deviceId: deviceStays.deviceId, homeId: deviceStays.homeId },
      ...{ fromAt: deviceStays.fromAt, untilAt: deviceStays.untilAt, areaId: areas.id, path: areas.path },
    })
    .from(deviceStays)
    .innerJoin(homes, eq(homes.id, deviceStays.homeId))
    .innerJoin(areas, eq(areas.id, homes.areaId))
    .where(
      and(
        gt(deviceStays.id, sql.placeholder('after')),
        lt(deviceStays.fromAt, sql.placeholder('until')),
        or(isNull(deviceStays.untilAt), gte(deviceStays.untilAt, sql.placeholder('from'))),
        gte(areas.path, sql.placeholder('pathFrom')),
        lt(areas.path, sql.placeholder('pathUntil')),
      ),
    )
    .orderBy(asc(deviceStays.id))
    .limit(sql.placeholder('limit')),
)
const endsOf = keysVerb<{ id: string; homeId: string; untilAt: number | null }>((q, keys) =>
  q
    .select({ id: deviceStays.id, homeId: deviceStays.homeId, untilAt: deviceStays.untilAt })
    .from(deviceStays)
    .where(inArray(deviceStays.homeId, keys)),
)
const livingIn = keysVerb<{ homeId: string; bornOn: string | null; leftAt: number | null }>((q, keys) =>
  q
    .select({ homeId: residents.homeId, bornOn: residents.bornOn, leftAt: residents.leftAt })
    .from(residents)
    .where(inArray(residents.homeId, keys)),
)

export async function beginStay(tx: Tx, row: StayRow): Promise<void> {
  await insert(tx, [row])
}

/** The unit stands nowhere from `at` on, milliseconds since 1970; where it stands nowhere, nothing changes. */
export async function endStay(tx: Tx, deviceId: string, at: number): Promise<void> {
  await end(tx, { deviceId, at })
}

/** Stays behind `after` that touch the time from `from` until just before `until`, milliseconds since 1970. */
export async function staysBetween(
  on: Reader,
  within: Within,
  page: { readonly from: number; readonly until: number; readonly after: string; readonly limit: number },
): Promise<PlacedStay[]> {
  return between(on, { ...within, ...page })
}

/** When stays in these homes ended. */
export async function endsOfStays(on: Reader, homeIds: readonly string[]) {
  return endsOf(on, homeIds)
}

/** Whoever lives or lived in these homes. */
export async function livingInHomes(on: Reader, homeIds: readonly string[]) {
  return livingIn(on, homeIds)
}
