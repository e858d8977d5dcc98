/** MQTT topics of protocol v1 (design §5): `anling/v1/{deviceId}/up/{lane}` and `…/down/{lane}`. */

const ROOT = 'anling/v1'

export const UP_LANES = ['alarm', 'key', 'status', 'heartbeat', 'voice', 'reply', 'online'] as const
export const DOWN_LANES = ['receipt', 'state', 'command', 'voice'] as const
export type UpLane = (typeof UP_LANES)[number]
export type DownLane = (typeof DOWN_LANES)[number]

/** Device ids stand in topics, so they may hold nothing that MQTT reads as structure. */
export const DEVICE_ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'

export function upTopic(deviceId: string, lane: UpLane): string {
  return `${ROOT}/${deviceId}/up/${lane}`
}

export function downTopic(deviceId: string, lane: DownLane): string {
  return `${ROOT}/${deviceId}/down/${lane}`
}

/** Every lane of a device in one direction, as a filter; `+` for the device means all of them. */
export function laneFilter(deviceId: string, direction: 'up' | 'down'): string {
  return `${ROOT}/${deviceId}/${direction}/#`
}

/** What the house reads of an outside broker: all devices, dealt out among the links of all its processes. */
export const SHARED_UP_FILTER = `$share/anling/${laneFilter('+', 'up')}`

/** The device a topic of this protocol belongs to; empty for any other topic. */
export function deviceIdOf(topic: string): string {
  return topic.startsWith(`${ROOT}/`) ? (topic.split('/')[2] ?? '') : ''
}

/** True when `topic` lies below the device's own `up/`; the lane after it may be any single level. */
export function isOwnUpTopic(deviceId: string, topic: string): boolean {
  const prefix = `${ROOT}/${deviceId}/up/`
  return topic.startsWith(prefix) && topic.length > prefix.length && !/[/#+\0]/.test(topic.slice(prefix.length))
}

/** True for the device's own down topics, one lane or all of them (`down/#`, `down/+`). */
export function isOwnDownFilter(deviceId: string, filter: string): boolean {
  const prefix = `${ROOT}/${deviceId}/down/`
  if (!filter.startsWith(prefix)) return false
  const rest = filter.slice(prefix.length)
  return rest === '#' || rest === '+' || DOWN_LANES.some((lane) => lane === rest)
}

/** The last level of a topic: the lane, known or not. */
export function laneOf(topic: string): string {
  return topic.slice(topic.lastIndexOf('/') + 1)
}
