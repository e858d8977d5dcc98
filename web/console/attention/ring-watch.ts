import type { Call } from '#contract/calls'
import { useStream } from '../live/stream-store.ts'
import { ringKey } from '../sound/bursts.ts'

/**
 * Tells of each ring once: a call that begins to ring, or rings again.
 * @returns stops it.
 */
export function watchRings(rang: (calls: readonly Call[]) => void): () => void {
  const told = new Set<string>()
  const look = (): void => {
    const fresh: Call[] = []
    for (const call of useStream.getState().calls.values()) {
      if (!call.ringing || told.has(ringKey(call))) continue
      told.add(ringKey(call))
      fresh.push(call)
    }
    if (fresh.length > 0) rang(fresh)
  }
  look()
  return useStream.subscribe((stream, before) => {
    if (stream.calls !== before.calls) look()
  })
}
