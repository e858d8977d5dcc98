import type { Event, EventType } from '#contract/events'
import type { LampMessage } from '#contract/lamps'
import { lampOf } from './desk/calls/lamp.ts'
import { UNIT_SAYS } from './words/unit.ts'

/**
 * "News in one feature → command in another": everything that one room sets off in another stands here, so that the
 * rooms stay strangers (design §3).
 */
export interface Lamps {
  /** A call moved: show it on the devices that called. */
  showNews(events: readonly Event[]): Promise<void>
  /** A device listens again: show how its call stands. */
  showOnReturn(deviceId: string, subjectId: string): Promise<void>
}

export interface LampOptions {
  readonly callsById: (ids: readonly string[]) => Promise<readonly LampCall[]>
  readonly openCallsOf: (subjectId: string) => Promise<readonly LampCall[]>
  readonly send: (deviceId: string, message: LampMessage) => void
  /** Whether nobody else shows anything to these devices: then what one shows already is not sent again. */
  readonly alone: boolean
}

/** What the door does about a device, in every process. */
export interface Doorkeeper<Device> {
  readonly find: (deviceId: string) => Promise<Device | null>
  readonly cut: (deviceId: string) => void
  readonly refresh: (device: Device) => void
}

/** News after which a device's connections end: its credential opens nothing any more. */
const SHUTS: ReadonlySet<EventType> = new Set([
  'device.revoked',
  'device.retired',
  'device.retrieved',
  'device.rotated',
])
/** News after which the door has to know anew where a device stands, and may let it in, or take its presses as tests. */
const MOVES_DEVICE: ReadonlySet<EventType> = new Set([
  'device.installed',
  'device.restocked',
  'device.rotated',
  'device.test_window_opened',
])

/** A device was moved or lost its credential, in whichever process: the door of each acts on it. */
export async function tellDoor<Device>(events: readonly Event[], door: Doorkeeper<Device>): Promise<void> {
  for (const { type, deviceId } of events) {
    if (deviceId === null) continue
    if (SHUTS.has(type)) door.cut(deviceId)
    const device = MOVES_DEVICE.has(type) ? await door.find(deviceId) : null
    if (device) door.refresh(device)
  }
}

/** Whether a lamp may have to change after this. */
export function mayMoveLamp({ type }: Event): boolean {
  return MOVES.has(type) || type === 'call.pressed'
}

type LampCall = Parameters<typeof lampOf>[0] & {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly priority: number
  readonly deviceId: string | null
}

/** News after which a lamp may have to change; a further press is news only to a device that shows nothing yet. */
const MOVES: ReadonlySet<EventType> = new Set([
  'call.opened',
  'call.reopened',
  'call.rang',
  'call.claimed',
  'call.help_arrived',
  'call.resolved',
  'call.closed',
])

/** Call news → lamp of the caller's device. */
export function lamps({ callsById, openCallsOf, send, alone }: LampOptions): Lamps {
  // What each device shows now, so that a tenth press does not send the tenth "ringing".
  const shown = new Map<string, string>()

  function show(deviceId: string, call: LampCall): void {
    const state = lampOf(call)
    const key = `${call.number} ${state}`
    if (alone && shown.get(deviceId) === key) return
    if (state === 'done') shown.delete(deviceId)
    else shown.set(deviceId, key)
    send(deviceId, { v: 1, call: call.number, state, say: UNIT_SAYS[state] })
  }

  return {
    async showNews(events) {
      const touched = events.flatMap(({ type, callId, deviceId }) => {
        const known = !MOVES.has(type) && (deviceId === null || shown.has(deviceId))
        return callId === null || known ? [] : [{ callId, deviceId }]
      })
      if (touched.length === 0) return
      const calls = await callsById([...new Set(touched.map(({ callId }) => callId))])
      const shining = new Map(calls.filter(({ kind }) => kind !== 'technical').map((call) => [call.id, call]))
      for (const { callId, deviceId } of touched) {
        const call = shining.get(callId)
        if (!call) continue
        for (const device of devicesOf(call, deviceId)) show(device, call)
      }
    },
    async showOnReturn(deviceId, subjectId) {
      shown.delete(deviceId)
      const [first] = [...(await openCallsOf(subjectId))].sort((a, b) => a.priority - b.priority)
      if (first) show(deviceId, first)
      else send(deviceId, { v: 1, call: null, state: 'idle', say: UNIT_SAYS.idle })
    },
  }
}

/** The device that began the call and the one that spoke just now. */
function devicesOf(call: LampCall, deviceId: string | null): Set<string> {
  return new Set([deviceId, call.deviceId].filter((id) => id !== null))
}
