import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { brokerAccounts } from '../../db/schema/registry.ts'

/** What the outside broker has to be told of a device, and has not confirmed yet. */
export type Errand = typeof brokerAccounts.$inferSelect

type Wish = Pick<Errand, 'deviceId' | 'wanted' | 'encryptedSecret' | 'changedAt'>

const want = changeVerb<Wish>((q) =>
  q
    .insert(brokerAccounts)
    .values({
      deviceId: sql.placeholder('deviceId'),
      wanted: sql.placeholder('wanted'),
      encryptedSecret: sql.placeholder('encryptedSecret'),
      changedAt: sql.placeholder('changedAt'),
    })
    .onConflictDoUpdate({
      target: brokerAccounts.deviceId,
      set: {
        wanted: sql`excluded.wanted`,
        encryptedSecret: sql`excluded.encrypted_secret`,
        changedAt: sql`excluded.changed_at`,
        confirmedAt: null,
      },
      // Whoever was shut out meanwhile stays out.
      setWhere: ne(brokerAccounts.wanted, 'shut'),
    }),
)
const byDevice = readVerb<{ deviceId: string }, Errand[]>((q) =>
  q
    .select()
    .from(brokerAccounts)
    .where(eq(brokerAccounts.deviceId, sql.placeholder('deviceId'))),
)
const shut = changeVerb<{ deviceId: string; changedAt: number }>((q) =>
  q
    .update(brokerAccounts)
    .set({
      wanted: 'shut',
      encryptedSecret: null,
      changedAt: sql`${sql.placeholder('changedAt')}`,
      confirmedAt: null,
      fault: null,
    })
    .where(eq(brokerAccounts.deviceId, sql.placeholder('deviceId'))),
)
const open = readVerb<{ limit: number }, Errand[]>((q) =>
  q
    .select()
    .from(brokerAccounts)
    .where(isNull(brokerAccounts.confirmedAt))
    .orderBy(asc(brokerAccounts.changedAt), asc(brokerAccounts.deviceId))
    .limit(sql.placeholder('limit')),
)
const confirm = changeVerb<{ deviceId: string; wanted: string; confirmedAt: number }>((q) =>
  q
    .update(brokerAccounts)
    .set({ confirmedAt: sql`${sql.placeholder('confirmedAt')}`, encryptedSecret: null, fault: null })
    .where(
      and(
        eq(brokerAccounts.deviceId, sql.placeholder('deviceId')),
        eq(brokerAccounts.wanted, sql.placeholder('wanted')),
      ),
    ),
)
const fail = changeVerb<{ deviceId: string; fault: string }>((q) =>
  q
    .update(brokerAccounts)
    .set({ fault: sql`${sql.placeholder('fault')}` })
    .where(eq(brokerAccounts.deviceId, sql.placeholder('deviceId'))),
)

/** A device is to be let in. `changedAt` in milliseconds since 1970. */
export async function wantIn(tx: Tx, wish: Wish): Promise<void> {
  await want(tx, wish)
}

/** What the broker was last to be told of this device. */
export async function accountOf(on: Reader, deviceId: string): Promise<Errand | undefined> {
  return (await byDevice(on, { deviceId }))[0]
}

/** A device is to be shut out; nothing happens when the broker was never told of it. */
export async function wantShut(tx: Tx, deviceId: string, changedAt: number): Promise<void> {
  await shut(tx, { deviceId, changedAt })
}

/** What is to be told, oldest first. */
export async function openErrands(on: Reader, limit: number): Promise<Errand[]> {
  return open(on, { limit })
}

/** The broker has it: the secret is blanked. An errand that changed meanwhile stays open. */
export async function confirmErrand(tx: Tx, { deviceId, wanted }: Errand, confirmedAt: number): Promise<void> {
  await confirm(tx, { deviceId, wanted, confirmedAt })
}

export async function failErrand(tx: Tx, deviceId: string, fault: string): Promise<void> {
  await fail(tx, { deviceId, fault })
}
