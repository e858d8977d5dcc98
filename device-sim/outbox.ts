import type { Receipt } from '#contract/receipts'
import type { SignalKind } from '#contract/signals'
import { laneOfKind } from './message.ts'

/** Two roads lead to the house: MQTT, and HTTP when MQTT has brought no receipt for a while. */
export type RoadName = 'mqtt' | 'http'

/** How far a signal has got on one road. Milliseconds since 1970. */
export interface Road {
  readonly tries: number
  readonly nextAt: number
}

/** A signal the house has not receipted yet. `body` is resent byte for byte. */
export interface Kept {
  readonly id: string
  readonly kind: SignalKind
  readonly body: string
  readonly sha256: string
  readonly keptAt: number
  readonly mqtt: Road
  readonly http: Road
}

/** In the order they were pressed. */
export type Outbox = readonly Kept[]

/** A real unit must keep at least 50 (device protocol); this one keeps more. */
export const OUTBOX_ROOM = 200
/** How long a unit trusts MQTT alone. */
export const SECOND_ROAD_AFTER_MS = 10_000
const FIRST_GAP_MS = 2_000
const LONGEST_GAP_MS = 60_000

/** Milliseconds from the try with this number to the next one: 2, 4, 8, 16, 32, then 60 s for ever. */
export function gapAfter(tries: number): number {
  return Math.min(LONGEST_GAP_MS, FIRST_GAP_MS * 2 ** Math.min(tries - 1, 10))
}

/** Takes a new signal in; due at once by MQTT, after ten seconds by HTTP. */
export function keep(outbox: Outbox, signal: Pick<Kept, 'id' | 'kind' | 'body' | 'sha256'>, now: number): Outbox {
  const added: Kept = {
    ...signal,
    keptAt: now,
    mqtt: { tries: 0, nextAt: now },
    http: { tries: 0, nextAt: now + SECOND_ROAD_AFTER_MS },
  }
  return withinRoom([...outbox, added])
}

/** Everything is due at once on a road that has just opened. */
export function opened(outbox: Outbox, road: RoadName, now: number): Outbox {
  return outbox.map((kept) => ({ ...kept, [road]: { ...kept[road], nextAt: Math.min(kept[road].nextAt, now) } }))
}

/** After a power-up: the clock may have been set anew, so nothing waits for an instant of the old one. */
export function woken(outbox: Outbox, now: number): Outbox {
  return outbox.map((kept) => ({
    ...kept,
    mqtt: { tries: 0, nextAt: now },
    http: { tries: 0, nextAt: now + SECOND_ROAD_AFTER_MS },
  }))
}

/** What is to be sent now on this road: alarms first, then keys, then status, each in the order of the presses. */
export function due(outbox: Outbox, road: RoadName, now: number): Outbox {
  return outbox.filter((kept) => kept[road].nextAt <= now).sort((a, b) => rank(a) - rank(b))
}

/** Notes that a signal was sent on this road just now. */
export function tried(outbox: Outbox, road: RoadName, id: string, now: number): Outbox {
  return outbox.map((kept) => {
    if (kept.id !== id) return kept
    const tries = kept[road].tries + 1
    return { ...kept, [road]: { tries, nextAt: now + gapAfter(tries) } }
  })
}

/** Which kept signals a receipt means. A receipt without an id names the bytes by their SHA-256. */
export function meant(outbox: Outbox, receipt: Receipt): Outbox {
  if (receipt.id !== null) return outbox.filter((kept) => kept.id === receipt.id)
  return 'sha256' in receipt ? outbox.filter((kept) => kept.sha256 === receipt.sha256) : []
}

/** Lets go of what is on disk at the house. `stored: false` lets go of nothing. */
export function receipted(outbox: Outbox, receipt: Receipt): Outbox {
  if (!receipt.stored) return outbox
  const gone = new Set(meant(outbox, receipt))
  return outbox.filter((kept) => !gone.has(kept))
}

/** When to look again, given the open roads; null when there is nothing to do. */
export function nextAt(outbox: Outbox, roads: readonly RoadName[]): number | null {
  const instants = outbox.flatMap((kept) => roads.map((road) => kept[road].nextAt))
  return instants.length === 0 ? null : Math.min(...instants)
}

/** Alarms before keys before status. */
function rank(kept: Kept): number {
  return ['alarm', 'key', 'status'].indexOf(laneOfKind(kept.kind))
}

/** A full store gives up its oldest status first, then its oldest key; an alarm only for a newer alarm. */
function withinRoom(outbox: Outbox): Outbox {
  if (outbox.length <= OUTBOX_ROOM) return outbox
  const lowest = Math.max(...outbox.map(rank))
  const victim = outbox.find((kept) => rank(kept) === lowest)
  return outbox.filter((kept) => kept !== victim)
}
