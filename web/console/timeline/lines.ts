import type { Call, Note } from '#contract/calls'
import type { Event, EventType } from '#contract/events'

export type Tone = 'plain' | 'good' | 'bad' | 'machine'

export type Line = { readonly key: string; readonly at: string; readonly tone: Tone } & (
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'presses'; readonly presses: number }
)

/** Said by another line already: the note itself, the call that a signal opened. */
const SILENT: ReadonlySet<EventType> = new Set<EventType>(['call.noted', 'signal.recorded', 'notice.planned'])

const GOOD: ReadonlySet<EventType> = new Set<EventType>([
  'call.contacted',
  'call.help_arrived',
  'call.help_done',
  'call.closed',
])
const BAD: ReadonlySet<EventType> = new Set<EventType>([
  'call.escalated',
  'call.orphaned',
  'call.unattended',
  'call.raised',
  'notice.failed',
  'signal.repeated_with_other_body',
])

function toneOf(event: Event): Tone {
  if (GOOD.has(event.type)) return 'good'
  if (BAD.has(event.type)) return 'bad'
  return event.actor.kind === 'house' ? 'machine' : 'plain'
}

/** Events, notes and the last of several presses in one line of time, newest first. */
export function linesOf(details: {
  readonly call: Pick<Call, 'presses' | 'lastSignalAt'>
  readonly events: readonly Event[]
  readonly notes: readonly Note[]
}): Line[] {
  const events = details.events
    .filter((event) => !SILENT.has(event.type))
    .map((event): Line & { order: number } => ({
      kind: 'event',
      key: `e${event.seq}`,
      at: event.at,
      tone: toneOf(event),
      event,
      order: event.seq,
    }))
  const notes = details.notes.map((note): Line & { order: number } => ({
    kind: 'note',
    key: `n${note.id}`,
    at: note.at,
    tone: 'plain',
    note,
    order: 0,
  }))
  return [...events, ...notes, ...pressesOf(details.call)].sort((a, b) => b.at.localeCompare(a.at) || b.order - a.order)
}

function pressesOf({ presses, lastSignalAt }: Pick<Call, 'presses' | 'lastSignalAt'>): (Line & { order: number })[] {
  return presses > 1 ? [{ kind: 'presses', key: 'presses', at: lastSignalAt, tone: 'bad', presses, order: 0 }] : []
}
