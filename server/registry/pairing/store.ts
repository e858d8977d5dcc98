import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { pairingCodes } from '../../db/schema/pairing.ts'

export type PairingRow = typeof pairingCodes.$inferSelect

const insert = changeVerb<PairingRow>((q) =>
  q.insert(pairingCodes).values({
    id: sql.placeholder('id'),
    codeHash: sql.placeholder('codeHash'),
    homeId: sql.placeholder('homeId'),
    issuedBy: sql.placeholder('issuedBy'),
    issuedAt: sql.placeholder('issuedAt'),
    expiresAt: sql.placeholder('expiresAt'),
    triesLeft: sql.placeholder('triesLeft'),
  }),
)
const endOthers = changeVerb<{ homeId: string; now: number }>((q) =>
  q
    .update(pairingCodes)
    .set({ triesLeft: 0 })
    .where(
      and(
        eq(pairingCodes.homeId, sql.placeholder('homeId')),
        isNull(pairingCodes.pairedAt),
        gt(pairingCodes.expiresAt, sql.placeholder('now')),
      ),
    ),
)
const byHash = readVerb<{ codeHash: Uint8Array }, PairingRow[]>((q) =>
  q
    .select()
    .from(pairingCodes)
    .where(eq(pairingCodes.codeHash, sql.placeholder('codeHash'))),
)
const holdByHash = readVerb<{ codeHash: Uint8Array }, PairingRow[]>((q) =>
  locked(
    q
      .select()
      .from(pairingCodes)
      .where(eq(pairingCodes.codeHash, sql.placeholder('codeHash'))),
  ),
)
const changeTries = changeVerb<{ id: string; triesLeft: number }>((q) =>
  q
    .update(pairingCodes)
    .set({ triesLeft: sql`${sql.placeholder('triesLeft')}` })
    .where(eq(pairingCodes.id, sql.placeholder('id'))),
)
const paired = changeVerb<{ id: string; deviceId: string; pairedAt: number }>((q) =>
  q
    .update(pairingCodes)
    .set({
      deviceId: sql`${sql.placeholder('deviceId')}`,
      pairedAt: sql`${sql.param(sql.placeholder('pairedAt'), pairingCodes.pairedAt)}`,
    })
    .where(eq(pairingCodes.id, sql.placeholder('id'))),
)

/** The only code of its home that still opens something; `issuedAt` in milliseconds. */
export async function issueCode(tx: Tx, row: PairingRow): Promise<void> {
  await endOthers(tx, { homeId: row.homeId, now: row.issuedAt })
  await insert(tx, row)
}

/** No code of this home opens anything from now on, `now` in milliseconds. */
export async function endCodes(tx: Tx, homeId: string, now: number): Promise<void> {
  await endOthers(tx, { homeId, now })
}

export async function findCode(on: Reader, codeHash: Uint8Array): Promise<PairingRow | undefined> {
  return (await byHash(on, { codeHash }))[0]
}

/** The code as it stands, kept so until the end of the transaction. */
export async function holdCode(tx: Tx, codeHash: Uint8Array): Promise<PairingRow | undefined> {
  return (await holdByHash(tx, { codeHash }))[0]
}

export async function writeTriesLeft(tx: Tx, id: string, triesLeft: number): Promise<void> {
  await changeTries(tx, { id, triesLeft })
}

export async function writePaired(tx: Tx, id: string, deviceId: string, pairedAt: number): Promise<void> {
  await paired(tx, { id, deviceId, pairedAt })
}
