import type { Socket } from 'node:net'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import mqttPacket from 'mqtt-packet'
import type { Receipt } from '#contract/receipts'
import { type DownLane, downTopic, isOwnDownFilter, isOwnUpTopic, laneOf } from '#contract/topics'
import type { Clock } from '../clock.ts'
import type { Certificate } from '../tls/certificate.ts'
import type { DeviceLine } from './device-line.ts'
import { type Guarded, type GuardLimits, guard } from './guard.ts'
import { listen } from './listener.ts'
import type { KnownDevice, Loss, Reception } from './reception.ts'
import { silentBus } from './silent-bus.ts'

/** A stranger has this long to shake hands, and as long again to sign in. Milliseconds. */
const CONNECT_MS = 10_000
/** A device that does not take what is sent to it is cut after this. Milliseconds. */
const DRAIN_MS = 15_000

/** CONNACK return codes (MQTT 3.1.1 §3.2.2.3). */
const BAD_CREDENTIALS = 4
const SERVER_UNAVAILABLE = 3

export interface BrokerOptions {
  readonly host: string
  readonly port: number
  /** What the broker shows to devices; null: in the clear, for the loopback. */
  readonly certificate: Certificate | null
  readonly limits: GuardLimits
  readonly clock: Clock
  readonly reception: Reception
  /** The device behind these credentials, or null. */
  readonly authenticate: (id: string, secret: string) => Promise<KnownDevice | null>
  readonly isDevice: (id: string) => Promise<boolean>
  /** A device listens to this lane from now on: the moment to say how its call stands. */
  readonly onListening: (device: KnownDevice, lane: DownLane) => void
  readonly onFault: (fault: unknown, deviceId: string | null) => void
}

/** One connection of a signed-in device. `filters`: what it listens to, with the granted QoS. */
interface Session {
  readonly client: Client
  device: KnownDevice
  readonly filters: Map<string, number>
  /** Packet id of the last message sent down with QoS 1, 1 … 65535 (MQTT 3.1.1 §2.3.1). */
  messageId: number
}

/**
 * The embedded broker. aedes acknowledges a publish before it hands it on, so the commit happens inside
 * `authorizePublish`: its callback, and with it the PUBACK, waits for the disk (reliability F1, F2). A hook that
 * throws would end the process (F8), so every hook answers through its callback whatever happens.
 */
export async function startBroker(options: BrokerOptions): Promise<DeviceLine> {
  const sessions = new Map<Client, Session>()
  const byDevice = new Map<string, Set<Session>>()
  const guards = new WeakMap<object, Guarded>()
  /** Devices that were cut: one whose sign-in was under way just then must not slip in behind it. */
  const shut = new Set<string>()

  const broker = await Aedes.createBroker({
    mq: silentBus,
    connectTimeout: CONNECT_MS,
    drainTimeout: DRAIN_MS,
    maxClientsIdLength: 64,
    authenticate(client, username, password, done) {
      signIn(client, username ?? '', password?.toString() ?? '').then(
        (ok) => (ok ? done(null, true) : done(refusal(BAD_CREDENTIALS), null)),
        (fault: unknown) => {
          options.onFault(fault, username ?? null)
          done(refusal(SERVER_UNAVAILABLE), null)
        },
      )
    },
    authorizePublish(client, packet, done) {
      const session = client ? sessions.get(client) : undefined
      if (!session) return done(new Error('not signed in'))
      take(session, packet).then(
        () => done(null),
        (fault: unknown) => {
          // Not stored, so no PUBACK: the link goes down and the device sends again.
          options.onFault(fault, session.device.id)
          done(fault instanceof Error ? fault : new Error('not stored'))
        },
      )
    },
    authorizeSubscribe(client, subscription, done) {
      const session = sessions.get(client)
      if (!session || !isOwnDownFilter(session.device.id, subscription.topic)) return done(null, null)
      session.filters.set(subscription.topic, Math.min(subscription.qos, 1))
      done(null, subscription)
    },
  })

  async function signIn(client: Client, username: string, password: string): Promise<boolean> {
    const device = await options.authenticate(username, password)
    if (!device) return false
    // The user name says who it is. A client id that belongs to another device would throw that one off the line.
    if (client.id !== username && (await options.isDevice(client.id))) return false
    if (shut.has(device.id)) return false
    const session: Session = { client, device, filters: new Map(), messageId: 0 }
    sessions.set(client, session)
    const mine = byDevice.get(device.id) ?? new Set()
    byDevice.set(device.id, mine.add(session))
    guards.get(client.conn)?.trust()
    return true
  }

  async function take({ device }: Session, packet: PublishPacket): Promise<void> {
    const retained = packet.retain
    // Nobody may read an up topic, so nothing is worth retaining; a retained alarm would ring again at every restart.
    packet.retain = false
    const topic = packet.topic
    const body = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    const own = isOwnUpTopic(device.id, topic)
    const receipt = await options.reception.receive({
      device,
      road: 'mqtt',
      lane: own ? laneOf(topic) : 'alarm',
      retained,
      body,
      roadFlaws: own ? [] : ['foreign_topic'],
    })
    if (receipt) send(device.id, 'receipt', receipt satisfies Receipt)
  }

  function send(deviceId: string, lane: DownLane, body: unknown): boolean {
    const topic = downTopic(deviceId, lane)
    const payload = Buffer.from(JSON.stringify(body))
    let heard = false
    for (const session of byDevice.get(deviceId) ?? []) {
      const qos = grantedQos(session.filters, topic)
      if (qos === undefined || session.client.closed) continue
      heard = true
      // Straight to the connection: the broker's own road down costs three turns of the event loop a message.
      session.client.conn.write(downPacket(session, topic, payload, qos))
    }
    return heard
  }

  /** Also lets in again what was cut, should its credential be good once more. */
  function refresh(device: KnownDevice): void {
    shut.delete(device.id)
    for (const session of byDevice.get(device.id) ?? []) session.device = device
  }

  /** Forgotten first, so that not even the last will of a revoked device is taken. */
  function cut(deviceId: string): void {
    shut.add(deviceId)
    for (const { client } of [...(byDevice.get(deviceId) ?? [])]) {
      forget(client)
      client.close()
    }
  }

  function forget(client: Client): void {
    const session = sessions.get(client)
    if (!session) return
    sessions.delete(client)
    const mine = byDevice.get(session.device.id)
    mine?.delete(session)
    if (mine?.size === 0) byDevice.delete(session.device.id)
  }

  broker.on('subscribe', (subscriptions, client) => {
    const session = sessions.get(client)
    if (!session) return
    const { device, filters } = session
    const fresh = subscriptions.some(({ topic }) => filters.has(topic))
    if (fresh && grantedQos(filters, downTopic(device.id, 'state')) !== undefined) options.onListening(device, 'state')
  })
  broker.on('unsubscribe', (filters, client) => {
    for (const filter of filters) sessions.get(client)?.filters.delete(filter)
  })
  broker.on('clientDisconnect', forget)
  broker.on('clientError', (client, fault) => {
    const device = sessions.get(client)?.device
    // A wildcard in a topic is cut by the protocol (§3.3.2.1) before a hook sees it; the press behind it still rings.
    if (device && /in PUBLISH|topic/.test(fault.message)) reportLost(device, 'topic_refused')
    forget(client)
  })
  broker.on('connectionError', (client) => forget(client))

  function reportLost(device: KnownDevice, why: Loss): void {
    options.reception.reportLost(device, 'mqtt', why).catch((fault: unknown) => options.onFault(fault, device.id))
  }

  function onSocket(socket: Socket): void {
    let client: Client | null = null
    const guarded = guard(socket, options.limits, options.clock, () => {
      const device = client && sessions.get(client)?.device
      if (device) reportLost(device, 'too_large')
    })
    guards.set(guarded.stream, guarded)
    client = broker.handle(guarded.stream)
  }

  const { host, port, certificate } = options
  const listener = await listen({ host, port, certificate, handshakeMs: CONNECT_MS, onSocket })

  return {
    port: listener.port,
    accepting: true,
    reachesAll: false,
    send,
    refresh,
    cut,
    settled: async () => {},
    get connections() {
      return sessions.size
    },
    async close() {
      listener.close()
      await new Promise<void>((resolve) => broker.close(resolve))
    },
  }
}

function downPacket(session: Session, topic: string, payload: Buffer, qos: number): Buffer {
  const publish = { cmd: 'publish', topic, payload, dup: false, retain: false } as const
  if (qos === 0) return mqttPacket.generate({ ...publish, qos: 0 })
  session.messageId = (session.messageId % 65_535) + 1
  return mqttPacket.generate({ ...publish, qos: 1, messageId: session.messageId })
}

function grantedQos(filters: ReadonlyMap<string, number>, topic: string): number | undefined {
  const base = topic.slice(0, topic.lastIndexOf('/') + 1)
  return filters.get(topic) ?? filters.get(`${base}#`) ?? filters.get(`${base}+`)
}

function refusal(returnCode: number): AuthenticateError {
  return Object.assign(new Error('refused'), { returnCode })
}
