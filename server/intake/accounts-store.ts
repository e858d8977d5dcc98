import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../db/database.ts'
import { brokerAccounts } from '../db/schema/registry.ts'

/** What the outside broker has to be told of a device, and has not confirmed yet. */
export type Errand = typeof brokerAccounts.$inferSelect

const insert = changeVerb<Pick<Errand, 'deviceId' | 'sealedSecret' | 'changedAt'>>((q) =>
  q
    .insert(brokerAccounts)
    .values({
      deviceId: sql.placeholder('deviceId'),
      wanted: 'open',
      sealedSecret: sql.placeholder('sealedSecret'),
      changedAt: sql.placeholder('changedAt'),
    })
    .onConflictDoNothing(),
)
const byDevice = readVerb<{ deviceId: string }, { wanted: string }[]>((q) =>
  q
    .select({ wanted: brokerAccounts.wanted })
    .from(brokerAccounts)
    .where(eq(brokerAccounts.deviceId, sql.placeholder('deviceId'))),
)
const shut = changeVerb<{ deviceId: string; changedAt: number }>((q) =>
  q
    .update(brokerAccounts)
    .set({
      wanted: 'shut',
      sealedSecret: null,
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
    .set({ confirmedAt: sql`${sql.placeholder('confirmedAt')}`, sealedSecret: null, fault: null })
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

/** A device is to be let in with this secret, sealed, unless the broker is told of it already. `changedAt` in milliseconds since 1970. */
export async function wantOpen(tx: Tx, deviceId: string, sealedSecret: Buffer, changedAt: number): Promise<void> {
  await insert(tx, { deviceId, sealedSecret, changedAt })
}

/** Whether the broker was ever to be told of this device. */
export async function hasAccount(on: Reader, deviceId: string): Promise<boolean> {
  return (await byDevice(on, { deviceId })).length > 0
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
