import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { backupCodes, secondFactors } from '../../db/schema/access.ts'

export type FactorRow = typeof secondFactors.$inferSelect
type BackupRow = typeof backupCodes.$inferSelect

const byAccount = readVerb<{ accountId: string }, FactorRow[]>((q) =>
  q
    .select()
    .from(secondFactors)
    .where(eq(secondFactors.accountId, sql.placeholder('accountId'))),
)
const held = readVerb<{ accountId: string }, FactorRow[]>((q) =>
  locked(
    q
      .select()
      .from(secondFactors)
      .where(eq(secondFactors.accountId, sql.placeholder('accountId'))),
  ),
)
const offer = changeVerb<{ accountId: string; encryptedSecret: Uint8Array }>((q) =>
  q
    .insert(secondFactors)
    .values({
      accountId: sql.placeholder('accountId'),
      encryptedSecret: sql.placeholder('encryptedSecret'),
      confirmedAt: null,
      lastStep: null,
    })
    .onConflictDoUpdate({
      target: secondFactors.accountId,
      set: { encryptedSecret: sql`excluded.encrypted_secret`, confirmedAt: null, lastStep: null },
    }),
)
const step = changeVerb<{ accountId: string; lastStep: number; confirmedAt: number }>((q) =>
  q
    .update(secondFactors)
    .set({
      lastStep: sql`${sql.placeholder('lastStep')}`,
      confirmedAt: sql`coalesce(${secondFactors.confirmedAt}, ${sql.param(sql.placeholder('confirmedAt'), secondFactors.confirmedAt)})`,
    })
    .where(
      and(
        eq(secondFactors.accountId, sql.placeholder('accountId')),
        or(isNull(secondFactors.lastStep), lt(secondFactors.lastStep, sql.placeholder('lastStep'))),
      ),
    ),
)
const withdraw = changeVerb<{ accountId: string }>((q) =>
  q
    .update(secondFactors)
    .set({ confirmedAt: null, lastStep: null })
    .where(eq(secondFactors.accountId, sql.placeholder('accountId'))),
)
const insertCodes = rowsVerb<BackupRow>(['codeHash', 'accountId', 'madeAt', 'usedAt'], (q, rows) =>
  q.insert(backupCodes).values(rows),
)
const spend = changeVerb<{ codeHash: Uint8Array; usedAt: number }>((q) =>
  q
    .update(backupCodes)
    .set({ usedAt: sql`${sql.param(sql.placeholder('usedAt'), backupCodes.usedAt)}` })
    .where(and(eq(backupCodes.codeHash, sql.placeholder('codeHash')), isNull(backupCodes.usedAt))),
)
const spendAll = changeVerb<{ accountId: string; usedAt: number }>((q) =>
  q
    .update(backupCodes)
    .set({ usedAt: sql`${sql.param(sql.placeholder('usedAt'), backupCodes.usedAt)}` })
    .where(and(eq(backupCodes.accountId, sql.placeholder('accountId')), isNull(backupCodes.usedAt))),
)

export async function findFactor(on: Reader, accountId: string): Promise<FactorRow | undefined> {
  return (await byAccount(on, { accountId }))[0]
}

/** The same, kept so until the end of the transaction: nobody withdraws or replaces it under a code. */
export async function holdFactor(tx: Tx, accountId: string): Promise<FactorRow | undefined> {
  return (await held(tx, { accountId }))[0]
}

/** A new secret that does not count yet. */
export async function writeOffer(tx: Tx, accountId: string, encryptedSecret: Uint8Array): Promise<void> {
  await offer(tx, { accountId, encryptedSecret })
}

/** Takes a code's step; false when it, or a later one, was taken before. The first one makes the factor count. */
export async function takeStep(tx: Tx, accountId: string, lastStep: number, at: number): Promise<boolean> {
  return (await step(tx, { accountId, lastStep, confirmedAt: at })) === 1
}

/** Signing in no longer asks; the codes made for it open nothing. */
export async function withdrawFactor(tx: Tx, accountId: string, at: number): Promise<void> {
  await withdraw(tx, { accountId })
  await spendAll(tx, { accountId, usedAt: at })
}

/** In place of those made before. */
export async function writeBackupCodes(
  tx: Tx,
  accountId: string,
  hashes: readonly Buffer[],
  at: number,
): Promise<void> {
  await spendAll(tx, { accountId, usedAt: at })
  await insertCodes(
    tx,
    hashes.map((codeHash) => ({ codeHash, accountId, madeAt: at, usedAt: null })),
  )
}

/** False when it is none, or was used before. */
export async function spendBackupCode(tx: Tx, codeHash: Uint8Array, at: number): Promise<boolean> {
  return (await spend(tx, { codeHash, usedAt: at })) === 1
}
