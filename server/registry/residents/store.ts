import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { residents } from '../../db/schema/registry.ts'
import { numberGuards, residentChanges, residentFiles, residentNumbers } from '../../db/schema/residents.ts'

export type ResidentRow = typeof residents.$inferSelect
export type FileRow = typeof residentFiles.$inferSelect
export type ChangeRow = typeof residentChanges.$inferSelect
export type NumberRow = typeof residentNumbers.$inferSelect

const byId = readVerb<{ id: string }, ResidentRow[]>((q) =>
  q
    .select()
    .from(residents)
    .where(eq(residents.id, sql.placeholder('id'))),
)
const hold = readVerb<{ id: string }, ResidentRow[]>((q) =>
  locked(
    q
      .select()
      .from(residents)
      .where(eq(residents.id, sql.placeholder('id'))),
  ),
)
const inHome = readVerb<{ homeId: string }, { position: number }[]>((q) =>
  q
    .select({ position: residents.position })
    .from(residents)
    .where(eq(residents.homeId, sql.placeholder('homeId')))
    .orderBy(desc(residents.position))
    .limit(1),
)
const insertResident = rowsVerb<ResidentRow>(
  [
    ...(['id', 'homeId', 'position', 'name', 'sex', 'bornOn', 'livesAlone', 'flags', 'encryptedFlags'] as const),
    ...(['leftAt', 'leaving'] as const),
  ],
  (q, rows) => q.insert(residents).values(rows),
)
const card = changeVerb<Pick<ResidentRow, 'id' | 'name' | 'sex' | 'bornOn' | 'livesAlone' | 'encryptedFlags'>>((q) =>
  q
    .update(residents)
    .set({
      name: sql`${sql.placeholder('name')}`,
      sex: sql`${sql.placeholder('sex')}`,
      bornOn: sql`${sql.placeholder('bornOn')}`,
      livesAlone: sql`${sql.param(sql.placeholder('livesAlone'), residents.livesAlone)}`,
      encryptedFlags: sql`${sql.param(sql.placeholder('encryptedFlags'), residents.encryptedFlags)}`,
    })
    .where(eq(residents.id, sql.placeholder('id'))),
)
const left = changeVerb<{ id: string; leftAt: number; leaving: string }>((q) =>
  q
    .update(residents)
    .set({
      leftAt: sql`${sql.param(sql.placeholder('leftAt'), residents.leftAt)}`,
      leaving: sql`${sql.placeholder('leaving')}`,
    })
    .where(eq(residents.id, sql.placeholder('id'))),
)
const fileOf = readVerb<{ id: string }, FileRow[]>((q) =>
  q
    .select()
    .from(residentFiles)
    .where(eq(residentFiles.residentId, sql.placeholder('id'))),
)
const putFile = rowsVerb<FileRow>(
  ['residentId', 'version', 'risk', 'categories', 'encryptedFile', 'changedAt'],
  (q, rows) =>
    q
      .insert(residentFiles)
      .values(rows)
      .onConflictDoUpdate({
        target: residentFiles.residentId,
        set: {
          version: sql`excluded.version`,
          risk: sql`excluded.risk`,
          categories: sql`excluded.categories`,
          encryptedFile: sql`excluded.encrypted_file`,
          changedAt: sql`excluded.changed_at`,
        },
      }),
)
const insertChange = rowsVerb<ChangeRow>(
  ['id', 'residentId', 'changedAt', 'changedBy', 'fields', 'encryptedBefore'],
  (q, rows) => q.insert(residentChanges).values(rows),
)
const changesOf = readVerb<{ id: string }, ChangeRow[]>((q) =>
  q
    .select()
    .from(residentChanges)
    .where(eq(residentChanges.residentId, sql.placeholder('id')))
    .orderBy(desc(residentChanges.id)),
)
const dropNumbers = keysVerb<{ id: string }, Tx>((q, keys) =>
  q.delete(residentNumbers).where(inArray(residentNumbers.residentId, keys)).returning({ id: residentNumbers.id }),
)
const insertNumbers = rowsVerb<NumberRow>(['id', 'residentId', 'field', 'numberHash', 'lastFourHash'], (q, rows) =>
  q.insert(residentNumbers).values(rows),
)
const guard = rowsVerb<{ numberHash: Buffer }>(['numberHash'], (q, rows) =>
  q.insert(numberGuards).values(rows).onConflictDoNothing(),
)
const holdGuard = readVerb<{ numberHash: Uint8Array }, { numberHash: Uint8Array }[]>((q) =>
  locked(
    q
      .select()
      .from(numberGuards)
      .where(eq(numberGuards.numberHash, sql.placeholder('numberHash'))),
  ),
)
const holdGuards = keysVerb<{ numberHash: Uint8Array }, Tx>((q, keys) =>
  locked(
    q.select().from(numberGuards).where(inArray(numberGuards.numberHash, keys)).orderBy(asc(numberGuards.numberHash)),
  ),
)
const standing = keysVerb<{ numberHash: Uint8Array }>((q, keys) =>
  q
    .select({ numberHash: residentNumbers.numberHash })
    .from(residentNumbers)
    .innerJoin(residents, eq(residents.id, residentNumbers.residentId))
    .where(and(inArray(residentNumbers.numberHash, keys), isNull(residents.leftAt))),
)
const holders = readVerb<{ field: string; numberHash: Uint8Array }, { residentId: string }[]>((q) =>
  q
    .select({ residentId: residentNumbers.residentId })
    .from(residentNumbers)
    .innerJoin(residents, eq(residents.id, residentNumbers.residentId))
    .where(
      and(
        eq(residentNumbers.field, sql.placeholder('field')),
        eq(residentNumbers.numberHash, sql.placeholder('numberHash')),
        isNull(residents.leftAt),
      ),
    ),
)

export async function findResident(on: Reader, id: string): Promise<ResidentRow | undefined> {
  return (await byId(on, { id }))[0]
}

/** The resident as it stands, kept so until the end of the transaction. */
export async function holdResident(tx: Tx, id: string): Promise<ResidentRow | undefined> {
  return (await hold(tx, { id }))[0]
}

/** The place behind the last resident of a home. */
export async function nextPosition(tx: Tx, homeId: string): Promise<number> {
  return ((await inHome(tx, { homeId }))[0]?.position ?? -1) + 1
}

export async function writeResident(tx: Tx, row: ResidentRow): Promise<void> {
  await insertResident(tx, [row])
}

/** What the card of the home shows of a resident. */
export async function writeCard(
  tx: Tx,
  row: Pick<ResidentRow, 'id' | 'name' | 'sex' | 'bornOn' | 'livesAlone' | 'encryptedFlags'>,
): Promise<void> {
  await card(tx, row)
}

export async function markLeft(tx: Tx, id: string, leftAt: number, leaving: string): Promise<void> {
  await left(tx, { id, leftAt, leaving })
}

export async function findFile(on: Reader, id: string): Promise<FileRow | undefined> {
  return (await fileOf(on, { id }))[0]
}

export async function writeFiles(tx: Tx, files: readonly FileRow[], changes: readonly ChangeRow[]): Promise<void> {
  await putFile(tx, files)
  await insertChange(tx, changes)
}

/** Newest first. */
export async function changesOfResident(on: Reader, id: string): Promise<ChangeRow[]> {
  return changesOf(on, { id })
}

/** The numbers by which these residents are found from now on; a derived index, so the old ones go. */
export async function writeNumbers(tx: Tx, residentIds: readonly string[], rows: readonly NumberRow[]): Promise<void> {
  await dropNumbers(tx, residentIds)
  await insertNumbers(tx, rows)
}

/** From here to the end of the transaction nobody else gives somebody this number; they wait. */
export async function holdNumber(tx: Tx, numberHash: Buffer): Promise<void> {
  await guard(tx, [{ numberHash }])
  await holdGuard(tx, { numberHash })
}

/** The same for many numbers, in one order for everybody, so that no two wait for each other. */
export async function holdNumbers(tx: Tx, numberHashes: readonly Buffer[]): Promise<void> {
  const inOrder = [...numberHashes].sort(Buffer.compare)
  await guard(
    tx,
    inOrder.map((numberHash) => ({ numberHash })),
  )
  await holdGuards(tx, inOrder)
}

/** Those of these hashes that stand for a number of somebody who has not left; a hash knows its field. */
export async function standingNumbers(on: Reader, numberHashes: readonly Uint8Array[]): Promise<Uint8Array[]> {
  return (await standing(on, numberHashes)).map(({ numberHash }) => numberHash)
}

/** Residents who have this number in this field and have not left. */
export async function holdersOf(on: Reader, field: string, numberHash: Uint8Array): Promise<string[]> {
  return (await holders(on, { field, numberHash })).map(({ residentId }) => residentId)
}
