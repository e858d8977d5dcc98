import type { Event } from '#contract/events'

/** Events kept in memory, so that those who follow the log closely do not read back what was just written. */
const TAIL = 1_000

/** The newest events without a gap. */
export interface Tail {
  add(fresh: readonly Event[]): void
  /** Up to `limit` events after number `seq`; null for what lies further back, which is read from the disk. */
  after(seq: number, limit: number): Event[] | null
}

export function tail(): Tail {
  let events: Event[] = []
  return {
    add(fresh) {
      if (fresh.length === 0) return
      const gap = events.length > 0 && events.at(-1)?.seq !== (fresh[0]?.seq ?? 0) - 1
      if (gap) events = []
      for (const event of fresh) events.push(event)
      if (events.length > 2 * TAIL) events = events.slice(-TAIL)
    },
    after(seq, limit) {
      const first = events[0]?.seq
      if (first === undefined || seq < first - 1) return null
      return events.slice(seq - first + 1, seq - first + 1 + limit)
    },
  }
}
