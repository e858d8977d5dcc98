import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { QueryOf, ReplyOf, Route } from '#contract/route'
import { type Arguments, call, type PartsOf } from './api.ts'

/** What one route answered is kept under its address; writing says which addresses it makes stale. */
function keyOf(route: Pick<Route, 'url'>, parts?: unknown): readonly unknown[] {
  return parts === undefined ? [route.url] : [route.url, parts]
}

export interface ReadOptions {
  /** False: not yet; nothing is asked. */
  readonly when?: boolean
  /** Shows the answer to the question before until this one's is there. */
  readonly keep?: boolean
}

/** What a route answers, asked for when the page is shown and again when something made it stale. */
export function useRead<R extends Route>(
  route: R,
  parts: PartsOf<R>,
  { when = true, keep = false }: ReadOptions = {},
): UseQueryResult<ReplyOf<R>> {
  return useQuery({
    queryKey: keyOf(route, parts),
    queryFn: () => call(route, ...([parts] as unknown as Arguments<R>)),
    enabled: when,
    ...(keep && { placeholderData: keepPreviousData }),
  })
}

type Page = { readonly items: readonly unknown[]; readonly next: string | null }

/** A route whose answers go on: `next` of one is `after` of the following. */
export type PagedRoute = Route & { readonly query: unknown }
type ItemOf<R extends Route> = ReplyOf<R> extends { items: readonly (infer T)[] } ? T : never

export interface Pages<T> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly T[] }>>
  readonly items: readonly T[]
}

/** A list page after page, as the server cuts it. */
export function usePages<R extends PagedRoute>(route: R, filter: Omit<QueryOf<R>, 'after'>): Pages<ItemOf<R>> {
  const query = useInfiniteQuery({
    queryKey: keyOf(route, filter),
    queryFn: async ({ pageParam }) => {
      const parts = { query: { ...filter, ...(pageParam === null ? {} : { after: pageParam }) } }
      return (await call(route, ...([parts] as unknown as Arguments<R>))) as Page & { items: readonly ItemOf<R>[] }
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  return { query, items: query.data?.pages.flatMap(({ items }) => items) ?? [] }
}

/** An address whose answer a reply is. */
export interface Answered {
  readonly route: Pick<Route, 'url'>
  readonly parts: unknown
}

/**
 * A way to call a route that changes something.
 * @param stale addresses whose answers are no longer true afterwards; whether it went well or not, because a refusal
 *   mostly means that somebody else changed them
 * @param answered what this address would answer now is the reply; asking again would be one more look that is written
 *   down. After a refusal it is asked again.
 */
export function useWrite<R extends Route>(
  route: R,
  stale: readonly Pick<Route, 'url'>[],
  answered?: Answered,
): UseMutationResult<ReplyOf<R>, Error, PartsOf<R>> {
  const client = useQueryClient()
  const forget = (one: Pick<Route, 'url'>): Promise<void> => client.invalidateQueries({ queryKey: keyOf(one) })
  return useMutation({
    mutationFn: (parts: PartsOf<R>) => call(route, ...([parts] as unknown as Arguments<R>)),
    onSuccess: (reply) => {
      if (answered) client.setQueryData(keyOf(answered.route, answered.parts), reply)
    },
    onError: () => (answered ? forget(answered.route) : undefined),
    onSettled: () => Promise.all(stale.map(forget)),
  })
}
