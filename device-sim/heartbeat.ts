import type { Device } from '#contract/registry'
import type { Random } from './random.ts'

type DeviceClass = Device['class']

interface Pulse {
  readonly everyS: number
  /** Silence after which the house calls the unit lost. */
  readonly lostAfterS: number
  /** Keep alive of the MQTT connection. */
  readonly keepAliveS: number
}

/** How often a class of device says that it is there. Seconds. */
export const HEARTBEATS: Readonly<Record<DeviceClass, Pulse>> = {
  mains: { everyS: 30, lostAfterS: 90, keepAliveS: 30 },
  mobile: { everyS: 60, lostAfterS: 180, keepAliveS: 60 },
  battery: { everyS: 600, lostAfterS: 1_800, keepAliveS: 900 },
}

/** Milliseconds to the next heartbeat: the class's figure ± 10 %, so that a street after a power cut drifts apart. */
export function heartbeatGap(deviceClass: DeviceClass, random: Random): number {
  return HEARTBEATS[deviceClass].everyS * 1000 * (0.9 + random() * 0.2)
}
