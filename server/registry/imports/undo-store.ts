import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { KeptReason } from '#contract/imports'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { calls } from '../../db/schema/calls.ts'
import { holds } from '../../db/schema/holds.ts'
import { homeChanges } from '../../db/schema/homes.ts'
import { importedRows } from '../../db/schema/imports.ts'
import { devices } from '../../db/schema/registry.ts'
import { consents, photos, residentChanges } from '../../db/schema/residents.ts'
import { stageOf } from '../devices/life.ts'
import type { DeviceRow } from '../devices/store.ts'

export type ImportedRow = typeof importedRows.$inferSelect

const insert = rowsVerb<ImportedRow>(
  ['id', 'importId', 'row', 'takenInAt', 'homeId', 'residentId', 'deviceId', 'brought', 'takenBackAt', 'kept'],
  (q, rows) => q.insert(importedRows).values(rows),
)
const open = readVerb<{ importId: string; limit: number }, ImportedRow[]>((q) =>
  q
    .select()
    .from(importedRows)
    .where(
      and(
        eq(importedRows.importId, sql.placeholder('importId')),
        isNull(importedRows.takenBackAt),
        isNull(importedRows.kept),
      ),
    )
    .orderBy(asc(importedRows.row))
    .limit(sql.placeholder('limit')),
)
const close = changeVerb<Pick<ImportedRow, 'id' | 'takenBackAt' | 'kept'>>((q) =>
  q
    .update(importedRows)
    .set({
      takenBackAt: sql`${sql.param(sql.placeholder('takenBackAt'), importedRows.takenBackAt)}`,
      kept: sql`${sql.placeholder('kept')}`,
    })
    .where(eq(importedRows.id, sql.placeholder('id'))),
)
const ofHome = readVerb<{ importId: string; homeId: string }, ImportedRow[]>((q) =>
  q
    .select()
    .from(importedRows)
    .where(
      and(eq(importedRows.homeId, sql.placeholder('homeId')), eq(importedRows.importId, sql.placeholder('importId'))),
    )
    .orderBy(asc(importedRows.row)),
)
const kept = readVerb<{ importId: string; after: number; limit: number }, ImportedRow[]>((q) =>
  q
    .select()
    .from(importedRows)
    .where(
      and(
        eq(importedRows.importId, sql.placeholder('importId')),
        gt(importedRows.row, sql.placeholder('after')),
        isNotNull(importedRows.kept),
      ),
    )
    .orderBy(asc(importedRows.row))
    .limit(sql.placeholder('limit')),
)
const takenBack = keysVerb<Pick<ImportedRow, 'deviceId' | 'takenBackAt'>>((q, keys) =>
  q
    .select({ deviceId: importedRows.deviceId, takenBackAt: importedRows.takenBackAt })
    .from(importedRows)
    .where(and(inArray(importedRows.deviceId, keys), isNotNull(importedRows.takenBackAt))),
)

/** Whom a row brought, where to, and when. `since` in milliseconds. */
export interface Brought extends Record<string, unknown> {
  readonly resident: string
  readonly home: string
  readonly since: number
}

const [resident, home, since] = [sql.placeholder('resident'), sql.placeholder('home'), sql.placeholder('since')]

/** Finds one row of this table, or none. */
function trace(from: SQLiteTable, where: SQL | undefined) {
  return readVerb<Brought, unknown[]>((q) => q.select({ found: sql`1` }).from(from).where(where).limit(1))
}

/** A unit that came with the file was heard since, or another was put up by somebody. */
const unitAtWork = or(
  gt(devices.installedAt, since),
  and(eq(devices.installedAt, since), gte(devices.lastSeenAt, since)),
)
const TRACES: Readonly<Partial<Record<KeptReason, ReturnType<typeof trace>>>> = {
  called: trace(calls, and(eq(calls.subjectId, home), gte(calls.receivedAt, since))),
  edited: trace(residentChanges, and(eq(residentChanges.residentId, resident), gt(residentChanges.changedAt, since))),
  home_edited: trace(homeChanges, and(eq(homeChanges.homeId, home), gt(homeChanges.changedAt, since))),
  hold: trace(holds, eq(holds.residentId, resident)),
  consent: trace(consents, eq(consents.residentId, resident)),
  photo: trace(photos, eq(photos.residentId, resident)),
  device: trace(devices, and(eq(devices.homeId, home), unitAtWork)),
}

/** What has happened since to somebody whom a row brought, and in their home. */
export async function touchesOf(tx: Tx, brought: Brought): Promise<Set<KeptReason>> {
  const found = new Set<KeptReason>()
  for (const [reason, look] of Object.entries(TRACES)) {
    if ((await look(tx, brought)).length > 0) found.add(reason as KeptReason)
  }
  return found
}

export async function noteRows(tx: Tx, rows: readonly ImportedRow[]): Promise<void> {
  await insert(tx, rows)
}

/** Rows of a file that nobody has decided about, in their order. */
export async function undecidedRows(tx: Tx, importId: string, limit: number): Promise<ImportedRow[]> {
  return open(tx, { importId, limit })
}

export async function decideRow(tx: Tx, fate: Pick<ImportedRow, 'id' | 'takenBackAt' | 'kept'>): Promise<void> {
  await close(tx, fate)
}

/** What a file brought to one home. */
export async function rowsOfHome(tx: Tx, importId: string, homeId: string): Promise<ImportedRow[]> {
  return ofHome(tx, { importId, homeId })
}

/** Rows behind this one that an undo kept. */
export async function keptRows(on: Reader, importId: string, after: number, limit: number): Promise<ImportedRow[]> {
  return kept(on, { importId, after, limit })
}

/** Those of these devices that an undo retired, and nothing has been done with since. */
export async function devicesTakenBack(on: Reader, rows: readonly DeviceRow[]): Promise<Set<string>> {
  const retired = rows.filter((row) => stageOf(row) === 'retired')
  const ids = retired.map(({ id }) => id)
  const byUndo = (await takenBack(on, ids)).map(({ deviceId, takenBackAt }) => `${deviceId} ${takenBackAt}`)
  return new Set(retired.filter(({ id, retiredAt }) => byUndo.includes(`${id} ${retiredAt}`)).map(({ id }) => id))
}
