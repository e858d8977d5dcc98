import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { NewContact, NewResident } from '#contract/registry'
import { rowsVerb } from '../../db/batch.ts'
import { type Reader, readVerb, type Tx } from '../../db/database.ts'
import { contacts, homes, residents } from '../../db/schema/registry.ts'
import type { DataKey, Vault } from '../privacy/vault-service.ts'

type HomeRow = typeof homes.$inferSelect
type ResidentRow = typeof residents.$inferSelect
type ContactRow = typeof contacts.$inferSelect

/** A home with what only those may read who handle its calls. */
export interface FullHome extends Pick<HomeRow, 'id' | 'address' | 'areaId' | 'doorNote' | 'addedAt'> {
  readonly residents: readonly FullResident[]
  readonly contacts: readonly FullContact[]
}
export type FullResident = NewResident & { readonly id: string; readonly position: number }
export type FullContact = NewContact & { readonly id: string; readonly position: number }

const insertHomes = rowsVerb<HomeRow>(
  ['id', 'address', 'areaId', 'doorNote', 'encryptedDoorNote', 'addedAt'],
  (q, rows) => q.insert(homes).values(rows),
)
const insertResidents = rowsVerb<Omit<ResidentRow, 'leftAt' | 'leaving'>>(
  ['id', 'homeId', 'position', 'name', 'sex', 'bornOn', 'livesAlone', 'flags', 'encryptedFlags'],
  (q, rows) => q.insert(residents).values(rows),
)
const insertContacts = rowsVerb<ContactRow>(
  ['id', 'homeId', 'position', 'name', 'relation', 'phone', 'note', 'encryptedPhone', 'encryptedNote'],
  (q, rows) => q.insert(contacts).values(rows),
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
const contactsByHome = readVerb<{ id: string }, ContactRow[]>((q) =>
  q
    .select()
    .from(contacts)
    .where(eq(contacts.homeId, sql.placeholder('id')))
    .orderBy(asc(contacts.position)),
)

/** Writes a home and its people; what is private only in its encrypted form. */
export async function writeHome(tx: Tx, vault: Vault, home: FullHome): Promise<void> {
  const { id, address, areaId, addedAt } = home
  const ring = await vault.keysFor(tx, [id, ...home.residents.map((one) => one.id)])
  const encryptedDoorNote = ring(id).hide(home.doorNote, ['homes', id, 'door_note'])
  await insertHomes(tx, [{ id, address, areaId, addedAt, doorNote: '', encryptedDoorNote }])
  await insertResidents(
    tx,
    home.residents.map((one) => hideResident(ring(one.id), id, one)),
  )
  await insertContacts(
    tx,
    home.contacts.map((one) => hideContact(ring(id), id, one)),
  )
}

/** The home in the clear, or undefined when there is none. */
export async function findFullHome(on: Reader, vault: Vault, id: string): Promise<FullHome | undefined> {
  const [home] = await homeById(on, { id })
  if (!home) return undefined
  const people = await residentsByHome(on, { id })
  const ring = await vault.keysOf(on, [id, ...people.map((one) => one.id)])
  return {
    ...{ id, address: home.address, areaId: home.areaId, addedAt: home.addedAt },
    doorNote: ring(id).open(home.encryptedDoorNote, ['homes', id, 'door_note']),
    residents: people.map((row) => openResident(ring(row.id), row)),
    contacts: (await contactsByHome(on, { id })).map((row) => openContact(ring(id), row)),
  }
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

function hideContact(key: DataKey, homeId: string, { phone, note, ...open }: FullContact): ContactRow {
  const encryptedPhone = key.hide(phone, ['contacts', open.id, 'phone'])
  const encryptedNote = key.hide(note, ['contacts', open.id, 'note'])
  return { ...open, homeId, phone: '', note: '', encryptedPhone, encryptedNote }
}

function openContact(key: DataKey, row: ContactRow): FullContact {
  const { id, position, name, relation } = row
  const phone = key.open(row.encryptedPhone, ['contacts', id, 'phone'])
  const note = key.open(row.encryptedNote, ['contacts', id, 'note'])
  return { id, position, name, relation, phone, note }
}
