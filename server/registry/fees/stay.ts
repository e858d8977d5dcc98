import type { Event, EventType } from '#contract/events'

/** A unit stood in a home from one instant to the next; milliseconds since 1970, `untilAt` null: it still does. */
export interface Stay {
  readonly deviceId: string
  readonly homeId: string
  readonly fromAt: number
  readonly untilAt: number | null
}

const BEGINS: readonly EventType[] = ['device.added', 'device.installed']
const ENDS: readonly EventType[] = [
  'device.swapped',
  'device.retired',
  'device.revoked',
  'device.retrieved',
  'device.restocked',
]

/** Whether stays may begin or end with this event. */
export function movesUnit({ type }: Pick<Event, 'type'>): boolean {
  return BEGINS.includes(type) || ENDS.includes(type)
}

export type Move =
  | { readonly op: 'begin'; readonly stay: Stay }
  | { readonly op: 'end'; readonly deviceId: string; readonly at: number }

/** What an event makes of the stays; null: nothing. A unit that was added to no home is on a shelf. */
export function moveOf({
  type,
  deviceId,
  homeId,
  at,
}: Pick<Event, 'type' | 'deviceId' | 'homeId' | 'at'>): Move | null {
  if (deviceId === null) return null
  const instant = Date.parse(at)
  if (ENDS.includes(type)) return { op: 'end', deviceId, at: instant }
  if (!BEGINS.includes(type) || homeId === null) return null
  return { op: 'begin', stay: { deviceId, homeId, fromAt: instant, untilAt: null } }
}
