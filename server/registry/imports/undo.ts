import type { ImportStage, TableKind } from '#contract/imports'
import { KEPT_REASONS, type KeptReason } from '#contract/imports'
import type { ProblemCode } from '#contract/problems'

/** How far a file is, as an undo looks at it; `undone` null: nobody noted what its rows brought. */
export interface Undoable {
  readonly kind: TableKind
  readonly stage: ImportStage
  readonly added: number
  readonly undone: number | null
}

/** What speaks against taking a file back; null: nothing does. */
export function undoRefusal({ kind, stage, added, undone }: Undoable): ProblemCode | null {
  if (kind === 'areas') return 'import_of_areas'
  if (stage === 'undone') return 'import_undone'
  if (stage === 'reading' || stage === 'applying' || stage === 'undoing') return 'import_under_way'
  if (added === 0) return 'import_not_applied'
  return undone === null ? 'import_too_old' : null
}

/** Why a row is kept, the weightiest reason first; null: nothing has touched what it brought, so it goes. */
export function keptBecause(touched: ReadonlySet<KeptReason>): KeptReason | null {
  return KEPT_REASONS.find((reason) => touched.has(reason)) ?? null
}

/** What became of a row. */
export interface RowFate {
  readonly takenBackAt: number | null
  readonly kept: KeptReason | null
}

/**
 * Whether whatever a file brought to a home beside people goes: with the last of them, and never while one of them is
 * kept there, who may need it.
 */
export function goesWithTheLast(rows: readonly RowFate[]): boolean {
  return rows.every(({ takenBackAt, kept }) => takenBackAt !== null || kept === 'left')
}
