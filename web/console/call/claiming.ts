import type { Call } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import { call as send } from '../../shared/api/api.ts'
import { Refusal } from '../../shared/api/refusal.ts'
import { mayClaim } from '../connection/connection-store.ts'
import { withCall } from '../live/stream.ts'
import { changeStream } from '../live/stream-store.ts'
import { say, sayFailure } from '../notice/notice-store.ts'
import { queryClient } from '../query-client.ts'

/** Calls with a claim on its way, so that an eager second press does nothing. */
const claiming = new Set<string>()

/**
 * Takes the call. Losing the race is no error: the winner's name is said calmly.
 * @returns true when the call is ours.
 */
export async function claim(id: string): Promise<boolean> {
  if (!mayClaim()) {
    say({ kind: 'warning', key: 'connection.claimBlocked' })
    return false
  }
  if (claiming.has(id)) return false
  claiming.add(id)
  try {
    took(await send(callRoutes.claim, { params: { id } }))
    return true
  } catch (error) {
    tellLost(error)
    return false
  } finally {
    claiming.delete(id)
  }
}

/** Puts the answer of a command on the screen without waiting for the feed, and makes the details fresh. */
export function took(call: Call): void {
  changeStream((stream) => withCall(stream, call))
  void queryClient.invalidateQueries({ queryKey: ['call', call.id] })
}

function tellLost(error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== 'call_already_claimed') {
    sayFailure(error)
    return
  }
  const name = winnerOf(error.detail.owner)
  if (name === null) say({ kind: 'calm', key: 'claim.lostUnknown' })
  else say({ kind: 'calm', key: 'claim.lost', values: { name } })
}

/** The winner as the server names them: a name, or an account with one. */
function winnerOf(owner: unknown): string | null {
  if (typeof owner === 'string') return owner
  if (typeof owner !== 'object' || owner === null || !('name' in owner)) return null
  return typeof owner.name === 'string' ? owner.name : null
}

/** Gives the call back; it rings again for the others. */
export async function release(id: string): Promise<void> {
  try {
    took(await send(callRoutes.release, { params: { id } }))
    say({ kind: 'calm', key: 'claim.released' })
  } catch (error) {
    sayFailure(error)
  }
}
