import {
  COUNTED_KINDS,
  type HeartbeatMessage,
  type OnlineMessage,
  type SignalKind,
  type SignalMessage,
} from '#contract/signals'
import type { UpLane } from '#contract/topics'

const ALARMS: ReadonlySet<SignalKind> = new Set(['sos', 'fall', 'smoke', 'gas', 'flood', 'inactivity'])
const COUNTED: ReadonlySet<SignalKind> = new Set(COUNTED_KINDS)
/** Signals somebody waits for an answer to: their receipt lights the lamp. */
const ASKS: ReadonlySet<SignalKind> = new Set([...ALARMS, 'service', 'meal'])

/** The lane a kind travels on. The house reads the kind, so a wrong lane loses nothing. */
export function laneOfKind(kind: SignalKind): UpLane {
  if (ALARMS.has(kind)) return 'alarm'
  return COUNTED.has(kind) ? 'key' : 'status'
}

/** Whether `n` counts this kind. */
export function isCounted(kind: SignalKind): boolean {
  return COUNTED.has(kind)
}

/** Whether a person waits for an answer to this kind. */
export function asksForHelp(kind: SignalKind): boolean {
  return ASKS.has(kind)
}

/** What a unit knows about itself. Fields it cannot measure are left out. */
export interface Senses {
  readonly battery?: number
  readonly mains?: boolean
  readonly rssi?: number
}

/** The facts of one signal, before they become bytes. */
export interface SignalFacts {
  readonly id: string
  readonly at: string
  readonly boot: string
  readonly n: number
  readonly kind: SignalKind
  readonly button?: string
  readonly test?: boolean
}

/** The body of a signal. Made once: a resend repeats these bytes, for another body under the same id is another press. */
export function signalBody(facts: SignalFacts, senses: Senses): string {
  const message: SignalMessage = { v: 1, ...facts, ...senses }
  return JSON.stringify(message)
}

/** The body of a heartbeat; `n` lets the house notice a press that never arrived. */
export function heartbeatBody(facts: { at: string; boot: string; n: number }, senses: Senses): string {
  const message: HeartbeatMessage = { v: 1, kind: 'heartbeat', ...facts, ...senses }
  return JSON.stringify(message)
}

/** The body of the retained presence hint and of the last will. */
export function onlineBody(online: boolean): string {
  const message: OnlineMessage = { v: 1, online }
  return JSON.stringify(message)
}
