import { asc, eq, sql } from 'drizzle-orm'
import { rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, replaceVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { deskAreas, desks } from '../../db/schema/areas.ts'
import type { Manned } from './desk.ts'

export type DeskRow = typeof desks.$inferSelect
type ServedRow = typeof deskAreas.$inferSelect

/** A desk with the areas it serves. */
export type FullDesk = DeskRow & Manned

const all = readVerb<Record<string, never>, DeskRow[]>((q) => q.select().from(desks).orderBy(asc(desks.name)))
const held = readVerb<Record<string, never>, DeskRow[]>((q) =>
  locked(q.select().from(desks).orderBy(asc(desks.name), asc(desks.id))),
)
const served = readVerb<Record<string, never>, ServedRow[]>((q) =>
  q.select().from(deskAreas).orderBy(asc(deskAreas.areaId)),
)
const insertDesk = rowsVerb<DeskRow>(['id', 'name', 'hours', 'coveredById', 'addedAt', 'version'], (q, rows) =>
  q.insert(desks).values(rows).onConflictDoNothing(),
)
const insertServed = rowsVerb<ServedRow>(['areaId', 'deskId'], (q, rows) =>
  q.insert(deskAreas).values(rows).onConflictDoNothing(),
)
const dropServed = changeVerb<{ deskId: string }>((q) =>
  q.delete(deskAreas).where(eq(deskAreas.deskId, sql.placeholder('deskId'))),
)
const replace = replaceVerb<DeskRow>((q) =>
  q
    .update(desks)
    .set({
      name: sql`${sql.placeholder('name')}`,
      hours: sql`${sql.param(sql.placeholder('hours'), desks.hours)}`,
      coveredById: sql`${sql.placeholder('coveredById')}`,
      version: sql`${sql.placeholder('version')}`,
    })
    .where(sql`${desks.id} = ${sql.placeholder('id')} and ${desks.version} = ${sql.placeholder('version_1')}`),
)

export async function allDesks(on: Reader): Promise<FullDesk[]> {
  return withAreas(on, await all(on, {}))
}

/** The same, kept so for this transaction: who covers for whom is judged over all of them. */
export async function holdDesks(tx: Tx): Promise<FullDesk[]> {
  return withAreas(tx, await held(tx, {}))
}

async function withAreas(on: Reader, rows: readonly DeskRow[]): Promise<FullDesk[]> {
  const pairs = await served(on, {})
  return rows.map((desk) => ({
    ...desk,
    areaIds: pairs.filter(({ deskId }) => deskId === desk.id).map(({ areaId }) => areaId),
  }))
}

/** False when the name is taken. */
export async function addDesk(tx: Tx, desk: DeskRow): Promise<boolean> {
  return (await insertDesk(tx, [desk])) === 1
}

/** False when another version stands there by now. */
export async function replaceDesk(tx: Tx, after: DeskRow, before: DeskRow): Promise<boolean> {
  return (await replace(tx, after, before)) === 1
}

/** False when one of the areas has another desk. */
export async function writeServed(tx: Tx, deskId: string, areaIds: readonly string[]): Promise<boolean> {
  await dropServed(tx, { deskId })
  const rows = areaIds.map((areaId) => ({ areaId, deskId }))
  return (await insertServed(tx, rows)) === rows.length
}
