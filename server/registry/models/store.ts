import { asc, eq, inArray, sql } from 'drizzle-orm'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { type Reader, readVerb, replaceVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { deviceModels } from '../../db/schema/models.ts'
import { devices } from '../../db/schema/registry.ts'

export type ModelRow = typeof deviceModels.$inferSelect

const all = readVerb<Record<string, never>, ModelRow[]>((q) =>
  q.select().from(deviceModels).orderBy(asc(deviceModels.name)),
)
const hold = readVerb<{ id: string }, ModelRow[]>((q) =>
  locked(
    q
      .select()
      .from(deviceModels)
      .where(eq(deviceModels.id, sql.placeholder('id'))),
  ),
)
const byNames = keysVerb<ModelRow>((q, names) => q.select().from(deviceModels).where(inArray(deviceModels.name, names)))
const insert = rowsVerb<ModelRow>(
  ['id', 'name', 'maker', 'class', 'signals', 'hasSim', 'batteryMonths', 'addedAt', 'withdrawnAt', 'version'],
  (q, rows) => q.insert(deviceModels).values(rows).onConflictDoNothing(),
)
const replace = replaceVerb<ModelRow>((q) =>
  q
    .update(deviceModels)
    .set({
      maker: sql`${sql.placeholder('maker')}`,
      class: sql`${sql.placeholder('class')}`,
      signals: sql`${sql.param(sql.placeholder('signals'), deviceModels.signals)}`,
      hasSim: sql`${sql.param(sql.placeholder('hasSim'), deviceModels.hasSim)}`,
      batteryMonths: sql`${sql.param(sql.placeholder('batteryMonths'), deviceModels.batteryMonths)}`,
      withdrawnAt: sql`${sql.param(sql.placeholder('withdrawnAt'), deviceModels.withdrawnAt)}`,
      version: sql`${sql.placeholder('version')}`,
    })
    .where(
      sql`${deviceModels.id} = ${sql.placeholder('id')} and ${deviceModels.version} = ${sql.placeholder('version_1')}`,
    ),
)
const namedByDevices = readVerb<Record<string, never>, { name: string; class: ModelRow['class']; hasSim: number }[]>(
  (q) =>
    q
      .select({
        name: devices.model,
        class: sql<ModelRow['class']>`min(${devices.class})`.as('class'),
        hasSim: sql<number>`count(${devices.iccid})`.mapWith(Number).as('has_sim'),
      })
      .from(devices)
      .groupBy(devices.model)
      .orderBy(asc(devices.model)),
)

export async function allModels(on: Reader): Promise<ModelRow[]> {
  return all(on, {})
}

/** The model as it stands, kept so until the end of the transaction. */
export async function holdModel(tx: Tx, id: string): Promise<ModelRow | undefined> {
  return (await hold(tx, { id }))[0]
}

export async function modelsNamed(on: Reader, names: readonly string[]): Promise<ModelRow[]> {
  return byNames(on, names)
}

/** How many were added: a name that is taken is left out. */
export async function addModels(tx: Tx, rows: readonly ModelRow[]): Promise<number> {
  return insert(tx, rows)
}

/** False when another version stands there by now. */
export async function replaceModel(tx: Tx, after: ModelRow, before: ModelRow): Promise<boolean> {
  return (await replace(tx, after, before)) === 1
}

/** What devices call their models, with one class of theirs and whether a SIM is known of any. */
export async function modelsOfDevices(on: Reader): Promise<Pick<ModelRow, 'name' | 'class' | 'hasSim'>[]> {
  return (await namedByDevices(on, {})).map((row) => ({ ...row, hasSim: row.hasSim > 0 }))
}
