import type { FeeFigures, FeeStatement, Payer } from '#contract/fees'

/** A line of the table: of one area, or of all. */
export interface FeeRow {
  /** Null: the sum. */
  readonly areaId: string | null
  readonly code: string
  readonly name: string
  readonly figures: FeeFigures
}

/** The areas in the order of their codes, and their sum below. */
export function rowsOf({ items, total }: FeeStatement, sum: string): readonly FeeRow[] {
  const sorted = [...items].sort((a, b) => (a.code < b.code ? -1 : 1))
  return [...sorted, { areaId: null, code: '', name: sum, figures: total }]
}

/** What one side pays for joining and service together. Fen. */
export function paidBy({ joining, service }: FeeFigures, payer: Payer): number {
  return joining[payer].fen + service[payer].fen
}
