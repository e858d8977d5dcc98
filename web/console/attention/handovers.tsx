import { useEffect } from 'react'
import type { Call } from '#contract/calls'
import { useDesk } from '../desk-context.ts'
import { useStream } from '../live/stream-store.ts'
import { say } from '../notice/notice-store.ts'

/** Tells whoever gets a call from a colleague, and whoever loses one to them (design §6). Draws nothing. */
export function Handovers() {
  const { account } = useDesk()
  useEffect(
    () =>
      useStream.subscribe((stream, before) => {
        if (stream.calls === before.calls) return
        for (const call of stream.calls.values()) tell(before.calls.get(call.id), call, account.id)
      }),
    [account.id],
  )
  return null
}

/** Only from hand to hand: who claims a waiting call, or gives one back, knows it. */
function tell(before: Call | undefined, now: Call, me: string): void {
  if (!before?.owner || !now.owner || before.owner.id === now.owner.id) return
  if (now.owner.id === me) {
    say({ kind: 'warning', key: 'moves.got', values: { name: before.owner.name, number: now.number }, lasting: true })
  }
  if (before.owner.id === me) {
    say({ kind: 'calm', key: 'moves.gone', values: { name: now.owner.name, number: now.number }, lasting: true })
  }
}
