import type { DownLane } from '#contract/topics'
import type { KnownDevice } from './reception.ts'

/**
 * How the house reaches its devices by MQTT, whoever runs the broker: its own (broker.ts) or one outside (link.ts).
 * What devices say comes in by `Reception`; nothing here waits for it.
 */
export interface DeviceLine {
  /** Where devices connect. */
  readonly port: number
  /** Connections over which messages come in: one a device at our own broker, one a link at an outside one. */
  readonly connections: number
  /** False while a press could not be taken. */
  readonly accepting: boolean
  /** True when every process reaches every device, so that of N processes only one may tell a device its news. */
  readonly reachesAll: boolean
  /** Sends to the device wherever it listens; true when the message left the house. */
  send(deviceId: string, lane: DownLane, body: unknown): boolean
  /** What is known of the device has changed: its connections here act on it from now on. */
  refresh(device: KnownDevice): void
  /** The device was revoked: its connections here end now, and it is not let in again. */
  cut(deviceId: string): void
  /** Resolves when an outside broker knows all it can be told now. */
  settled(): Promise<void>
  close(): Promise<void>
}
