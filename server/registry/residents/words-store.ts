import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { pinyin } from 'pinyin-pro'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { type Reader, readVerb, type Tx } from '../../db/database.ts'
import { homes, residents } from '../../db/schema/registry.ts'
import { homeWords, residentWords } from '../../db/schema/residents.ts'
import { addressWords, nameWords } from './words.ts'

interface Named {
  readonly id: string
  readonly name: string
}
interface Addressed {
  readonly id: string
  readonly address: string
}

const putNames = rowsVerb<typeof residentWords.$inferSelect>(['word', 'residentId'], (q, rows) =>
  q.insert(residentWords).values(rows),
)
const putAddresses = rowsVerb<typeof homeWords.$inferSelect>(['word', 'homeId'], (q, rows) =>
  q.insert(homeWords).values(rows),
)
const dropNames = keysVerb<{ word: string }, Tx>((q, keys) =>
  q.delete(residentWords).where(inArray(residentWords.residentId, keys)).returning({ word: residentWords.word }),
)
const dropAddresses = keysVerb<{ word: string }, Tx>((q, keys) =>
  q.delete(homeWords).where(inArray(homeWords.homeId, keys)).returning({ word: homeWords.word }),
)
const unnamed = readVerb<{ after: string; limit: number }, Named[]>((q) =>
  q
    .select({ id: residents.id, name: residents.name })
    .from(residents)
    .leftJoin(residentWords, eq(residentWords.residentId, residents.id))
    .where(and(isNull(residentWords.residentId), gt(residents.id, sql.placeholder('after'))))
    .orderBy(residents.id)
    .limit(sql.placeholder('limit')),
)
const unplaced = readVerb<{ after: string; limit: number }, Addressed[]>((q) =>
  q
    .select({ id: homes.id, address: homes.address })
    .from(homes)
    .leftJoin(homeWords, eq(homeWords.homeId, homes.id))
    .where(and(isNull(homeWords.homeId), gt(homes.id, sql.placeholder('after'))))
    .orderBy(homes.id)
    .limit(sql.placeholder('limit')),
)

/** Makes residents who had no name yet findable by it. */
export async function addNameWords(tx: Tx, people: readonly Named[]): Promise<void> {
  await putNames(
    tx,
    people.flatMap(({ id, name }) => nameWords(name, syllablesOf(name)).map((word) => ({ word, residentId: id }))),
  )
}

/** Makes these residents findable by their names, and no longer by those they had. */
export async function rewriteNameWords(tx: Tx, people: readonly Named[]): Promise<void> {
  await dropNameWords(
    tx,
    people.map(({ id }) => id),
  )
  await addNameWords(tx, people)
}

/** A derived index: what is in it goes when nobody may find it any more. */
export async function dropNameWords(tx: Tx, residentIds: readonly string[]): Promise<void> {
  await dropNames(tx, residentIds)
}

/** Makes homes that had no address yet findable by it. */
export async function addAddressWords(tx: Tx, places: readonly Addressed[]): Promise<void> {
  await putAddresses(
    tx,
    places.flatMap(({ id, address }) => addressWords(address).map((word) => ({ word, homeId: id }))),
  )
}

/** Makes these homes findable by their addresses, and no longer by those they had. */
export async function rewriteAddressWords(tx: Tx, places: readonly Addressed[]): Promise<void> {
  await dropAddresses(
    tx,
    places.map(({ id }) => id),
  )
  await addAddressWords(tx, places)
}

/** Residents behind `after` that older versions wrote, who cannot be found by name yet. */
export async function findUnnamed(on: Reader, after: string, limit: number): Promise<Named[]> {
  return unnamed(on, { after, limit })
}

/** Homes behind `after` that older versions wrote, which cannot be found by address yet. */
export async function findUnplaced(on: Reader, after: string, limit: number): Promise<Addressed[]> {
  return unplaced(on, { after, limit })
}

/** Without tones. The first sign is read as a surname where it can be one: 单 is shan, 曾 zeng. Letters stay as they are. */
function syllablesOf(name: string): string[] {
  const read = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' })
  return read.map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean)
}
