import { and, asc, count, eq, gt, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, replaceVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { areaPlaces, areas } from '../../db/schema/areas.ts'
import { homes } from '../../db/schema/registry.ts'
import { pathBelow } from './area.ts'

export type AreaRow = typeof areas.$inferSelect

const insertAreas = rowsVerb<AreaRow>(
  ['id', 'code', 'name', 'level', 'parentId', 'path', 'mergedIntoId', 'addedAt', 'closedAt', 'version'],
  (q, rows) => q.insert(areas).values(rows).onConflictDoNothing(),
)
const insertPlaces = rowsVerb<typeof areaPlaces.$inferSelect>(['id', 'areaId', 'parentId', 'fromAt'], (q, rows) =>
  q.insert(areaPlaces).values(rows),
)
const all = readVerb<Record<string, never>, AreaRow[]>((q) =>
  q.select().from(areas).orderBy(asc(areas.path), asc(areas.id)),
)
const byIds = keysVerb<AreaRow>((q, keys) => q.select().from(areas).where(inArray(areas.id, keys)))
const setPaths = changeVerb<{ from: string; to: string; after: number; end: string }>((q) =>
  q
    .update(areas)
    .set({
      path: sql`cast(${sql.placeholder('to')} as text) || substr(${areas.path}, cast(${sql.placeholder('after')} as integer))`,
    })
    .where(and(gte(areas.path, sql.placeholder('from')), lt(areas.path, sql.placeholder('end')))),
)
const replace = replaceVerb<AreaRow>((q) =>
  q
    .update(areas)
    .set({
      name: sql`${sql.placeholder('name')}`,
      parentId: sql`${sql.placeholder('parentId')}`,
      path: sql`${sql.placeholder('path')}`,
      mergedIntoId: sql`${sql.placeholder('mergedIntoId')}`,
      closedAt: sql`${sql.placeholder('closedAt')}`,
      version: sql`${sql.placeholder('version')}`,
    })
    .where(and(eq(areas.id, sql.placeholder('id')), eq(areas.version, sql.placeholder('version_1')))),
)
const setParent = changeVerb<{ from: string; to: string }>((q) =>
  q
    .update(areas)
    .set({ parentId: sql`${sql.placeholder('to')}`, version: sql`${areas.version} + 1` })
    .where(eq(areas.parentId, sql.placeholder('from'))),
)
const communities = keysVerb<{ id: string; name: string }>((q, keys) =>
  q
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .where(and(inArray(areas.name, keys), eq(areas.level, 'community'), isNull(areas.closedAt))),
)
const roots = readVerb<Record<string, never>, { id: string }[]>((q) =>
  locked(q.select({ id: areas.id }).from(areas).where(isNull(areas.parentId))),
)
const childrenOf = readVerb<{ parentId: string }, { id: string }[]>((q) =>
  q
    .select({ id: areas.id })
    .from(areas)
    .where(eq(areas.parentId, sql.placeholder('parentId'))),
)
const passOn = changeVerb<{ from: string; to: string }>((q) =>
  q
    .update(areas)
    .set({ mergedIntoId: sql`${sql.placeholder('to')}` })
    .where(eq(areas.mergedIntoId, sql.placeholder('from'))),
)
const openBelow = readVerb<{ path: string; end: string }, { number: number }[]>((q) =>
  q
    .select({ number: count() })
    .from(areas)
    .where(
      and(gt(areas.path, sql.placeholder('path')), lt(areas.path, sql.placeholder('end')), isNull(areas.closedAt)),
    ),
)
const homesIn = readVerb<{ path: string; end: string }, { number: number }[]>((q) =>
  q
    .select({ number: count() })
    .from(homes)
    .innerJoin(areas, eq(areas.id, homes.areaId))
    .where(and(gte(areas.path, sql.placeholder('path')), lt(areas.path, sql.placeholder('end')))),
)
const [parent, successor] = [alias(areas, 'parent'), alias(areas, 'successor')]
const placesByHome = keysVerb<PlaceOfHome>((q, keys) =>
  q
    .select({
      homeId: homes.id,
      path: areas.path,
      community: sql<string>`case when ${areas.level} = 'grid' then ${parent.name}
        else coalesce(${successor.name}, ${areas.name}) end`.as('community'),
    })
    .from(homes)
    .innerJoin(areas, eq(areas.id, homes.areaId))
    .leftJoin(successor, eq(successor.id, areas.mergedIntoId))
    .leftJoin(parent, eq(parent.id, sql`coalesce(${successor.parentId}, ${areas.parentId})`))
    .where(inArray(homes.id, keys)),
)

/** Where a home lies. */
export interface PlaceOfHome {
  readonly homeId: string
  readonly path: string
  /** As people say where it is: its community, also of a grid. */
  readonly community: string | null
}

/** Every area, what is above before what is below. */
export async function allAreas(on: Reader): Promise<AreaRow[]> {
  return all(on, {})
}

export async function findAreas(on: Reader, ids: readonly string[]): Promise<AreaRow[]> {
  return byIds(on, ids)
}

/** How many open areas lie below the one with this path, and how many homes in it and in those. */
export async function contentsOf(on: Reader, path: string): Promise<{ areas: number; homes: number }> {
  const range = { path, end: `${path}~` }
  const [below] = await openBelow(on, range)
  const [inside] = await homesIn(on, range)
  return { areas: below?.number ?? 0, homes: inside?.number ?? 0 }
}

/** Where these homes lie; one without an area is not among them. */
export async function placesOfHomes(on: Reader, homeIds: readonly string[]): Promise<Map<string, PlaceOfHome>> {
  return new Map((await placesByHome(on, homeIds)).map((place) => [place.homeId, place]))
}

/** One change of the tree at a time, in all processes: two moves at once could make a circle that neither saw. */
export async function holdTree(tx: Tx): Promise<void> {
  await roots(tx, {})
}

/** False when the code of one of them is taken. */
export async function addAreas(tx: Tx, rows: readonly AreaRow[]): Promise<boolean> {
  return (await insertAreas(tx, rows)) === rows.length
}

export async function writePlaces(tx: Tx, rows: readonly (typeof areaPlaces.$inferSelect)[]): Promise<void> {
  await insertPlaces(tx, rows)
}

/** False when another version stands there by now. What lies below goes along. */
export async function replaceArea(tx: Tx, after: AreaRow, before: AreaRow): Promise<boolean> {
  if (after.path !== before.path) await movePaths(tx, before.path, after.path)
  return (await replace(tx, after, before)) === 1
}

/** Whatever lies below the one path lies below the other from now on. */
async function movePaths(tx: Tx, from: string, to: string): Promise<void> {
  await setPaths(tx, { from, to, after: from.length + 1, end: `${from}~` })
}

/** Puts what stands directly below `from` under `to`; which areas that were. */
export async function takeChildren(tx: Tx, from: AreaRow, to: AreaRow): Promise<string[]> {
  const children = await childrenOf(tx, { parentId: from.id })
  for (const { id } of children) await movePaths(tx, pathBelow(from, id), pathBelow(to, id))
  await setParent(tx, { from: from.id, to: to.id })
  return children.map(({ id }) => id)
}

/** What was merged into `from` earlier now is part of `to`. */
export async function passMerged(tx: Tx, from: string, to: string): Promise<void> {
  await passOn(tx, { from, to })
}

/** The communities of these names that are open; a city may have two of one name. */
export async function communitiesNamed(on: Reader, names: readonly string[]): Promise<{ id: string; name: string }[]> {
  return communities(on, names)
}
