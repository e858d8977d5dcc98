import type { Receipt } from '#contract/receipts'
import type { Clock } from '../clock.ts'
import type { CloneWatch } from './clone-watch.ts'
import { decode } from './decode.ts'
import type { Heartbeats } from './heartbeats.ts'
import type { Inbox } from './inbox.ts'

/** A device that has proved who it is. */
export interface KnownDevice {
  readonly id: string
  readonly homeId: string | null
  /** Test presses are tests until then, in milliseconds; null: none is. */
  readonly testUntil: number | null
}

/** A message as its road hands it over. */
export interface Message {
  readonly device: KnownDevice
  readonly road: 'mqtt' | 'push'
  readonly lane: string
  readonly retained: boolean
  readonly body: Uint8Array
  readonly roadFlaws: readonly string[]
}

/** Where the roads meet: whatever a device says is decoded here, and either remembered as a sign of life or stored. */
export interface Reception {
  /** The receipt once the signal is on disk; null for signs of life, which nobody acknowledges. */
  receive(message: Message): Promise<Receipt | null>
  /** A message was sent and never arrived whole: that it was tried is stored, and rings. */
  reportLost(device: KnownDevice, road: 'mqtt' | 'push', why: Loss): Promise<void>
}

/** Over the cap, or on a topic the protocol forbids. */
export type Loss = 'too_large' | 'topic_refused'

/** So often the same loss of a device rings anew (design §5 for the cap); in between it is taken for a resend. */
const ONCE_PER_MS: Readonly<Record<Loss, number>> = { too_large: 3_600_000, topic_refused: 60_000 }

export function reception(inbox: Inbox, heartbeats: Heartbeats, clones: CloneWatch, clock: Clock): Reception {
  return {
    async receive({ device, road, lane, retained, body, roadFlaws }) {
      const decoded = decode(lane, body)
      const at = clock.now()
      if (decoded.type === 'online') {
        if (decoded.online) heartbeats.heard({ deviceId: device.id, at, battery: null, mains: null, rssi: null })
        return null
      }
      const sensed = decoded.type === 'signal' ? decoded.signal : decoded
      const { battery, mains, rssi } = 'battery' in sensed ? sensed : { battery: null, mains: null, rssi: null }
      heartbeats.heard({ deviceId: device.id, at, battery, mains, rssi })
      if (decoded.type === 'heartbeat') {
        clones.heard(device, decoded)
        return null
      }
      return inbox.append({
        deviceId: device.id,
        homeId: device.homeId,
        testUntil: device.testUntil,
        road,
        lane,
        retained,
        body,
        decoded,
        roadFlaws,
      })
    },
    async reportLost(device, road, why) {
      const knownAs = `${why}@${Math.floor(clock.now() / ONCE_PER_MS[why])}`
      await inbox.append({
        deviceId: device.id,
        homeId: device.homeId,
        testUntil: null,
        road,
        lane: 'alarm',
        retained: false,
        body: Buffer.from(knownAs),
        decoded: { type: 'unreadable', flaw: 'not_json' },
        roadFlaws: [why],
        knownAs,
      })
    },
  }
}
