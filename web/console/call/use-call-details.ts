import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Call } from '#contract/calls'
import type { ReplyOf } from '#contract/route'
import { callRoutes } from '#contract/routes'
import { call as fetchFrom } from '../../shared/api/api.ts'
import { useStream } from '../live/stream-store.ts'

export type CallDetails = ReplyOf<typeof callRoutes.show>

/** One call with card, notes and time line. The feed marks it as old when something happens to it. */
export function useCallDetails(id: string): UseQueryResult<CallDetails> {
  return useQuery({ queryKey: ['call', id], queryFn: () => fetchFrom(callRoutes.show, { params: { id } }) })
}

/** The newest version of a call that this page has seen, from the feed or from a reply. */
export function useNewestCall(fetched: Call): Call {
  const live = useStream((stream) => stream.calls.get(fetched.id))
  return live && live.version >= fetched.version ? live : fetched
}
