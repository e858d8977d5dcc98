import type { Static } from 'typebox'
import type { Call } from '#contract/calls'
import type { DayFigures, LiveFrame, LiveServerBeat, LiveSnapshot } from '#contract/live'

type Snapshot = Static<typeof LiveSnapshot>
type Frame = Static<typeof LiveFrame>
type ServerBeat = Static<typeof LiveServerBeat>

/** What this console knows of the desk: a fold over what the server sent, nothing of its own. */
export interface Stream {
  /** False until the first snapshot or list; an empty queue is only news once it is true. */
  readonly loaded: boolean
  /** Number of the newest event held, null before the first snapshot. */
  readonly upTo: number | null
  readonly calls: ReadonlyMap<string, Call>
  readonly figures: DayFigures | null
  /** Whether the server says that this account holds a seat. */
  readonly onDuty: boolean
}

export const EMPTY_STREAM: Stream = { loaded: false, upTo: null, calls: new Map(), figures: null, onDuty: false }

/** Closed calls stay known for this long, so that a row that just closed does not jump away. Milliseconds. */
const CLOSED_KEPT_MS = 600_000

export function withSnapshot(stream: Stream, snapshot: Snapshot): Stream {
  return {
    loaded: true,
    upTo: snapshot.upTo,
    calls: merge(new Map(), [...keptClosed(stream, snapshot.now), ...snapshot.calls]),
    figures: snapshot.figures,
    onDuty: snapshot.onDuty,
  }
}

/** The stream after a frame, or 'gap' when something before the frame never arrived. */
export function withFrame(stream: Stream, frame: Frame): Stream | 'gap' {
  if (stream.upTo === null || frame.after !== stream.upTo) return 'gap'
  return {
    ...stream,
    loaded: true,
    upTo: frame.upTo,
    calls: frame.calls.length > 0 ? merge(stream.calls, frame.calls) : stream.calls,
    figures: frame.figures,
  }
}

export function withBeat(stream: Stream, beat: ServerBeat): Stream {
  return { ...stream, figures: beat.figures, onDuty: beat.onDuty }
}

/** The whole list of open calls, fetched while the feed is down; `upTo` is what was read before it. */
export function withList(stream: Stream, open: readonly Call[], upTo: number, now: string): Stream {
  return { ...stream, loaded: true, upTo, calls: merge(new Map(keptByList(stream, open, now)), open) }
}

/** One call as a reply to our own command shows it. */
export function withCall(stream: Stream, call: Call): Stream {
  return { ...stream, calls: merge(stream.calls, [call]) }
}

export function isOver(call: Call): boolean {
  return call.state === 'closed' || call.state === 'merged'
}

/** Newer versions win, so that a late answer never undoes later news. */
function merge(known: ReadonlyMap<string, Call>, incoming: readonly Call[]): ReadonlyMap<string, Call> {
  const calls = new Map(known)
  for (const call of incoming) {
    const held = calls.get(call.id)
    if (!held || call.version >= held.version) calls.set(call.id, call)
  }
  return calls
}

function keptClosed(stream: Stream, now: string): Call[] {
  const since = Date.parse(now) - CLOSED_KEPT_MS
  return [...stream.calls.values()].filter(
    (call) => isOver(call) && Date.parse(call.closedAt ?? call.lastSignalAt) > since,
  )
}

/** A list names the open calls only: what it leaves out has been closed meanwhile, unless we know it as newer. */
function keptByList(stream: Stream, open: readonly Call[], now: string): Array<[string, Call]> {
  const listed = new Set(open.map((call) => call.id))
  const kept: Array<[string, Call]> = keptClosed(stream, now).map((call) => [call.id, call])
  for (const call of stream.calls.values()) if (listed.has(call.id)) kept.push([call.id, call])
  return kept
}
