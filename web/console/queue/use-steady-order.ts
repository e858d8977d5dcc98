import { useState } from 'react'
import type { Call } from '#contract/calls'
import { heldOrder } from './order.ts'

interface Kept {
  readonly order: readonly string[]
  readonly epoch: number
  /** What stood on the list when it was last sorted: anything else came in later. */
  readonly sorted: ReadonlySet<string>
}

export interface SteadyOrder {
  readonly order: readonly string[]
  /** Calls that were added while the order was held. */
  readonly added: readonly string[]
}

/** The order to draw: sorted, or held still while `held`, until `epoch` says that the operator wants it sorted. */
export function useSteadyOrder(
  sorted: readonly string[],
  calls: ReadonlyMap<string, Call>,
  held: boolean,
  epoch: number,
): SteadyOrder {
  const [kept, setKept] = useState<Kept>(() => ({ order: sorted, epoch, sorted: new Set(sorted) }))
  const hold = held && epoch === kept.epoch
  const order = hold ? heldOrder(kept.order, sorted, calls) : sorted
  if (epoch !== kept.epoch || !sameOrder(order, kept.order)) {
    setKept({ order, epoch, sorted: hold ? kept.sorted : new Set(sorted) })
  }
  const added = hold ? order.filter((id) => !kept.sorted.has(id)) : []
  return { order, added }
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}
