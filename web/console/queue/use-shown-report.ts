import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Call } from '#contract/calls'
import { useConnection } from '../connection/connection-store.ts'
import { useDesk } from '../desk-context.ts'
import { ringKey } from '../sound/bursts.ts'

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

/** Tells the server, once for each ring, that a ringing call has been drawn where somebody can see it. */
export function useShownReport(order: readonly string[], calls: ReadonlyMap<string, Call>): void {
  const { send } = useDesk()
  const told = useRef(new Set<string>())
  const visible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible')
  // Coming back is a reason to say what could not be said while the connection was down.
  const health = useConnection((connection) => connection.health)
  useEffect(() => {
    if (!visible || health !== 'live') return
    const drawn = order.flatMap((id) => calls.get(id) ?? [])
    const fresh = drawn.filter((call) => call.ringing && !told.current.has(ringKey(call)))
    if (fresh.length === 0 || !send({ type: 'shown', calls: fresh.map((call) => call.id) })) return
    for (const call of fresh) told.current.add(ringKey(call))
  }, [order, calls, visible, health, send])
}
