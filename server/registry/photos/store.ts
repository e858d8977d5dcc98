import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { photos } from '../../db/schema/residents.ts'

export type PhotoRow = typeof photos.$inferSelect

const insert = rowsVerb<PhotoRow>(
  ['id', 'residentId', 'mediaType', 'encryptedPhoto', 'takenInAt', 'takenInBy'],
  (q, rows) => q.insert(photos).values(rows),
)
const newest = readVerb<{ residentId: string }, PhotoRow[]>((q) =>
  q
    .select()
    .from(photos)
    .where(and(eq(photos.residentId, sql.placeholder('residentId')), isNotNull(photos.encryptedPhoto)))
    .orderBy(desc(photos.id))
    .limit(1),
)
const all = readVerb<{ residentId: string }, PhotoRow[]>((q) =>
  q
    .select()
    .from(photos)
    .where(eq(photos.residentId, sql.placeholder('residentId')))
    .orderBy(asc(photos.id)),
)
const shown = keysVerb<{ residentId: string }>((q, keys) =>
  q
    .selectDistinct({ residentId: photos.residentId })
    .from(photos)
    .where(and(inArray(photos.residentId, keys), isNotNull(photos.encryptedPhoto))),
)

const blank = changeVerb<{ residentId: string }>((q) =>
  q
    .update(photos)
    .set({ encryptedPhoto: null })
    .where(and(eq(photos.residentId, sql.placeholder('residentId')), isNotNull(photos.encryptedPhoto))),
)

export async function writePhoto(tx: Tx, row: PhotoRow): Promise<void> {
  await insert(tx, [row])
}

/** How many pictures of this resident there were to be blanked; the rows stay. */
export async function blankPhotos(tx: Tx, residentId: string): Promise<number> {
  return blank(tx, { residentId })
}

/** The newest picture of a resident. */
export async function findPhoto(on: Reader, residentId: string): Promise<PhotoRow | undefined> {
  return (await newest(on, { residentId }))[0]
}

/** All pictures of a resident, the oldest first. */
export async function photosOf(on: Reader, residentId: string): Promise<PhotoRow[]> {
  return all(on, { residentId })
}

/** Of which of these residents there is a picture. */
export async function withPhoto(on: Reader, residentIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await shown(on, residentIds)).map(({ residentId }) => residentId))
}
