import type { Call } from '#contract/calls'
import type { Event } from '#contract/events'
import type { FromServer } from '#contract/live'

/** What somebody knows who has read these messages of the feed. */
export interface Heard {
  /** Number of the last event known. */
  readonly upTo: number
  readonly events: readonly Event[]
  readonly calls: ReadonlyMap<string, Call>
  /** Frames that did not begin where the one before had ended. */
  readonly gaps: number
}

export const NOTHING: Heard = { upTo: 0, events: [], calls: new Map(), gaps: 0 }

/** Reads the feed as a console does; `known` is what it held when it said hello. */
export function hear(messages: readonly FromServer[], known: Heard = NOTHING): Heard {
  return messages.reduce(take, known)
}

function take(heard: Heard, message: FromServer): Heard {
  if (message.type === 'snapshot') {
    return { ...heard, upTo: message.upTo, calls: new Map(message.calls.map((call) => [call.id, call])) }
  }
  if (message.type !== 'frame') return heard
  return {
    upTo: message.upTo,
    events: [...heard.events, ...message.events],
    calls: new Map([...heard.calls, ...message.calls.map((call) => [call.id, call] as const)]),
    gaps: heard.gaps + (message.after === heard.upTo ? 0 : 1),
  }
}
