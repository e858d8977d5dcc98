import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { DeviceStage } from '#contract/devices'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { locked } from '../../db/dialect.ts'
import { devices } from '../../db/schema/registry.ts'
import type { Life } from './life.ts'
import type { DeviceRow } from './store.ts'

const hold = readVerb<{ id: string }, DeviceRow[]>((q) =>
  locked(
    q
      .select()
      .from(devices)
      .where(eq(devices.id, sql.placeholder('id'))),
  ),
)
const page = readVerb<{ after: string; limit: number }, DeviceRow[]>((q) =>
  q
    .select()
    .from(devices)
    .where(gt(devices.id, sql.placeholder('after')))
    .orderBy(asc(devices.id))
    .limit(sql.placeholder('limit')),
)
/** The same as `stageOf` (life.ts), for the database to choose by. */
const stage = sql`case
  when ${devices.retrievedAt} is not null then 'retrieved'
  when ${devices.retiredAt} is not null or ${devices.revokedAt} is not null then 'retired'
  when ${devices.swappedAt} is not null then 'swapped'
  when ${devices.homeId} is null then 'stock'
  else 'installed' end`
const pageOfStage = readVerb<{ after: string; limit: number; stage: string }, DeviceRow[]>((q) =>
  q
    .select()
    .from(devices)
    .where(and(gt(devices.id, sql.placeholder('after')), eq(stage, sql.placeholder('stage'))))
    .orderBy(asc(devices.id))
    .limit(sql.placeholder('limit')),
)
const live = changeVerb<{ id: string } & Record<keyof Life, string | number | null>>((q) =>
  q
    .update(devices)
    .set({
      homeId: sql`${sql.placeholder('homeId')}`,
      revokedAt: at('revokedAt'),
      installedAt: at('installedAt'),
      swappedAt: at('swappedAt'),
      retiredAt: at('retiredAt'),
      retrievedAt: at('retrievedAt'),
    })
    .where(eq(devices.id, sql.placeholder('id'))),
)
const secret = changeVerb<{ id: string; secretHash: Uint8Array }>((q) =>
  q
    .update(devices)
    .set({ secretHash: sql`${sql.param(sql.placeholder('secretHash'), devices.secretHash)}`, clonedAt: null })
    .where(eq(devices.id, sql.placeholder('id'))),
)
const label = changeVerb<Pick<DeviceRow, 'id' | 'model' | 'class'>>((q) =>
  q
    .update(devices)
    .set({ model: sql`${sql.placeholder('model')}`, class: sql`${sql.placeholder('class')}` })
    .where(eq(devices.id, sql.placeholder('id'))),
)
const upkeep = changeVerb<{ id: string; carrier: string | null } & Record<string, string | null>>((q) =>
  q
    .update(devices)
    .set({
      carrier: sql`${sql.placeholder('carrier')}`,
      iccid: sql`${sql.placeholder('iccid')}`,
      simPaidUntilOn: sql`${sql.placeholder('simPaidUntilOn')}`,
      batteryChangedOn: sql`${sql.placeholder('batteryChangedOn')}`,
    })
    .where(eq(devices.id, sql.placeholder('id'))),
)
const openWindow = changeVerb<{ id: string; testUntil: number }>((q) =>
  q
    .update(devices)
    .set({ testUntil: at('testUntil'), testedAt: null })
    .where(eq(devices.id, sql.placeholder('id'))),
)
const tested = changeVerb<{ id: string; testedAt: number }>((q) =>
  q
    .update(devices)
    .set({ testedAt: at('testedAt') })
    .where(and(eq(devices.id, sql.placeholder('id')), isNull(devices.testedAt))),
)

const cloned = changeVerb<{ id: string; clonedAt: number; before: number }>((q) =>
  q
    .update(devices)
    .set({ clonedAt: sql`${sql.placeholder('clonedAt')}` })
    .where(
      and(
        eq(devices.id, sql.placeholder('id')),
        or(isNull(devices.clonedAt), lte(devices.clonedAt, sql.placeholder('before'))),
      ),
    ),
)

function at(name: 'revokedAt' | 'installedAt' | 'swappedAt' | 'retiredAt' | 'retrievedAt' | 'testUntil' | 'testedAt') {
  return sql`${sql.param(sql.placeholder(name), devices[name])}`
}

/** The device as it stands, kept so until the end of the transaction. */
export async function holdDevice(tx: Tx, id: string): Promise<DeviceRow | undefined> {
  return (await hold(tx, { id }))[0]
}

/** Devices behind this id, in the order of their ids; of one stage, or of all. */
export async function devicesAfter(
  on: Reader,
  after: string,
  limit: number,
  stage: DeviceStage | null,
): Promise<DeviceRow[]> {
  return stage === null ? page(on, { after, limit }) : pageOfStage(on, { after, limit, stage })
}

export async function writeLife(tx: Tx, id: string, life: Life): Promise<void> {
  const { homeId, revokedAt, installedAt, swappedAt, retiredAt, retrievedAt } = life
  await live(tx, { id, homeId, revokedAt, installedAt, swappedAt, retiredAt, retrievedAt })
}

export async function writeSecret(tx: Tx, id: string, secretHash: Uint8Array): Promise<void> {
  await secret(tx, { id, secretHash })
}

/** What stands on its label, where that had been written down wrong. */
export async function writeModel(tx: Tx, row: Pick<DeviceRow, 'id' | 'model' | 'class'>): Promise<void> {
  await label(tx, row)
}

export async function writeUpkeep(
  tx: Tx,
  id: string,
  known: {
    carrier: string | null
    iccid: string | null
    simPaidUntilOn: string | null
    batteryChangedOn: string | null
  },
): Promise<void> {
  await upkeep(tx, { id, ...known })
}

/** Test presses are tests until then, in milliseconds; none has come yet. */
export async function openTestWindow(tx: Tx, id: string, testUntil: number): Promise<void> {
  await openWindow(tx, { id, testUntil })
}

/** The first test press since the window was opened; later ones change nothing. */
export async function markTested(tx: Tx, id: string, testedAt: number): Promise<void> {
  await tested(tx, { id, testedAt })
}

/** False when it was marked after `before` already, or there is no such device. Both in milliseconds. */
export async function markCloned(tx: Tx, id: string, clonedAt: number, before: number): Promise<boolean> {
  return (await cloned(tx, { id, clonedAt, before })) === 1
}
