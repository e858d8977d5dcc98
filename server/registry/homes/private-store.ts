import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Contact, NewResident, Responder } from '#contract/registry'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { type Reader, readVerb, type Tx } from '../../db/database.ts'
import { homes, residents } from '../../db/schema/registry.ts'
import type { DataKey, Vault } from '../privacy/vault-service.ts'
import { addAddressWords, addNameWords } from '../residents/words-store.ts'
import { type FullContact, ringablesOf, toContact, toResponder, writeRingables } from './contact-store.ts'
import { openShown, type ShownFile } from './known-store.ts'

type HomeRow = typeof homes.$inferSelect
type ResidentRow = typeof residents.$inferSelect

/** A home with what only those may read who handle its calls. */
export interface FullHome extends BareHome {
  readonly file: ShownFile
  readonly residents: readonly FullResident[]
  readonly contacts: readonly Contact[]
  readonly responders: readonly Responder[]
}
/** A home without its people and its file. */
export type BareHome = Pick<HomeRow, 'id' | 'address' | 'areaId' | 'doorNote' | 'addedAt'>
/** A home that is to be written. */
export interface NewFullHome extends BareHome {
  readonly residents: readonly FullResident[]
  readonly contacts: readonly FullContact[]
}
export type FullResident = NewResident & { readonly id: string; readonly position: number }

const insertHomes = rowsVerb<HomeRow>(
  ['id', 'address', 'areaId', 'doorNote', 'encryptedDoorNote', 'addedAt'],
  (q, rows) => q.insert(homes).values(rows),
)
const insertResidents = rowsVerb<Omit<ResidentRow, 'leftAt' | 'leaving'>>(
  ['id', 'homeId', 'position', 'name', 'sex', 'bornOn', 'livesAlone', 'flags', 'encryptedFlags'],
  (q, rows) => q.insert(residents).values(rows),
)
const residentsByHomes = keysVerb<ResidentRow>((q, keys) =>
  q
    .select()
    .from(residents)
    .where(and(inArray(residents.homeId, keys), isNull(residents.leftAt)))
    .orderBy(asc(residents.homeId), asc(residents.position)),
)
const homesBehind = readVerb<{ after: string; limit: number }, HomeRow[]>((q) =>
  q
    .select()
    .from(homes)
    .where(gt(homes.id, sql.placeholder('after')))
    .orderBy(asc(homes.id))
    .limit(sql.placeholder('limit')),
)
const homeById = readVerb<{ id: string }, HomeRow[]>((q) =>
  q
    .select()
    .from(homes)
    .where(eq(homes.id, sql.placeholder('id'))),
)
const residentsByHome = readVerb<{ id: string }, ResidentRow[]>((q) =>
  q
    .select()
    .from(residents)
    .where(and(eq(residents.homeId, sql.placeholder('id')), isNull(residents.leftAt)))
    .orderBy(asc(residents.position)),
)
/** Writes a home and its people; what is private only in its encrypted form. */
export async function writeHome(
  tx: Tx,
  vault: Vault,
  { residents: people, contacts: all, ...home }: NewFullHome,
): Promise<void> {
  const belonging = { homeId: home.id }
  await writeHomes(tx, vault, [home], {
    residents: people.map((one) => ({ ...one, ...belonging })),
    contacts: all.map((one) => ({ ...one, ...belonging })),
  })
}

/** People to be written, each with the home they belong to. */
export interface People {
  readonly residents: readonly (FullResident & { readonly homeId: string })[]
  readonly contacts: readonly (FullContact & { readonly homeId: string })[]
}

/** Many homes and people at once; people may also come to homes that stand there already. */
export async function writeHomes(tx: Tx, vault: Vault, homesToAdd: readonly BareHome[], people: People): Promise<void> {
  const { residents: toAdd, contacts: toRing } = people
  const ring = await vault.keysFor(
    tx,
    [...homesToAdd, ...toAdd].map(({ id }) => id),
  )
  await insertHomes(
    tx,
    homesToAdd.map(({ doorNote, ...home }) => {
      const encryptedDoorNote = ring(home.id).hide(doorNote, ['homes', home.id, 'door_note'])
      return { ...home, doorNote: '', encryptedDoorNote }
    }),
  )
  await insertResidents(
    tx,
    toAdd.map(({ homeId, ...one }) => hideResident(ring(one.id), homeId, one)),
  )
  await addNameWords(tx, toAdd)
  await addAddressWords(tx, homesToAdd)
  await writeRingables(tx, vault, toRing)
}

/** The home in the clear, or undefined when there is none. */
export async function findFullHome(on: Reader, vault: Vault, id: string): Promise<FullHome | undefined> {
  const [home] = await homeById(on, { id })
  if (!home) return undefined
  const people = await residentsByHome(on, { id })
  const ring = await vault.keysOf(on, [id, ...people.map((one) => one.id)])
  const toRing = await ringablesOf(on, vault, [id])
  return {
    ...{ id, address: home.address, areaId: home.areaId, addedAt: home.addedAt },
    doorNote: ring(id).open(home.encryptedDoorNote, ['homes', id, 'door_note']),
    file: await openShown(on, ring(id), id),
    residents: people.map((row) => openResident(ring(row.id), row)),
    contacts: toRing.filter(({ responder }) => responder === null).map(toContact),
    responders: toRing.filter(({ responder }) => responder !== null).map(toResponder),
  }
}

/** Contacts of these homes in the clear, with whose they are. */
export async function contactsOfHomes(on: Reader, vault: Vault, ids: readonly string[]) {
  const toRing = await ringablesOf(on, vault, ids)
  return toRing.filter(({ responder }) => responder === null)
}

/** A home as it leaves in a file. */
export type ExportHome = Omit<FullHome, 'file' | 'responders'>

/** Whole homes behind this id in the clear, in the order of their ids. */
export async function fullHomesAfter(on: Reader, vault: Vault, after: string, limit: number): Promise<ExportHome[]> {
  const rows = await homesBehind(on, { after, limit })
  const ids = rows.map(({ id }) => id)
  const people = await residentsByHomes(on, ids)
  const ring = await vault.keysOf(on, [...ids, ...people.map(({ id }) => id)])
  const toRing = await contactsOfHomes(on, vault, ids)
  return rows.map(({ id, address, areaId, addedAt, encryptedDoorNote }) => ({
    ...{ id, address, areaId, addedAt },
    doorNote: ring(id).open(encryptedDoorNote, ['homes', id, 'door_note']),
    residents: people.filter(({ homeId }) => homeId === id).map((row) => openResident(ring(row.id), row)),
    contacts: toRing.filter(({ homeId }) => homeId === id).map(toContact),
  }))
}

function hideResident(key: DataKey, homeId: string, { flags, ...open }: FullResident) {
  const encryptedFlags = key.hide(JSON.stringify(flags), ['residents', open.id, 'flags'])
  return { ...open, homeId, flags: [], encryptedFlags }
}

function openResident(key: DataKey, row: ResidentRow): FullResident {
  const { id, position, name, sex, bornOn, livesAlone } = row
  const flags = JSON.parse(key.open(row.encryptedFlags, ['residents', id, 'flags']) || '[]') as FullResident['flags']
  return { id, position, name, sex, bornOn, livesAlone, flags }
}
