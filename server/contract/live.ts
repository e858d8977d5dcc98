import { type Static, Type } from 'typebox'
import { Call } from './calls.ts'
import { Event } from './events.ts'
import { Instant, Seq } from './scalars.ts'

/** Version of the websocket protocol; a server that speaks another one tells the page to reload. */
export const LIVE_PROTOCOL = 1

/** Beats of the server, and when a console must show that they stopped (design §6). Milliseconds. */
export const LIVE_BEAT_MS = 2_000
export const LIVE_AMBER_MS = 4_000
export const LIVE_RED_MS = 5_000
/** Silence after which the server cuts a console, and after which a claim is given back. */
export const LIVE_CUT_MS = 15_000

export const AUDIO_STATES = ['running', 'suspended', 'closed', 'interrupted'] as const

/** First message of a console. `after`: the last event number it holds, or null to ask for a snapshot. */
export const LiveHello = Type.Object({
  type: Type.Literal('hello'),
  protocol: Type.Integer(),
  after: Type.Union([Seq, Type.Null()]),
})

/** Sign of life of a console, every 2 s: whether its sound would be heard. */
export const LiveBeat = Type.Object({ type: Type.Literal('beat'), audio: Type.Enum([...AUDIO_STATES]) })

/** Going on or off duty. `toneConfirmed`: the operator says the test tone was heard. */
export const LiveDuty = Type.Object({
  type: Type.Literal('duty'),
  on: Type.Boolean(),
  audio: Type.Enum([...AUDIO_STATES]),
  toneConfirmed: Type.Boolean(),
})

/** These calls are drawn on the screen and, where they ring, sounding. */
export const LiveShown = Type.Object({
  type: Type.Literal('shown'),
  calls: Type.Array(Type.String(), { maxItems: 500 }),
})

export const FromConsole = Type.Union([LiveHello, LiveBeat, LiveDuty, LiveShown], { title: 'FromConsole' })
export type FromConsole = Static<typeof FromConsole>

/** The numbers above the queue, counted since local midnight. */
export const DayFigures = Type.Object({
  rings: Type.Integer(),
  answered: Type.Integer(),
  medianAnswerMs: Type.Union([Type.Integer(), Type.Null()]),
  audibleSeats: Type.Integer(),
})
export type DayFigures = Static<typeof DayFigures>

/** All open calls as they stood when event `upTo` was the newest. */
export const LiveSnapshot = Type.Object({
  type: Type.Literal('snapshot'),
  upTo: Seq,
  now: Instant,
  calls: Type.Array(Call),
  onDuty: Type.Boolean({ description: 'Whether this account holds a seat right now' }),
  figures: DayFigures,
})

/**
 * What happened after number `after`, up to `upTo`, and how the calls it touched stand now.
 * A console whose last `upTo` differs from `after` has missed something and says hello again.
 */
export const LiveFrame = Type.Object({
  type: Type.Literal('frame'),
  after: Seq,
  upTo: Seq,
  events: Type.Array(Event),
  calls: Type.Array(Call),
  figures: DayFigures,
})

export const LiveServerBeat = Type.Object({
  type: Type.Literal('beat'),
  now: Instant,
  upTo: Seq,
  onDuty: Type.Boolean(),
  figures: DayFigures,
})

export const LiveRefusal = Type.Object({ type: Type.Literal('refused'), code: Type.String() })

export const FromServer = Type.Union([LiveSnapshot, LiveFrame, LiveServerBeat, LiveRefusal], { title: 'FromServer' })
export type FromServer = Static<typeof FromServer>
