import { type Static, Type } from 'typebox'

/** Everything a device can say (design §5). The kind decides what happens, never the topic it came on. */
export const SIGNAL_KINDS = [
  'sos',
  'fall',
  'smoke',
  'smoke_restored',
  'gas',
  'gas_restored',
  'flood',
  'flood_restored',
  'inactivity',
  'service',
  'meal',
  'help_arrived',
  'help_done',
  'cancel',
  'test',
  'battery_low',
  'battery_ok',
  'mains_failed',
  'mains_restored',
  'tamper',
  'tamper_restored',
  'offline',
  'online',
] as const

export const SignalKind = Type.Enum([...SIGNAL_KINDS], { description: 'What the device reports' })
export type SignalKind = (typeof SIGNAL_KINDS)[number]

/** The kinds that `n` counts: what a person pressed or a detector raised. */
export const COUNTED_KINDS = [
  'sos',
  'fall',
  'smoke',
  'gas',
  'flood',
  'inactivity',
  'service',
  'meal',
  'help_arrived',
  'help_done',
  'cancel',
  'test',
] as const satisfies readonly SignalKind[]
export type CountedKind = (typeof COUNTED_KINDS)[number]

const envelope = {
  v: Type.Literal(1, { description: 'Protocol version' }),
  at: Type.String({ maxLength: 40, description: "The device's own clock, ISO 8601; shown, never trusted" }),
  boot: Type.String({ minLength: 1, maxLength: 64, description: 'Any text that names this power-up' }),
  n: Type.Integer({
    minimum: 0,
    maximum: 2_147_483_647,
    description: 'Alarms and keys since that power-up, counted from 1',
  }),
  battery: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'Per cent' })),
  mains: Type.Optional(Type.Boolean({ description: 'True while on mains power' })),
  rssi: Type.Optional(Type.Number({ minimum: -150, maximum: 0, description: 'Radio signal, dBm' })),
}

/** Body of `up/alarm`, `up/key` and `up/status`, and of `POST /ingest/v1/signals`. */
export const SignalMessage = Type.Object(
  {
    ...envelope,
    id: Type.String({ minLength: 1, maxLength: 64, description: 'Chosen by the device; the same over all resends' }),
    kind: SignalKind,
    button: Type.Optional(Type.String({ maxLength: 32, description: 'Which button, when there are several' })),
    test: Type.Optional(Type.Boolean({ description: 'Asks to be taken as a test; only honoured in a test window' })),
  },
  { title: 'SignalMessage', description: 'One message of a device: a press, an alarm or a change of state' },
)
export type SignalMessage = Static<typeof SignalMessage>

/** Body of `up/heartbeat`: what `n` has reached, so that a gap reveals a press that never arrived. */
export const HeartbeatMessage = Type.Object(
  { ...envelope, kind: Type.Literal('heartbeat') },
  { title: 'HeartbeatMessage', description: 'Sign of life; QoS 0; never stored as a row' },
)
export type HeartbeatMessage = Static<typeof HeartbeatMessage>

/** Body of the retained `up/online`, also the last will. A hint only: supervision trusts heartbeats. */
export const OnlineMessage = Type.Object(
  { v: Type.Literal(1), online: Type.Boolean() },
  { title: 'OnlineMessage', description: 'Retained presence hint and last will' },
)
export type OnlineMessage = Static<typeof OnlineMessage>
