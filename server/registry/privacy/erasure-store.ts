import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { calls } from '../../db/schema/calls.ts'
import { erasures } from '../../db/schema/privacy.ts'
import { devices, residents } from '../../db/schema/registry.ts'

export type ErasureRow = typeof erasures.$inferSelect
type Person = Pick<typeof residents.$inferSelect, 'id' | 'homeId' | 'leftAt' | 'leaving'>

const resident = sql.placeholder('resident')
const home = sql.placeholder('home')

const holdAll = readVerb<{ resident: string }, Person[]>((q) =>
  locked(
    q
      .select({ id: residents.id, homeId: residents.homeId, leftAt: residents.leftAt, leaving: residents.leaving })
      .from(residents)
      .where(
        inArray(
          residents.homeId,
          q.select({ homeId: residents.homeId }).from(residents).where(eq(residents.id, resident)),
        ),
      )
      .orderBy(asc(residents.id)),
  ),
)
const erasedIn = readVerb<{ home: string }, { residentId: string }[]>((q) =>
  q
    .select({ residentId: erasures.residentId })
    .from(erasures)
    .innerJoin(residents, eq(residents.id, erasures.residentId))
    .where(eq(residents.homeId, home)),
)
const openCall = readVerb<{ home: string }, { concerns: string | null }[]>((q) =>
  q
    .select({ concerns: calls.concerns })
    .from(calls)
    .where(and(eq(calls.subjectId, home), isNull(calls.closedAt))),
)
const installed = readVerb<{ home: string }, { id: string }[]>((q) =>
  q
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.homeId, home), isNull(devices.revokedAt), isNull(devices.retiredAt))),
)
const insert = changeVerb<ErasureRow>((q) =>
  q.insert(erasures).values({
    residentId: sql.placeholder('residentId'),
    homeId: sql.placeholder('homeId'),
    reason: sql.placeholder('reason'),
    leaving: sql.placeholder('leaving'),
    erasedAt: sql.placeholder('erasedAt'),
    erasedBy: sql.placeholder('erasedBy'),
    scrubbedAt: sql.placeholder('scrubbedAt'),
  }),
)
const all = readVerb<Record<string, never>, ErasureRow[]>((q) =>
  q.select().from(erasures).orderBy(asc(erasures.erasedAt), asc(erasures.residentId)),
)
const ofOne = readVerb<{ resident: string }, ErasureRow[]>((q) =>
  q.select().from(erasures).where(eq(erasures.residentId, resident)),
)
const scrubbed = changeVerb<{ at: number }>((q) =>
  q
    .update(erasures)
    .set({ scrubbedAt: sql`${sql.param(sql.placeholder('at'), erasures.scrubbedAt)}` })
    .where(isNull(erasures.scrubbedAt)),
)

/** Everybody who lives or lived in the home of this resident, kept as they stand until the end of the transaction. */
export async function holdHousehold(tx: Tx, residentId: string): Promise<Person[]> {
  return holdAll(tx, { resident: residentId })
}

export async function erasedOfHome(on: Reader, homeId: string): Promise<string[]> {
  return (await erasedIn(on, { home: homeId })).map(({ residentId }) => residentId)
}

/** Whom each open call of this home concerns, where an operator has said so. */
export async function openCallsOfHome(on: Reader, homeId: string): Promise<(string | null)[]> {
  return (await openCall(on, { home: homeId })).map(({ concerns }) => concerns)
}

export async function hasDevices(on: Reader, homeId: string): Promise<boolean> {
  return (await installed(on, { home: homeId })).length > 0
}

export async function writeErasure(tx: Tx, row: ErasureRow): Promise<void> {
  await insert(tx, row)
}

/** In the order in which they were done. */
export async function allErasures(on: Reader): Promise<ErasureRow[]> {
  return all(on, {})
}

/** That a resident was erased; undefined for everybody else. */
export async function findErasure(on: Reader, residentId: string): Promise<ErasureRow | undefined> {
  return (await ofOne(on, { resident: residentId }))[0]
}

export async function markScrubbed(tx: Tx, at: number): Promise<void> {
  await scrubbed(tx, { at })
}
