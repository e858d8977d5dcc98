import { and, asc, eq, getTableColumns, gt, gte, lt, sql } from 'drizzle-orm'
import { type Reader, readVerb } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { devices, homes, residents } from '../../db/schema/registry.ts'
import type { Within } from '../areas/scope.ts'
import type { DeviceRow } from '../devices/store.ts'

/** A device that lies where nobody lives any more. */
export interface LeftDevice extends DeviceRow {
  readonly address: string
}

const path = sql`coalesce(${areas.path}, '/')`
/** Somebody lived there, and everybody has left. A home that waits for its first resident is none. */
const isVacant = sql`exists (select 1 from ${residents} where ${residents.homeId} = ${homes.id})
  and not exists (select 1 from ${residents} where ${residents.homeId} = ${homes.id} and ${residents.leftAt} is null)`
const left = readVerb<{ after: string; limit: number; pathFrom: string; pathUntil: string }, LeftDevice[]>((q) =>
  q
    .select({ ...getTableColumns(devices), address: homes.address })
    .from(devices)
    .innerJoin(homes, eq(homes.id, devices.homeId))
    .leftJoin(areas, eq(areas.id, homes.areaId))
    .where(
      and(
        gt(devices.id, sql.placeholder('after')),
        gte(path, sql.placeholder('pathFrom')),
        lt(path, sql.placeholder('pathUntil')),
        isVacant,
      ),
    )
    .orderBy(asc(devices.id))
    .limit(sql.placeholder('limit')),
)

/** Devices behind this id that lie in vacant homes there, in the order of their ids. */
export async function devicesLeft(on: Reader, within: Within, after: string, limit: number): Promise<LeftDevice[]> {
  return left(on, { after, limit, ...within })
}
