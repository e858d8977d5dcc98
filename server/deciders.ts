import type { SignalKind } from '#contract/signals'
import type { Clock } from './clock.ts'
import type { ArrivalService } from './desk/calls/arrival-service.ts'
import type { Signal } from './desk/calls/press.ts'
import type { PendingRow } from './intake/store.ts'

/** What the processor does with stored signals: the desk's decisions, in the desk's words. */
export function deciders(arrivals: ArrivalService, clock: Clock, isAudible: () => boolean) {
  const moment = () => ({ at: clock.now(), audible: isAudible() })
  const toSignal = (row: PendingRow): Signal => ({
    ...row,
    kind: row.kind as SignalKind | 'unreadable',
    isTest: isTest(row),
  })
  return {
    decide: (tx: Parameters<ArrivalService['decideAll']>[0], rows: readonly PendingRow[]) =>
      arrivals.decideAll(tx, rows.map(toSignal), moment()),
    report: (tx: Parameters<ArrivalService['decideAll']>[0], row: PendingRow) =>
      arrivals.reportUndecidable(tx, toSignal(row), moment()),
  }
}

/** Asked for by the unit, as a kind or a flag, and honoured only while somebody has said that tests are coming. */
function isTest({ kind, test, testUntil, receivedAt }: PendingRow): boolean {
  return (kind === 'test' || test) && testUntil !== null && receivedAt <= testUntil
}
