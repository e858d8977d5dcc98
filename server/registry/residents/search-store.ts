import { and, asc, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { ResidentHit } from '#contract/residents'
import { type Queries, type Reader, readVerb } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { contacts, devices, homes, residents } from '../../db/schema/registry.ts'
import { homeWords, residentNumbers, residentWords } from '../../db/schema/residents.ts'
import type { Within } from '../areas/scope.ts'

export type HitRow = Omit<ResidentHit, 'found' | 'community'>

type Range = { pathFrom: string; pathUntil: string }
type Begin = { from: string; until: string }

/** Hits of one kind at most. */
const MOST = 20

const hit = {
  id: residents.id,
  homeId: residents.homeId,
  name: residents.name,
  address: homes.address,
}
const people = (q: Queries) =>
  q
    .select(hit)
    .from(residents)
    .innerJoin(homes, eq(homes.id, residents.homeId))
    .leftJoin(areas, eq(areas.id, homes.areaId))
const path = sql`coalesce(${areas.path}, '/')`
const within = and(gte(path, sql.placeholder('pathFrom')), lt(path, sql.placeholder('pathUntil')))
const here = (condition: SQL | undefined) => and(isNull(residents.leftAt), condition, within)
/** Everything that begins with `from` sorts before `until`; both engines compare by bytes. */
const begins = (word: typeof residentWords.word | typeof homeWords.word) =>
  and(gte(word, sql.placeholder('from')), lt(word, sql.placeholder('until')))

const byName = readVerb<Begin & Range, HitRow[]>((q) =>
  people(q)
    .innerJoin(residentWords, eq(residentWords.residentId, residents.id))
    .where(here(begins(residentWords.word)))
    .orderBy(asc(residentWords.word))
    .limit(MOST),
)
const byLastFour = readVerb<{ hash: Uint8Array } & Range, HitRow[]>((q) =>
  people(q)
    .innerJoin(residentNumbers, eq(residentNumbers.residentId, residents.id))
    .where(here(eq(residentNumbers.lastFourHash, sql.placeholder('hash'))))
    .limit(MOST),
)
const byNumber = readVerb<{ hash: Uint8Array } & Range, HitRow[]>((q) =>
  people(q)
    .innerJoin(residentNumbers, eq(residentNumbers.residentId, residents.id))
    .where(here(eq(residentNumbers.numberHash, sql.placeholder('hash'))))
    .limit(MOST),
)
const byContact = (hash: typeof contacts.numberHash | typeof contacts.lastFourHash) =>
  readVerb<{ hash: Uint8Array } & Range, HitRow[]>((q) =>
    people(q)
      .innerJoin(contacts, eq(contacts.homeId, residents.homeId))
      .where(here(and(isNull(contacts.endedAt), eq(hash, sql.placeholder('hash')))))
      .limit(MOST),
  )
const byContactNumber = byContact(contacts.numberHash)
const byContactLastFour = byContact(contacts.lastFourHash)
const byDevice = readVerb<{ device: string } & Range, HitRow[]>((q) =>
  people(q)
    .innerJoin(devices, eq(devices.homeId, residents.homeId))
    .where(here(eq(devices.id, sql.placeholder('device'))))
    .orderBy(asc(residents.position))
    .limit(MOST),
)
const byAddress = readVerb<Begin & Range, HitRow[]>((q) =>
  people(q)
    .innerJoin(homeWords, eq(homeWords.homeId, residents.homeId))
    .where(here(begins(homeWords.word)))
    .orderBy(asc(homeWords.word))
    .limit(MOST),
)

/** Residents a word of whose name begins so. */
export async function residentsNamed(on: Reader, beginning: string, within: Within): Promise<HitRow[]> {
  return byName(on, { ...rangeOf(beginning), ...within })
}

export async function residentsWithLastFour(on: Reader, hash: Uint8Array, within: Within): Promise<HitRow[]> {
  return byLastFour(on, { hash, ...within })
}

export async function residentsWithNumber(on: Reader, hash: Uint8Array, within: Within): Promise<HitRow[]> {
  return byNumber(on, { hash, ...within })
}

/** Residents of homes that have a contact with this number. */
export async function residentsOfContact(on: Reader, hash: Uint8Array, within: Within): Promise<HitRow[]> {
  return byContactNumber(on, { hash, ...within })
}

export async function residentsOfContactLastFour(on: Reader, hash: Uint8Array, within: Within): Promise<HitRow[]> {
  return byContactLastFour(on, { hash, ...within })
}

export async function residentsWithDevice(on: Reader, device: string, within: Within): Promise<HitRow[]> {
  return byDevice(on, { device, ...within })
}

/** Residents of homes a word of whose address begins so. */
export async function residentsAt(on: Reader, beginning: string, within: Within): Promise<HitRow[]> {
  return byAddress(on, { ...rangeOf(beginning), ...within })
}

const rangeOf = (beginning: string): Begin => ({ from: beginning, until: `${beginning}\u{10ffff}` })
