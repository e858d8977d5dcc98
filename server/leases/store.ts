import { sql } from 'drizzle-orm'
import { changeVerb, type Tx } from '../db/database.ts'
import { leases } from '../db/schema/events.ts'

const take = changeVerb<{ name: string; holder: string; until: number; now: number }>((q) =>
  q
    .insert(leases)
    .values({ name: sql.placeholder('name'), holder: sql.placeholder('holder'), until: sql.placeholder('until') })
    .onConflictDoUpdate({
      target: leases.name,
      set: { holder: sql`excluded.holder`, until: sql`excluded.until` },
      setWhere: sql`${leases.holder} = excluded.holder or ${leases.until} < ${sql.param(sql.placeholder('now'), leases.until)}`,
    }),
)
const drop = changeVerb<{ name: string; holder: string }>((q) =>
  q
    .delete(leases)
    .where(sql`${leases.name} = ${sql.placeholder('name')} and ${leases.holder} = ${sql.placeholder('holder')}`),
)

/** Takes or renews the lease until `until`; false while another holds it. Milliseconds since 1970. */
export async function takeLease(tx: Tx, name: string, holder: string, until: number, now: number): Promise<boolean> {
  return (await take(tx, { name, holder, until, now })) === 1
}

/** Gives the lease back, if this is its holder. */
export async function dropLease(tx: Tx, name: string, holder: string): Promise<void> {
  await drop(tx, { name, holder })
}
