import type { Call } from '#contract/calls'
import { callRoutes, eventRoutes } from '#contract/routes'
import { call } from '../../shared/api/api.ts'

const PAGE = 1000

export interface Caught {
  readonly calls: readonly Call[]
  readonly upTo: number
  readonly now: string
  readonly touched: ReadonlySet<string>
}

/**
 * What the feed would have said, over plain HTTP. The number is read before the list, so the list is never older than
 * the number claims.
 * @throws Refusal or Unreachable.
 */
export async function catchUp(after: number): Promise<Caught> {
  const news = await call(eventRoutes.list, { query: { after, limit: PAGE } })
  const touched = new Set(news.items.flatMap((event) => (event.callId === null ? [] : [event.callId])))
  return { calls: await openCalls(), upTo: news.upTo, now: news.now, touched }
}

async function openCalls(): Promise<readonly Call[]> {
  const calls: Call[] = []
  let after: string | null = null
  do {
    const query: { state: 'open'; limit: number; after?: string } = { state: 'open', limit: PAGE }
    if (after !== null) query.after = after
    const page: { items: Call[]; next: string | null } = await call(callRoutes.list, { query })
    calls.push(...page.items)
    after = page.next
  } while (after !== null)
  return calls
}
