import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { claim } from '../call/claiming.ts'
import { useDesk } from '../desk-context.ts'
import { useShortcut } from '../keys/listening.ts'
import { useStream } from '../live/stream-store.ts'
import { say } from '../notice/notice-store.ts'
import { topWaiting } from './order.ts'
import { focusRow, rowUnder } from './row-focus.ts'

export interface QueueActions {
  open(id: string): void
  claim(id: string): void
}

/** What can be done to a row. The object stays the same, so that rows need not be drawn again. */
export function useQueueActions(): QueueActions {
  const navigate = useNavigate()
  const open = useCallback((id: string) => void navigate({ to: '/calls/$callId', params: { callId: id } }), [navigate])
  const take = useCallback(
    async (id: string) => {
      if (await claim(id)) open(id)
    },
    [open],
  )
  return useMemo(() => ({ open, claim: (id: string) => void take(id) }), [open, take])
}

/** The keys of the queue (Space, Enter, arrows, Esc). */
export function useQueueKeys(act: QueueActions): void {
  const { account } = useDesk()
  useShortcut('claim', (event) => {
    const { calls } = useStream.getState()
    const row = rowUnder(event.target)
    const call = row === null ? topWaiting(calls) : calls.get(row)
    if (!call) return say({ kind: 'calm', key: 'claim.nothing' })
    // Entering a call that somebody already has means looking at it; only a waiting one can be taken.
    if (call.state === 'waiting' && call.owner?.id !== account.id) act.claim(call.id)
    else act.open(call.id)
  })
  useShortcut('move', (event) => focusRow(event.code === 'ArrowUp' ? -1 : 1))
  useShortcut('back', () => focusRow(0))
}
