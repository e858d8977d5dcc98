import type { FeeFigures, FeeStatement } from '#contract/fees'
import { FEE_TOTAL } from '../../words/fees.ts'

/** The rows of a statement as a table: one of each area, and their sum. Amounts in yuan with two places. */
export function feeRows({ month, items, total }: FeeStatement): string[][] {
  return [
    ...items.map(({ code, name, figures }) => [month, code, name, ...cells(figures)]),
    [month, '', FEE_TOTAL, ...cells(total)],
  ]
}

function cells({ units, joining, service, unknownAge, withoutRule }: FeeFigures): string[] {
  const sums = [joining.government, joining.resident, service.government, service.resident]
  return [
    String(units),
    ...sums.flatMap((sum) => [String(sum.units), yuan(sum.fen)]),
    String(unknownAge),
    String(withoutRule),
  ]
}

/** 1234 fen are 12.34 yuan. */
function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
