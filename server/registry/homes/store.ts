import { asc, eq, inArray, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { type Reader, readVerb, type Tx } from '../../db/database.ts'
import { contacts, homes, residents } from '../../db/schema/registry.ts'

export type HomeRow = typeof homes.$inferSelect
export type ResidentRow = typeof residents.$inferSelect
export type ContactRow = typeof contacts.$inferSelect

const insertHomes = rowsVerb<HomeRow>(['id', 'address', 'community', 'doorNote', 'addedAt'], (q, rows) =>
  q.insert(homes).values(rows),
)
const insertResidents = rowsVerb<ResidentRow>(
  ['id', 'homeId', 'position', 'name', 'sex', 'bornOn', 'livesAlone', 'flags'],
  (q, rows) => q.insert(residents).values(rows),
)
const insertContacts = rowsVerb<ContactRow>(
  ['id', 'homeId', 'position', 'name', 'relation', 'phone', 'note'],
  (q, rows) => q.insert(contacts).values(rows),
)
const homesByIds = keysVerb<HomeRow>((q, keys) => q.select().from(homes).where(inArray(homes.id, keys)))
const residentsByHomes = keysVerb<ResidentRow>((q, keys) =>
  q
    .select()
    .from(residents)
    .where(inArray(residents.homeId, keys))
    .orderBy(asc(residents.homeId), asc(residents.position)),
)
const contactsByHome = readVerb<{ homeId: string }, ContactRow[]>((q) =>
  q
    .select()
    .from(contacts)
    .where(eq(contacts.homeId, sql.placeholder('homeId')))
    .orderBy(asc(contacts.position)),
)

/** Many homes and people at once; people may also come to homes that stand there already. */
export async function writeHomes(
  tx: Tx,
  rows: readonly HomeRow[],
  people: { readonly residents: readonly ResidentRow[]; readonly contacts: readonly ContactRow[] },
): Promise<void> {
  await insertHomes(tx, rows)
  await insertResidents(tx, people.residents)
  await insertContacts(tx, people.contacts)
}

export async function findHomes(on: Reader, ids: readonly string[]): Promise<HomeRow[]> {
  return homesByIds(on, ids)
}

export async function residentsOf(on: Reader, homeIds: readonly string[]): Promise<ResidentRow[]> {
  return residentsByHomes(on, homeIds)
}

export async function contactsOf(on: Reader, homeId: string): Promise<ContactRow[]> {
  return contactsByHome(on, { homeId })
}
