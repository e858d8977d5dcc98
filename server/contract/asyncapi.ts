import type { TSchema } from 'typebox'
import { LampMessage } from './lamps.ts'
import { RefusedReceipt, StoredReceipt, UnreadableReceipt } from './receipts.ts'
import { HeartbeatMessage, OnlineMessage, SignalMessage } from './signals.ts'
import { DEVICE_ID_PATTERN, DOWN_LANES, type DownLane, downTopic, UP_LANES, type UpLane, upTopic } from './topics.ts'

interface Lane {
  readonly says: string
  readonly qos: 0 | 1
  readonly retain: boolean
  /** None: reserved, nothing travels on it in v1. */
  readonly messages: readonly TSchema[]
}

const LANES: Readonly<Record<UpLane | `down_${DownLane}`, Lane>> = {
  alarm: { says: 'Alarms: somebody or something needs help.', qos: 1, retain: false, messages: [SignalMessage] },
  key: { says: 'Keys that a person or a helper pressed.', qos: 1, retain: false, messages: [SignalMessage] },
  status: { says: 'Changes of the state of the unit itself.', qos: 1, retain: false, messages: [SignalMessage] },
  heartbeat: { says: 'Sign of life, by device class.', qos: 0, retain: false, messages: [HeartbeatMessage] },
  voice: { says: 'Reserved for voice set-up.', qos: 1, retain: false, messages: [] },
  reply: { says: 'Reserved for answers to commands.', qos: 1, retain: false, messages: [] },
  online: { says: 'Presence hint, retained; also the last will.', qos: 1, retain: true, messages: [OnlineMessage] },
  down_receipt: {
    says: 'What became of a signal; sent after the commit.',
    qos: 1,
    retain: false,
    messages: [StoredReceipt, UnreadableReceipt, RefusedReceipt],
  },
  down_state: { says: 'What to show the caller.', qos: 1, retain: false, messages: [LampMessage] },
  down_command: { says: 'Reserved for commands.', qos: 1, retain: false, messages: [] },
  down_voice: { says: 'Reserved for voice set-up.', qos: 1, retain: false, messages: [] },
}

/** The device protocol as an AsyncAPI 3.0 document, built from the schemas the house itself checks with. */
export function asyncapiDocument(version: string) {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Anling 安铃 device protocol v1',
      version,
      description:
        'A home unit publishes to its own `up/` topics and listens to its own `down/` topics. MQTT 3.1.1 suffices. ' +
        'A signal is kept and resent until its receipt; see docs/device-protocol.md for the rules around the messages.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: [{ name: 'device', description: 'What home units speak' }],
    },
    defaultContentType: 'application/json',
    servers: servers(),
    channels: channels(),
    operations: operations(),
    components: { messages: messages(), schemas: schemas(), securitySchemes: securitySchemes() },
  }
}

function servers() {
  const security = [{ $ref: '#/components/securitySchemes/device' }]
  const shared = { protocolVersion: '3.1.1', security, bindings: { mqtt: { cleanSession: true, keepAlive: 30 } } }
  return {
    production: {
      host: '{host}:8883',
      protocol: 'secure-mqtt',
      description: 'TLS',
      variables: { host: {} },
      ...shared,
    },
    development: { host: '127.0.0.1:1883', protocol: 'mqtt', description: 'Loopback only, no TLS', ...shared },
  }
}

function securitySchemes() {
  const description = 'User name = client id = device id; password = the secret of the device.'
  return { device: { type: 'userPassword', description } }
}

/** Every lane as [key of LANES, its topic]. */
function lanes(): readonly (readonly [keyof typeof LANES, string])[] {
  return [
    ...UP_LANES.map((lane) => [lane, upTopic('{deviceId}', lane)] as const),
    ...DOWN_LANES.map((lane) => [`down_${lane}` as const, downTopic('{deviceId}', lane)] as const),
  ]
}

function channels() {
  const parameters = { deviceId: { description: `The device's own id, ${DEVICE_ID_PATTERN}` } }
  return Object.fromEntries(
    lanes().map(([key, address]) => {
      const { says, messages: carried } = LANES[key]
      const named = carried.map((schema) => [titleOf(schema), { $ref: `#/components/messages/${titleOf(schema)}` }])
      return [key, { address, description: says, parameters, messages: Object.fromEntries(named) }]
    }),
  )
}

/** From the house's side: it receives what devices send up and sends what goes down. Reserved lanes have none. */
function operations() {
  const used = lanes().filter(([key]) => LANES[key].messages.length > 0)
  return Object.fromEntries(
    used.map(([key]) => {
      const { says, qos, retain, messages: carried } = LANES[key]
      const down = key.startsWith('down_')
      const operation = {
        action: down ? 'send' : 'receive',
        channel: { $ref: `#/channels/${key}` },
        summary: says,
        bindings: { mqtt: { qos, retain } },
        messages: carried.map((schema) => ({ $ref: `#/channels/${key}/messages/${titleOf(schema)}` })),
      }
      return [down ? `send_${key.slice('down_'.length)}` : `receive_${key}`, operation]
    }),
  )
}

function schemasUsed(): readonly TSchema[] {
  return [...new Set(Object.values(LANES).flatMap((lane) => lane.messages))]
}

function messages() {
  return Object.fromEntries(
    schemasUsed().map((schema) => {
      const title = titleOf(schema)
      return [title, { name: title, title, payload: { $ref: `#/components/schemas/${title}` } }]
    }),
  )
}

function schemas() {
  return Object.fromEntries(schemasUsed().map((schema) => [titleOf(schema), schema]))
}

function titleOf(schema: TSchema): string {
  const title = 'title' in schema ? schema.title : undefined
  if (typeof title !== 'string') throw new Error('A schema that travels needs a title.')
  return title
}
