import { eq, inArray, sql } from 'drizzle-orm'
import { keysVerb } from '../../db/batch.ts'
import { changeVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { signInTries } from '../../db/schema/access.ts'
import type { Tries } from './backoff.ts'

type TriesRow = typeof signInTries.$inferSelect

const held = keysVerb<TriesRow, Tx>((q, keys) =>
  locked(q.select().from(signInTries).where(inArray(signInTries.subject, keys))),
)
const write = changeVerb<TriesRow>((q) =>
  q
    .insert(signInTries)
    .values({
      subject: sql.placeholder('subject'),
      tries: sql.placeholder('tries'),
      lastAt: sql.placeholder('lastAt'),
    })
    .onConflictDoUpdate({
      target: signInTries.subject,
      set: { tries: sql`excluded.tries`, lastAt: sql`excluded.last_at` },
    }),
)
const forget = changeVerb<{ subject: string }>((q) =>
  q
    .update(signInTries)
    .set({ tries: 0 })
    .where(eq(signInTries.subject, sql.placeholder('subject'))),
)

/** The counts of these subjects, kept so until the end of the transaction. */
export async function holdTries(tx: Tx, subjects: readonly string[]): Promise<Map<string, Tries>> {
  return new Map((await held(tx, subjects)).map((row) => [row.subject, row]))
}

export async function writeTries(tx: Tx, subject: string, { tries, lastAt }: Tries): Promise<void> {
  await write(tx, { subject, tries, lastAt })
}

export async function forgetTries(tx: Tx, subject: string): Promise<void> {
  await forget(tx, { subject })
}
