import type { SignalKind } from '#contract/signals'
import type { Clock } from './clock.ts'
import type { Tx } from './db/database.ts'
import type { ArrivalService } from './desk/calls/arrival-service.ts'
import type { Signal } from './desk/calls/press.ts'
import type { ReachOf } from './desk/calls/service.ts'
import type { PendingRow } from './intake/store.ts'

/** What the processor does with stored signals: the desk's decisions, in the desk's words. */
export function deciders(arrivals: ArrivalService, clock: Clock, reachOf: ReachOf) {
  // Not a copy: it stands on the road of a press. The kind was read as one of the contract's (decode.ts).
  const toSignal = (row: PendingRow): Signal => row as PendingRow & { kind: SignalKind | 'unreadable' }
  const reach = (tx: Tx, rows: readonly PendingRow[]) =>
    reachOf(
      tx,
      rows.map(({ homeId }) => homeId),
    )
  return {
    decide: async (tx: Tx, rows: readonly PendingRow[]) =>
      arrivals.decideAll(tx, rows.map(toSignal), await reach(tx, rows), clock.now()),
    report: async (tx: Tx, row: PendingRow) =>
      arrivals.reportUndecidable(tx, toSignal(row), await reach(tx, [row]), clock.now()),
  }
}
