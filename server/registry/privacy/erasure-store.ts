import { and, asc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { callSignals, calls, notes } from '../../db/schema/calls.ts'
import { dataKeys, erasures } from '../../db/schema/privacy.ts'
import { contacts, devices, homes, residents } from '../../db/schema/registry.ts'
import { residentChanges, residentFiles, residentNames, residentNumbers } from '../../db/schema/residents.ts'
import { signalBodies, signals } from '../../db/schema/signals.ts'

export type ErasureRow = typeof erasures.$inferSelect
type Person = Pick<typeof residents.$inferSelect, 'id' | 'homeId' | 'leftAt' | 'leaving'>

/** Whom a blanking is about, and when. */
export interface About extends Record<string, unknown> {
  readonly resident: string
  readonly home: string
  readonly at: number
  readonly leaving: string
}

/** Takes away what one table holds; answers with the number of rows. */
export interface Blanking {
  readonly table: string
  readonly blank: (tx: Tx, about: About) => PromiseLike<number>
}

const resident = sql.placeholder('resident')
const home = sql.placeholder('home')
/** Stands where a name or an address stood, on whatever shows one. */
const GONE = '—'
const NO_TEXT = { text: '', encryptedText: null }

/** What is kept of one person. */
export const OF_RESIDENT: readonly Blanking[] = [
  {
    table: 'residents',
    blank: changeVerb<About>((q) =>
      q
        .update(residents)
        .set({
          ...{ name: GONE, sex: 'other' as const, bornOn: null, livesAlone: false, flags: [], encryptedFlags: null },
          // A copy from before they left does not know that they did.
          leftAt: sql`coalesce(${residents.leftAt}, ${sql.param(sql.placeholder('at'), residents.leftAt)})`,
          leaving: sql`coalesce(${residents.leaving}, ${sql.placeholder('leaving')})`,
        })
        .where(eq(residents.id, resident)),
    ),
  },
  {
    table: 'resident_files',
    blank: changeVerb<About>((q) =>
      q
        .update(residentFiles)
        .set({ risk: null, categories: [], encryptedFile: null, version: sql`${residentFiles.version} + 1` })
        .where(eq(residentFiles.residentId, resident)),
    ),
  },
  {
    table: 'resident_changes',
    blank: changeVerb<About>((q) =>
      q.update(residentChanges).set({ encryptedBefore: null }).where(eq(residentChanges.residentId, resident)),
    ),
  },
  {
    table: 'resident_names',
    // The row stays: who has none is named anew at the next start.
    blank: changeVerb<About>((q) =>
      q.update(residentNames).set({ name: '', pinyin: '', initials: '' }).where(eq(residentNames.residentId, resident)),
    ),
  },
  {
    table: 'resident_numbers',
    blank: changeVerb<About>((q) => q.delete(residentNumbers).where(eq(residentNumbers.residentId, resident))),
  },
  {
    table: 'notes',
    blank: changeVerb<About>((q) =>
      q
        .update(notes)
        .set(NO_TEXT)
        .where(
          inArray(
            notes.callId,
            q
              .select({ id: calls.id })
              .from(calls)
              .where(and(eq(calls.subjectId, home), eq(calls.concerns, resident))),
          ),
        ),
    ),
  },
  {
    table: 'data_keys',
    blank: changeVerb<About>((q) =>
      q
        .update(dataKeys)
        .set({ wrappedKey: null, destroyedAt: sql`${sql.param(sql.placeholder('at'), dataKeys.destroyedAt)}` })
        .where(eq(dataKeys.ownerId, resident)),
    ),
  },
]

/** What is kept of a home whose last resident goes. Its key is exchanged by the vault. */
export const OF_HOME: readonly Blanking[] = [
  {
    table: 'homes',
    blank: changeVerb<About>((q) =>
      q.update(homes).set({ address: GONE, doorNote: '', encryptedDoorNote: null }).where(eq(homes.id, home)),
    ),
  },
  {
    table: 'contacts',
    // Nothing of a contact is left that could be counted.
    blank: changeVerb<About>((q) => q.delete(contacts).where(eq(contacts.homeId, home))),
  },
  {
    table: 'notes',
    blank: changeVerb<About>((q) =>
      q
        .update(notes)
        .set(NO_TEXT)
        .where(inArray(notes.callId, q.select({ id: calls.id }).from(calls).where(eq(calls.subjectId, home)))),
    ),
  },
  {
    table: 'signal_bodies',
    // By the bodies, not the signals: retention keeps them few, and signals are kept for ever.
    blank: changeVerb<About>((q) =>
      q.delete(signalBodies).where(
        inArray(
          signalBodies.uid,
          q
            .select({ uid: signals.uid })
            .from(signalBodies)
            .innerJoin(signals, eq(signals.uid, signalBodies.uid))
            .leftJoin(callSignals, eq(callSignals.signalUid, signals.uid))
            .leftJoin(calls, eq(calls.id, callSignals.callId))
            .leftJoin(devices, eq(devices.id, signals.deviceId))
            .where(
              or(
                eq(calls.homeId, home),
                and(
                  eq(devices.homeId, home),
                  gte(signals.receivedAt, sql`coalesce(${devices.installedAt}, ${devices.addedAt})`),
                ),
              ),
            ),
        ),
      ),
    ),
  },
]

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

export async function markScrubbed(tx: Tx, at: number): Promise<void> {
  await scrubbed(tx, { at })
}
