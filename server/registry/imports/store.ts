import { and, asc, desc, eq, gt, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { ImportStage } from '#contract/imports'
import { keysVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { importChunks, imports } from '../../db/schema/imports.ts'
import { homes } from '../../db/schema/registry.ts'
import type { HomeRow } from '../homes/store.ts'

export type ImportRow = typeof imports.$inferSelect
export type ChunkRow = typeof importChunks.$inferSelect

const column = <Name extends keyof ImportRow>(name: Name) => sql`${sql.param(sql.placeholder(name), imports[name])}`
const MOVING = [
  'stage',
  'movedAt',
  'endedAt',
  'layout',
  'chunks',
  'position',
  'rows',
  'badRows',
  'warnings',
  'added',
  'skipped',
  'undone',
  'kept',
] as const

const insert = changeVerb<ImportRow>((q) =>
  q.insert(imports).values({
    id: sql.placeholder('id'),
    kind: sql.placeholder('kind'),
    startedBy: sql.placeholder('startedBy'),
    startedAt: sql.placeholder('startedAt'),
    stage: sql.placeholder('stage'),
    movedAt: sql.placeholder('movedAt'),
    endedAt: sql.placeholder('endedAt'),
    layout: sql.placeholder('layout'),
    chunks: sql.placeholder('chunks'),
    position: sql.placeholder('position'),
    rows: sql.placeholder('rows'),
    badRows: sql.placeholder('badRows'),
    warnings: sql.placeholder('warnings'),
    added: sql.placeholder('added'),
    skipped: sql.placeholder('skipped'),
    undone: sql.placeholder('undone'),
    kept: sql.placeholder('kept'),
  }),
)
const move = changeVerb<ImportRow>((q) =>
  q
    .update(imports)
    .set(Object.fromEntries(MOVING.map((name) => [name, column(name)])))
    .where(eq(imports.id, sql.placeholder('id'))),
)
const byId = readVerb<{ id: string }, ImportRow[]>((q) =>
  q
    .select()
    .from(imports)
    .where(eq(imports.id, sql.placeholder('id'))),
)
const hold = readVerb<{ id: string }, ImportRow[]>((q) =>
  locked(
    q
      .select()
      .from(imports)
      .where(eq(imports.id, sql.placeholder('id'))),
  ),
)
const byStarter = readVerb<{ startedBy: string; limit: number }, ImportRow[]>((q) =>
  q
    .select()
    .from(imports)
    .where(eq(imports.startedBy, sql.placeholder('startedBy')))
    .orderBy(desc(imports.id))
    .limit(sql.placeholder('limit')),
)
const idle = readVerb<{ stage: ImportStage; before: number }, ImportRow[]>((q) =>
  q
    .select()
    .from(imports)
    .where(and(eq(imports.stage, sql.placeholder('stage')), lt(imports.movedAt, sql.placeholder('before'))))
    .orderBy(asc(imports.id)),
)
const insertChunk = changeVerb<ChunkRow>((q) =>
  q.insert(importChunks).values({
    id: sql.placeholder('id'),
    importId: sql.placeholder('importId'),
    number: sql.placeholder('number'),
    encryptedRows: sql.placeholder('encryptedRows'),
    encryptedFindings: sql.placeholder('encryptedFindings'),
    encryptedSecrets: sql.placeholder('encryptedSecrets'),
  }),
)
const chunk = readVerb<{ importId: string; number: number }, ChunkRow[]>((q) =>
  q
    .select()
    .from(importChunks)
    .where(
      and(eq(importChunks.importId, sql.placeholder('importId')), eq(importChunks.number, sql.placeholder('number'))),
    ),
)
const withFindings = readVerb<{ importId: string; after: number; limit: number }, ChunkRow[]>((q) =>
  q
    .select()
    .from(importChunks)
    .where(
      and(
        eq(importChunks.importId, sql.placeholder('importId')),
        gt(importChunks.number, sql.placeholder('after')),
        isNotNull(importChunks.encryptedFindings),
      ),
    )
    .orderBy(asc(importChunks.number))
    .limit(sql.placeholder('limit')),
)
const withSecrets = readVerb<{ importId: string }, ChunkRow[]>((q) =>
  locked(
    q
      .select()
      .from(importChunks)
      .where(and(eq(importChunks.importId, sql.placeholder('importId')), isNotNull(importChunks.encryptedSecrets)))
      .orderBy(asc(importChunks.number)),
  ),
)
const keepSecrets = changeVerb<{ id: string; encryptedSecrets: Buffer }>((q) =>
  q
    .update(importChunks)
    .set({ encryptedSecrets: sql`${sql.param(sql.placeholder('encryptedSecrets'), importChunks.encryptedSecrets)}` })
    .where(eq(importChunks.id, sql.placeholder('id'))),
)
const dropSecrets = changeVerb<{ importId: string }>((q) =>
  q
    .update(importChunks)
    .set({ encryptedSecrets: null })
    .where(eq(importChunks.importId, sql.placeholder('importId'))),
)
const dropRows = changeVerb<{ importId: string }>((q) =>
  q
    .update(importChunks)
    .set({ encryptedRows: null })
    .where(eq(importChunks.importId, sql.placeholder('importId'))),
)
const homesAt = keysVerb<HomeRow>((q, keys) =>
  q.select({ id: homes.id, address: homes.address }).from(homes).where(inArray(homes.address, keys)),
)

export async function addImport(tx: Tx, row: ImportRow): Promise<void> {
  await insert(tx, row)
}

/** Writes how far it is; what it is of, and whose, never changes. */
export async function moveImport(tx: Tx, row: ImportRow): Promise<void> {
  await move(tx, row)
}

export async function findImport(on: Reader, id: string): Promise<ImportRow | undefined> {
  return (await byId(on, { id }))[0]
}

/** The import as it stands, kept so until the end of the transaction. */
export async function holdImport(tx: Tx, id: string): Promise<ImportRow | undefined> {
  return (await hold(tx, { id }))[0]
}

/** The newest first. */
export async function importsOf(on: Reader, startedBy: string, limit: number): Promise<ImportRow[]> {
  return byStarter(on, { startedBy, limit })
}

/** Those at this stage that nobody has moved since `before`, milliseconds since 1970. */
export async function idleImports(on: Reader, stage: ImportStage, before: number): Promise<ImportRow[]> {
  return idle(on, { stage, before })
}

export async function addChunk(tx: Tx, row: ChunkRow): Promise<void> {
  await insertChunk(tx, row)
}

export async function findChunk(on: Reader, importId: string, number: number): Promise<ChunkRow | undefined> {
  return (await chunk(on, { importId, number }))[0]
}

export async function chunksWithFindings(on: Reader, importId: string, after: number, limit: number) {
  return withFindings(on, { importId, after, limit })
}

export async function holdSecrets(tx: Tx, importId: string): Promise<ChunkRow[]> {
  return withSecrets(tx, { importId })
}

export async function writeSecrets(tx: Tx, id: string, encryptedSecrets: Buffer): Promise<void> {
  await keepSecrets(tx, { id, encryptedSecrets })
}

export async function forgetSecrets(tx: Tx, importId: string): Promise<void> {
  await dropSecrets(tx, { importId })
}

/** The rows of a file are in the registry now, or nobody wants them: no second copy of them stays. */
export async function forgetRows(tx: Tx, importId: string): Promise<void> {
  await dropRows(tx, { importId })
}

/** Homes at any of these addresses, in whatever community. */
export async function homesAtAddresses(on: Reader, addresses: readonly string[]): Promise<HomeRow[]> {
  return homesAt(on, addresses)
}
