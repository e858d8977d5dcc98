import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { pinyin } from 'pinyin-pro'
import { rowsVerb } from '../../db/batch.ts'
import { type Reader, readVerb, type Tx } from '../../db/database.ts'
import { residents } from '../../db/schema/registry.ts'
import { residentNames } from '../../db/schema/residents.ts'

type NameRow = typeof residentNames.$inferSelect
interface Named {
  readonly id: string
  readonly name: string
}

const put = rowsVerb<NameRow>(['residentId', 'name', 'pinyin', 'initials'], (q, rows) =>
  q
    .insert(residentNames)
    .values(rows)
    .onConflictDoUpdate({
      target: residentNames.residentId,
      set: { name: sql`excluded.name`, pinyin: sql`excluded.pinyin`, initials: sql`excluded.initials` },
    }),
)
const unnamed = readVerb<{ after: string; limit: number }, Named[]>((q) =>
  q
    .select({ id: residents.id, name: residents.name })
    .from(residents)
    .leftJoin(residentNames, eq(residentNames.residentId, residents.id))
    .where(and(isNull(residentNames.residentId), gt(residents.id, sql.placeholder('after'))))
    .orderBy(residents.id)
    .limit(sql.placeholder('limit')),
)

/** Makes these residents findable by their names. */
export async function writeNames(tx: Tx, people: readonly Named[]): Promise<void> {
  await put(
    tx,
    people.map(({ id, name }) => ({ residentId: id, name, ...spelling(name) })),
  )
}

/** Residents behind `after` that older versions wrote, who cannot be found by name yet. */
export async function findUnnamed(on: Reader, after: string, limit: number): Promise<Named[]> {
  return unnamed(on, { after, limit })
}

/** The first sign is read as a surname where it can be one: 单 is shan, 曾 zeng. Letters stay as they are. */
function spelling(name: string): { pinyin: string; initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' })
  const plain = syllables.map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean)
  return { pinyin: plain.join(''), initials: plain.map((syllable) => syllable.slice(0, 1)).join('') }
}
