import { eq, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../db/database.ts'
import { marks } from '../db/schema/registry.ts'

const markNamed = readVerb<{ name: string }, { value: string }[]>((q) =>
  q
    .select({ value: marks.value })
    .from(marks)
    .where(eq(marks.name, sql.placeholder('name'))),
)
const setOnce = changeVerb<{ name: string; value: string }>((q) =>
  q
    .insert(marks)
    .values({ name: sql.placeholder('name'), value: sql.placeholder('value') })
    .onConflictDoNothing(),
)

/** What this installation wrote down about itself under this name, once and for all. */
export async function markOf(on: Reader, name: string): Promise<string | undefined> {
  return (await markNamed(on, { name }))[0]?.value
}

/** Writes it down, unless something stands there already. */
export async function markOnce(tx: Tx, name: string, value: string): Promise<void> {
  await setOnce(tx, { name, value })
}
