import { and, eq, gte, inArray, or, sql } from 'drizzle-orm'
import { changeVerb, type Tx } from '../../db/database.ts'
import { callSignals, calls, notes } from '../../db/schema/calls.ts'
import { homeChanges, homeFiles } from '../../db/schema/homes.ts'
import { dataKeys } from '../../db/schema/privacy.ts'
import { contacts, devices, homes, residents } from '../../db/schema/registry.ts'
import {
  consents,
  homeWords,
  numberGuards,
  photos,
  residentChanges,
  residentFiles,
  residentNumbers,
  residentWords,
} from '../../db/schema/residents.ts'
import { signalBodies, signals } from '../../db/schema/signals.ts'

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
    table: 'resident_words',
    blank: changeVerb<About>((q) => q.delete(residentWords).where(eq(residentWords.residentId, resident))),
  },
  {
    table: 'number_guards',
    // Whoever else has the number holds a row of it anew when it is asked for.
    blank: changeVerb<About>((q) =>
      q
        .delete(numberGuards)
        .where(
          inArray(
            numberGuards.numberHash,
            q
              .select({ numberHash: residentNumbers.numberHash })
              .from(residentNumbers)
              .where(eq(residentNumbers.residentId, resident)),
          ),
        ),
    ),
  },
  {
    table: 'resident_numbers',
    blank: changeVerb<About>((q) => q.delete(residentNumbers).where(eq(residentNumbers.residentId, resident))),
  },
  {
    table: 'consents',
    blank: changeVerb<About>((q) =>
      q.update(consents).set({ encryptedDetails: null }).where(eq(consents.residentId, resident)),
    ),
  },
  {
    table: 'photos',
    blank: changeVerb<About>((q) =>
      q.update(photos).set({ encryptedPhoto: null }).where(eq(photos.residentId, resident)),
    ),
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
    table: 'home_files',
    blank: changeVerb<About>((q) =>
      q
        .update(homeFiles)
        .set({
          ...{ parts: {}, lift: 'unknown' as const, lat: null, lng: null },
          ...{ encryptedEntry: null, encryptedKeyHolder: null, encryptedDoorCode: null },
          version: sql`${homeFiles.version} + 1`,
        })
        .where(eq(homeFiles.homeId, home)),
    ),
  },
  {
    table: 'home_changes',
    blank: changeVerb<About>((q) =>
      q.update(homeChanges).set({ encryptedBefore: null }).where(eq(homeChanges.homeId, home)),
    ),
  },
  {
    table: 'home_words',
    blank: changeVerb<About>((q) => q.delete(homeWords).where(eq(homeWords.homeId, home))),
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
