import { create } from 'zustand'
import { SCOPES } from './order.ts'

export const TABS = [...SCOPES, 'closed'] as const
export type Tab = (typeof TABS)[number]

interface QueueView {
  readonly tab: Tab
  readonly levels: ReadonlySet<number>
  /** Counts what the operator asked for, so that a change of view always sorts afresh. */
  readonly epoch: number
}

export const useQueueView = create<QueueView>(() => ({ tab: 'all', levels: new Set(), epoch: 0 }))

export function chooseTab(tab: Tab): void {
  useQueueView.setState(({ epoch }) => ({ tab, epoch: epoch + 1 }))
}

export function toggleLevel(level: number): void {
  useQueueView.setState(({ levels, epoch }) => {
    const next = new Set(levels)
    if (!next.delete(level)) next.add(level)
    return { levels: next, epoch: epoch + 1 }
  })
}

export function showEverything(): void {
  useQueueView.setState(({ epoch }) => ({ tab: 'all', levels: new Set(), epoch: epoch + 1 }))
}

/** Sorts again although the pointer or the focus is on the list. */
export function sortAgain(): void {
  useQueueView.setState(({ epoch }) => ({ epoch: epoch + 1 }))
}
