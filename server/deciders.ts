import type { SignalKind } from '#contract/signals'
import type { Clock } from './clock.ts'
import type { ArrivalService } from './desk/calls/arrival-service.ts'
import type { Signal } from './desk/calls/press.ts'
import type { PendingRow } from './intake/store.ts'

/** What the processor does with stored signals: the desk's decisions, in the desk's words. */
export function deciders(arrivals: ArrivalService, clock: Clock, isAudible: () => boolean) {
  const moment = () => ({ at: clock.now(), audible: isAudible() })
  // Not a copy: it stands on the road of a press. The kind was read as one of the contract's (decode.ts).
  const toSignal = (row: PendingRow): Signal => row as PendingRow & { kind: SignalKind | 'unreadable' }
  return {
    decide: (tx: Parameters<ArrivalService['decideAll']>[0], rows: readonly PendingRow[]) =>
      arrivals.decideAll(tx, rows.map(toSignal), moment()),
    report: (tx: Parameters<ArrivalService['decideAll']>[0], row: PendingRow) =>
      arrivals.reportUndecidable(tx, toSignal(row), moment()),
  }
}
