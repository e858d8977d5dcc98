import type { Database } from '../db/database.ts'
import { Unusable } from '../problem.ts'
import type { Keys } from './keys.ts'
import { markOf, markOnce } from './store.ts'

const NAME = 'keys'

/**
 * Makes sure that these keys belong to this database, which remembers the first it was opened with. Under others no
 * device could sign in, and every process would break the chain of the others.
 * @throws Unusable
 */
export async function assertOwnKeys(db: Database, { mark }: Keys, dataDir: string): Promise<void> {
  if ((await markOf(db.read, NAME)) === undefined) await db.write((tx) => markOnce(tx, NAME, mark))
  if ((await markOf(db.read, NAME)) === mark) return
  throw new Unusable(
    `The keys in ${dataDir} are not those of this database; put the keys.json there that it was first started with.`,
  )
}
