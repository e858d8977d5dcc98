import { and, eq } from 'drizzle-orm'
import { givenRows, rowsVerb } from '../../db/batch.ts'
import type { Tx } from '../../db/database.ts'
import { calls } from '../../db/schema/calls.ts'
import type { CallRecord } from './call.ts'

/**
 * What a further press of a waiting or claimed call moves: the commonest change, so it has a narrow statement, and one
 * for many calls. On a database server each statement is a message there and back, which costs more than the row.
 */
export const PRESSED = [
  'priority',
  'presses',
  'pressedAt',
  'pressedBeforeAt',
  'repeated',
  'stepDueAt',
  'version',
] as const satisfies readonly (keyof CallRecord)[]

/** The same columns; whose they are; and `was`, the version that was read. */
const GIVEN = {
  id: calls.id,
  was: calls.version,
  priority: calls.priority,
  presses: calls.presses,
  pressedAt: calls.pressedAt,
  pressedBeforeAt: calls.pressedBeforeAt,
  repeated: calls.repeated,
  stepDueAt: calls.stepDueAt,
  version: calls.version,
} as const satisfies Record<(typeof PRESSED)[number] | 'id' | 'was', unknown>
type Pressed = Pick<CallRecord, (typeof PRESSED)[number] | 'id'> & { readonly was: number }

const COLUMNS = Object.keys(GIVEN) as (keyof typeof GIVEN)[]
const updatePressed = rowsVerb<Pressed>(COLUMNS, (q, rows) => {
  const given = givenRows(GIVEN, rows)
  return q
    .update(calls)
    .set(Object.fromEntries(PRESSED.map((column) => [column, given.column(column)])))
    .from(given.table)
    .where(and(eq(calls.id, given.column('id')), eq(calls.version, given.column('was'))))
})

/** Writes calls that were pressed for again; how many still were in the version that was read. */
export async function writePressed(
  tx: Tx,
  changes: readonly { readonly before: CallRecord; readonly after: CallRecord }[],
): Promise<number> {
  return updatePressed(tx, changes.map(pressedOf))
}

function pressedOf({ before, after }: { readonly before: CallRecord; readonly after: CallRecord }): Pressed {
  const { id, priority, presses, pressedAt, pressedBeforeAt, repeated, stepDueAt, version } = after
  return { id, was: before.version, priority, presses, pressedAt, pressedBeforeAt, repeated, stepDueAt, version }
}
