import { asc, gt, inArray, sql } from 'drizzle-orm'
import { keysVerb } from '../../db/batch.ts'
import { type Reader, readVerb } from '../../db/database.ts'
import { contacts, homes } from '../../db/schema/registry.ts'
import type { ContactRow, HomeRow } from '../homes/store.ts'

const page = readVerb<{ after: string; limit: number }, HomeRow[]>((q) =>
  q
    .select()
    .from(homes)
    .where(gt(homes.id, sql.placeholder('after')))
    .orderBy(asc(homes.id))
    .limit(sql.placeholder('limit')),
)
const contactsByHomes = keysVerb<ContactRow>((q, keys) =>
  q.select().from(contacts).where(inArray(contacts.homeId, keys)).orderBy(asc(contacts.homeId), asc(contacts.position)),
)

/** Homes behind this id, in the order of their ids. */
export async function homesAfter(on: Reader, after: string, limit: number): Promise<HomeRow[]> {
  return page(on, { after, limit })
}

export async function contactsOfHomes(on: Reader, homeIds: readonly string[]): Promise<ContactRow[]> {
  return contactsByHomes(on, homeIds)
}
