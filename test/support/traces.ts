import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { tell } from './database.ts'

/** Files below `folder` that hold `words` anywhere, as somebody with the disk would find them. */
export function tracesOf(folder: string, words: string): string[] {
  const sought = Buffer.from(words)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .filter((file) => readFileSync(join(folder, file)).includes(sought))
}

/**
 * Which of these words somebody finds who has a copy of the store: every byte of the files, the log of writes too, or
 * on PostgreSQL every row of every table.
 */
export async function foundInStore(
  place: { readonly dataDir: string; readonly databaseUrl: string | null },
  words: readonly string[],
): Promise<string[]> {
  const { dataDir, databaseUrl } = place
  if (databaseUrl === null) return words.filter((one) => tracesOf(dataDir, one).length > 0)
  const tables = await tell(databaseUrl, "select tablename as name from pg_tables where schemaname = 'public'")
  const rows = await Promise.all(
    tables.map(({ name }) => tell(databaseUrl, `select t::text as row from public."${String(name)}" t`)),
  )
  const dump = rows.flat().map(({ row }) => String(row))
  return words.filter((one) => dump.some((row) => row.includes(one) || row.includes(hexOf(one))))
}

/** As PostgreSQL shows bytes. */
const hexOf = (words: string): string => Buffer.from(words).toString('hex')
