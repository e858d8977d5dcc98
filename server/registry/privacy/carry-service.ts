import type { Database } from '../../db/database.ts'
import { markOf, markOnce } from '../../installation/store.ts'
import { PLAIN_FIELDS, type PlainField } from './carry-store.ts'
import type { Vault } from './vault-service.ts'

/** Rows encrypted in one transaction. */
const AT_ONCE = 200

const CARRIED = 'private fields carried over'
const SCRUBBED = 'private fields scrubbed'

/**
 * Encrypts what older versions wrote in the clear, then has the plain bytes overwritten in the files. May be broken off
 * anywhere: the next start goes on. On a store of this version it finds nothing to do.
 */
export async function carryOver(db: Database, vault: Vault): Promise<void> {
  let carried = 0
  for (const field of PLAIN_FIELDS) carried += await carryField(db, vault, field)
  const begun = (await markOf(db.read, CARRIED)) !== undefined
  const done = (await markOf(db.read, SCRUBBED)) !== undefined
  if (carried === 0 && (!begun || done)) return
  await db.scrub()
  await db.write((tx) => markOnce(tx, SCRUBBED, 'yes'))
}

async function carryField(db: Database, vault: Vault, field: PlainField): Promise<number> {
  let carried = 0
  for (let after = ''; ; ) {
    const rows = await field.find(db.read, { after, limit: AT_ONCE })
    const last = rows.at(-1)
    if (!last) return carried
    await db.write(async (tx) => {
      await markOnce(tx, CARRIED, 'yes')
      const ring = await vault.keysFor(tx, [...new Set(rows.map(({ ownerId }) => ownerId))])
      for (const { id, ownerId, text } of rows) {
        const hidden = ring(ownerId).hide(text, [field.table, id, field.column])
        await field.replace(tx, { id, hidden })
      }
    })
    carried += rows.length
    after = last.id
  }
}
