import type { Page } from 'playwright-core'
import type { Event } from '#contract/events'
import type { FromConsole, FromServer } from '#contract/live'

/** What a page was told of the log, over the feed and over the fall-back, and every hole in it. */
export interface FeedRecord {
  /** Numbers of all events it was given, in the order they came. */
  readonly seqs: readonly number[]
  /** Places where it was given something that did not follow on what it held. */
  readonly holes: readonly string[]
  readonly hellos: number
}

interface Polled {
  readonly items: readonly Event[]
  readonly upTo: number
}

/** Reads along with the page. Must be called before it opens its feed. */
export function recordFeed(page: Page): FeedRecord {
  const seqs: number[] = []
  const holes: string[] = []
  let stands: number | null = null
  let hellos = 0
  const follow = (after: number, upTo: number, events: readonly Event[], way: string): void => {
    if (stands !== null && after > stands) holes.push(`${way}: stood at ${stands}, was given what follows ${after}`)
    seqs.push(...events.map(({ seq }) => seq))
    stands = Math.max(stands ?? 0, upTo)
  }
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if ((JSON.parse(String(payload)) as FromConsole).type === 'hello') hellos += 1
    })
    socket.on('framereceived', ({ payload }) => {
      const message = JSON.parse(String(payload)) as FromServer
      if (message.type === 'frame') follow(message.after, message.upTo, message.events, 'feed')
      if (message.type === 'snapshot') stands = message.upTo
    })
  })
  page.on('response', async (response) => {
    const url = new URL(response.url())
    if (url.pathname !== '/api/events' || !response.ok()) return
    const { items, upTo } = (await response.json()) as Polled
    follow(Number(url.searchParams.get('after')), upTo, items, 'fall-back')
  })
  return {
    seqs,
    holes,
    get hellos() {
      return hellos
    },
  }
}
