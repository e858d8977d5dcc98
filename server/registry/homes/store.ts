import { and, asc, inArray, isNull } from 'drizzle-orm'
import { keysVerb } from '../../db/batch.ts'
import type { Reader } from '../../db/database.ts'
import { homes, residents } from '../../db/schema/registry.ts'

/** What queues and lists show of homes and residents: nothing here is encrypted. */
export type HomeRow = Pick<typeof homes.$inferSelect, 'id' | 'address'>
export type ResidentRow = Omit<typeof residents.$inferSelect, 'flags' | 'encryptedFlags' | 'leftAt' | 'leaving'>

const homesByIds = keysVerb<HomeRow>((q, keys) =>
  q.select({ id: homes.id, address: homes.address }).from(homes).where(inArray(homes.id, keys)),
)
const residentsByHomes = keysVerb<ResidentRow>((q, keys) =>
  q
    .select({
      id: residents.id,
      homeId: residents.homeId,
      position: residents.position,
      name: residents.name,
      sex: residents.sex,
      bornOn: residents.bornOn,
      livesAlone: residents.livesAlone,
    })
    .from(residents)
    .where(and(inArray(residents.homeId, keys), isNull(residents.leftAt)))
    .orderBy(asc(residents.homeId), asc(residents.position)),
)

export async function findHomes(on: Reader, ids: readonly string[]): Promise<HomeRow[]> {
  return homesByIds(on, ids)
}

export async function residentsOf(on: Reader, homeIds: readonly string[]): Promise<ResidentRow[]> {
  return residentsByHomes(on, homeIds)
}
