import { desc, eq, sql } from 'drizzle-orm'
import { rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { homeChanges, homeFiles } from '../../db/schema/homes.ts'
import { homes } from '../../db/schema/registry.ts'

export type HomeRow = typeof homes.$inferSelect
export type FileRow = typeof homeFiles.$inferSelect
export type ChangeRow = typeof homeChanges.$inferSelect

const byId = readVerb<{ id: string }, HomeRow[]>((q) =>
  q
    .select()
    .from(homes)
    .where(eq(homes.id, sql.placeholder('id'))),
)
const hold = readVerb<{ id: string }, HomeRow[]>((q) =>
  locked(
    q
      .select()
      .from(homes)
      .where(eq(homes.id, sql.placeholder('id'))),
  ),
)
const fileOf = readVerb<{ id: string }, FileRow[]>((q) =>
  q
    .select()
    .from(homeFiles)
    .where(eq(homeFiles.homeId, sql.placeholder('id'))),
)
const put = rowsVerb<FileRow>(
  [
    ...(['homeId', 'version', 'parts', 'lift', 'lat', 'lng', 'changedAt'] as const),
    ...(['encryptedEntry', 'encryptedKeyHolder', 'encryptedDoorCode'] as const),
  ],
  (q, rows) =>
    q
      .insert(homeFiles)
      .values(rows)
      .onConflictDoUpdate({
        target: homeFiles.homeId,
        set: {
          version: sql`excluded.version`,
          parts: sql`excluded.parts`,
          lift: sql`excluded.lift`,
          lat: sql`excluded.lat`,
          lng: sql`excluded.lng`,
          encryptedEntry: sql`excluded.encrypted_entry`,
          encryptedKeyHolder: sql`excluded.encrypted_key_holder`,
          encryptedDoorCode: sql`excluded.encrypted_door_code`,
          changedAt: sql`excluded.changed_at`,
        },
      }),
)
const rewrite = changeVerb<Pick<HomeRow, 'id' | 'address' | 'areaId' | 'encryptedDoorNote'>>((q) =>
  q
    .update(homes)
    .set({
      address: sql`${sql.placeholder('address')}`,
      areaId: sql`${sql.placeholder('areaId')}`,
      encryptedDoorNote: sql`${sql.param(sql.placeholder('encryptedDoorNote'), homes.encryptedDoorNote)}`,
    })
    .where(eq(homes.id, sql.placeholder('id'))),
)
const insertChange = rowsVerb<ChangeRow>(
  ['id', 'homeId', 'changedAt', 'changedBy', 'fields', 'encryptedBefore'],
  (q, rows) => q.insert(homeChanges).values(rows),
)
const changesOf = readVerb<{ id: string }, ChangeRow[]>((q) =>
  q
    .select()
    .from(homeChanges)
    .where(eq(homeChanges.homeId, sql.placeholder('id')))
    .orderBy(desc(homeChanges.id)),
)

export async function findHome(on: Reader, id: string): Promise<HomeRow | undefined> {
  return (await byId(on, { id }))[0]
}

/** The home as it stands, kept so until the end of the transaction. */
export async function holdHome(tx: Tx, id: string): Promise<HomeRow | undefined> {
  return (await hold(tx, { id }))[0]
}

export async function findFile(on: Reader, id: string): Promise<FileRow | undefined> {
  return (await fileOf(on, { id }))[0]
}

export async function writeHomeRow(
  tx: Tx,
  row: Pick<HomeRow, 'id' | 'address' | 'areaId' | 'encryptedDoorNote'>,
): Promise<void> {
  await rewrite(tx, row)
}

export async function writeFile(tx: Tx, file: FileRow, change: ChangeRow): Promise<void> {
  await put(tx, [file])
  await insertChange(tx, [change])
}

/** Newest first. */
export async function changesOfHome(on: Reader, id: string): Promise<ChangeRow[]> {
  return changesOf(on, { id })
}
