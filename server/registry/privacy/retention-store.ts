import { and, asc, type Column, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { RetentionClass } from '#contract/retention'
import { rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { signInTries } from '../../db/schema/access.ts'
import { callSignals, calls, notes } from '../../db/schema/calls.ts'
import { holds } from '../../db/schema/holds.ts'
import { homeChanges } from '../../db/schema/homes.ts'
import { importChunks, imports } from '../../db/schema/imports.ts'
import { devices, residents, sessions } from '../../db/schema/registry.ts'
import { photos, residentChanges } from '../../db/schema/residents.ts'
import { inbox, signalBodies, signals } from '../../db/schema/signals.ts'
import type { Ageing } from './retention.ts'

/** Up to `limit` rows behind `after`; `on` is the local date, by which holds have run out or not. */
interface Page extends Record<string, unknown> {
  readonly after: string
  readonly limit: number
  readonly on: string
}

interface AgeingRow extends Ageing {
  readonly id: string
}

/** A table that is gone through by its key, so that a step costs the same however much is kept. */
interface RetentionTable {
  readonly page: (on: Reader, page: Page) => PromiseLike<AgeingRow[]>
  /** Takes away what these rows hold. */
  readonly take: (tx: Tx, rows: readonly { id: string }[]) => Promise<number>
}

const after = sql.placeholder('after')
const limit = sql.placeholder('limit')
const housemate = alias(residents, 'housemate')
const resting = alias(holds, 'resting')
const current = alias(calls, 'current')
const later = alias(photos, 'later')

/** Null where nothing is left of it. */
const sinceIf = (left: SQL, since: Column): SQL<number | null> =>
  sql<number | null>`case when ${left} then ${since} end`.mapWith(Number)
const yes = (condition: SQL): SQL<boolean> => sql`case when ${condition} then 1 else 0 end`.mapWith(Boolean)
const NEVER = yes(sql`1 = 0`)

/** Somebody of this home rests, or a call of it is open. */
const isBusy = (home: Column | SQL): SQL<boolean> =>
  yes(sql`exists (
    select 1 from ${holds} as ${resting} join ${residents} as ${housemate} on ${housemate.id} = ${resting.residentId}
    where ${housemate.homeId} = ${home} and ${resting.endedAt} is null
      and (${resting.untilOn} is null or ${resting.untilOn} >= ${sql.placeholder('on')})
  ) or exists (
    select 1 from ${calls} as ${current} where ${current.subjectId} = ${home} and ${current.closedAt} is null
  )`)

const photoTable = (since: SQL<number | null>): RetentionTable => ({
  page: readVerb((q) =>
    q
      .select({ id: photos.id, since, isKept: isBusy(residents.homeId) })
      .from(photos)
      .innerJoin(residents, eq(residents.id, photos.residentId))
      .where(gt(photos.id, after))
      .orderBy(asc(photos.id))
      .limit(limit),
  ),
  take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
    q
      .update(photos)
      .set({ encryptedPhoto: null })
      .where(inArray(photos.id, idsOf(rows))),
  ),
})

const idsOf = <Id>(rows: readonly { id: Id }[]): Id[] => rows.map(({ id }) => id)

export const RETENTION_TABLES: Readonly<Record<RetentionClass, RetentionTable>> = {
  signal_bodies: {
    page: readVerb((q) =>
      q
        .select({
          ...{ id: signalBodies.uid, since: signals.receivedAt },
          // A signal that is not decided yet is nobody's to forget, nor is one whose own call is open.
          isKept: sql<boolean>`case when ${inbox.uid} is not null then 1
            when ${calls.id} is not null and ${calls.closedAt} is null then 1
            else ${isBusy(sql`coalesce(${calls.homeId}, ${devices.homeId})`)} end`.mapWith(Boolean),
        })
        .from(signalBodies)
        .innerJoin(signals, eq(signals.uid, signalBodies.uid))
        .leftJoin(inbox, eq(inbox.uid, signalBodies.uid))
        .leftJoin(callSignals, eq(callSignals.signalUid, signalBodies.uid))
        .leftJoin(calls, eq(calls.id, callSignals.callId))
        .leftJoin(devices, eq(devices.id, signals.deviceId))
        .where(gt(signalBodies.uid, after))
        .orderBy(asc(signalBodies.uid))
        .limit(limit),
    ),
    take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
      q.delete(signalBodies).where(inArray(signalBodies.uid, idsOf(rows))),
    ),
  },
  import_rows: {
    page: readVerb((q) =>
      q
        .select({
          id: importChunks.id,
          since: sinceIf(
            sql`(${importChunks.encryptedRows} is not null or ${importChunks.encryptedFindings} is not null
              or ${importChunks.encryptedSecrets} is not null) and ${imports.stage} not in ('reading', 'applying', 'undoing')`,
            imports.movedAt,
          ),
          isKept: NEVER,
        })
        .from(importChunks)
        .innerJoin(imports, eq(imports.id, importChunks.importId))
        .where(gt(importChunks.id, after))
        .orderBy(asc(importChunks.id))
        .limit(limit),
    ),
    take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
      q
        .update(importChunks)
        .set({ encryptedRows: null, encryptedFindings: null, encryptedSecrets: null })
        .where(inArray(importChunks.id, idsOf(rows))),
    ),
  },
  session_traces: {
    page: readVerb((q) =>
      q
        .select({
          id: sessions.tokenHash,
          since: sinceIf(sql`${sessions.agent} is not null or ${sessions.placeHash} is not null`, sessions.endedAt),
          isKept: NEVER,
        })
        .from(sessions)
        .where(gt(sessions.tokenHash, after))
        .orderBy(asc(sessions.tokenHash))
        .limit(limit),
    ),
    take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
      q
        .update(sessions)
        .set({ agent: null, placeHash: null })
        .where(inArray(sessions.tokenHash, idsOf(rows))),
    ),
  },
  sign_in_guesses: {
    page: readVerb((q) =>
      q
        .select({ id: signInTries.subject, since: signInTries.lastAt, isKept: NEVER })
        .from(signInTries)
        .where(gt(signInTries.subject, after))
        .orderBy(asc(signInTries.subject))
        .limit(limit),
    ),
    take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
      q.delete(signInTries).where(inArray(signInTries.subject, idsOf(rows))),
    ),
  },
  photos_replaced: photoTable(
    sql<number | null>`case when ${photos.encryptedPhoto} is not null then (
      select min(${later.takenInAt}) from ${photos} as ${later}
      where ${later.residentId} = ${photos.residentId} and ${later.id} > ${photos.id}
    ) end`.mapWith(Number),
  ),
  photos_of_left: photoTable(sinceIf(sql`${photos.encryptedPhoto} is not null`, residents.leftAt)),
  resident_history: {
    page: readVerb((q) =>
      q
        .select({
          id: residentChanges.id,
          since: sinceIf(sql`${residentChanges.encryptedBefore} is not null`, residentChanges.changedAt),
          isKept: isBusy(residents.homeId),
        })
        .from(residentChanges)
        .innerJoin(residents, eq(residents.id, residentChanges.residentId))
        .where(gt(residentChanges.id, after))
        .orderBy(asc(residentChanges.id))
        .limit(limit),
    ),
    take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
      q
        .update(residentChanges)
        .set({ encryptedBefore: null })
        .where(inArray(residentChanges.id, idsOf(rows))),
    ),
  },
  home_history: {
    page: readVerb((q) =>
      q
        .select({
          id: homeChanges.id,
          since: sinceIf(sql`${homeChanges.encryptedBefore} is not null`, homeChanges.changedAt),
          isKept: isBusy(sql`${homeChanges.homeId}`),
        })
        .from(homeChanges)
        .where(gt(homeChanges.id, after))
        .orderBy(asc(homeChanges.id))
        .limit(limit),
    ),
    take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
      q
        .update(homeChanges)
        .set({ encryptedBefore: null })
        .where(inArray(homeChanges.id, idsOf(rows))),
    ),
  },
  call_notes: {
    page: readVerb((q) =>
      q
        .select({
          id: notes.id,
          since: sinceIf(sql`${notes.encryptedText} is not null or ${notes.text} <> ''`, calls.closedAt),
          isKept: isBusy(calls.subjectId),
        })
        .from(notes)
        .innerJoin(calls, eq(calls.id, notes.callId))
        .where(gt(notes.id, after))
        .orderBy(asc(notes.id))
        .limit(limit),
    ),
    take: rowsVerb<{ id: string }>(['id'], (q, rows) =>
      q
        .update(notes)
        .set({ text: '', encryptedText: null })
        .where(inArray(notes.id, idsOf(rows))),
    ),
  },
}

const giveUp = changeVerb<{ at: number; before: number }>((q) =>
  q
    .update(imports)
    .set({ stage: 'cancelled', endedAt: sql`${sql.param(sql.placeholder('at'), imports.endedAt)}` })
    .where(and(eq(imports.stage, 'checked'), lt(imports.movedAt, sql.placeholder('before')))),
)

/** Files that were checked before `before` and never taken in: without their rows nobody can take them in any more. */
export async function giveUpImports(tx: Tx, times: { at: number; before: number }): Promise<void> {
  await giveUp(tx, times)
}
