import type { IConnackPacket, IPublishPacket, MqttClient } from 'mqtt'
import { type BrokerLogin, connectTo, PROBE_ROOT } from './login.ts'

/** Before a link that was lost is tried again: doubled from the first to the longest. Milliseconds. */
const FIRST_BACKOFF_MS = 100
const LONGEST_BACKOFF_MS = 2_000
/** A broker that does not let the house say goodbye by then is left without one. Milliseconds. */
const LEAVE_MS = 5_000
/** "Session taken over": another client came with this client id (MQTT 5 §4.13). */
const TAKEN_OVER = 142

export interface LinkConnectionOptions {
  readonly login: BrokerLogin
  readonly clientId: string
  readonly filters: readonly string[]
  /** How long the broker keeps what it has for this link while the link is down. Seconds. */
  readonly sessionS: number
  /**
   * Stores the message: resolves once it is on disk. When it rejects, or throws, the broker gets no PUBACK and the
   * link is dropped.
   */
  readonly take: (packet: IPublishPacket) => Promise<void>
  /** The link listens; `fresh` when the broker had kept nothing for it. */
  readonly onOpen: (fresh: boolean) => void
  /** Why the link went down, in a few words. */
  readonly onLost: (reason: string) => void
}

export interface LinkConnection {
  readonly open: boolean
  /** Sends with QoS 1 without waiting for the PUBACK; false when the link is down. */
  publish(topic: string, payload: string): boolean
  /** Leaves the shared group and ends its session; resolves when what it was storing has been stored or refused. */
  close(): Promise<void>
}

/** One of the house's links to the broker: takes one message at a time, and connects again whatever happens. */
export function linkConnection(options: LinkConnectionOptions): LinkConnection {
  let current: MqttClient | null = null
  let open = false
  let attempt = 0
  let closed = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let taking: Promise<void> = Promise.resolve()
  const farewell = `${PROBE_ROOT}/farewell/${options.clientId}`
  let onFarewell = (): void => {}

  function connect(): void {
    const client = connectTo(options.login, options)
    current = client
    let reason = 'the connection was closed'
    const fail = (why: string): void => {
      reason = why
      open = false
      // At once and without a goodbye: mqtt.js would go on with the next message (reliability F9).
      client.stream.destroy()
    }
    // Before the first byte can come: the default acknowledges everything.
    client.handleMessage = (packet, done) => {
      taking = takeOne(packet).then(
        () => done(),
        (fault: unknown) => fail(`a message was not stored: ${textOf(fault)}`),
      )
    }
    client.on('connect', (connack) => listen(client, connack, fail))
    client.on('disconnect', ({ reasonCode }) => {
      if (reasonCode === TAKEN_OVER) reason = 'another process has the same name; set ANLING_PROCESS'
    })
    client.on('error', (fault) => fail(fault.message))
    client.once('close', () => lost(client, reason))
  }

  /** Asynchronous, so that whatever is thrown becomes a rejection and never ends the process (reliability F8). */
  async function takeOne(packet: IPublishPacket): Promise<void> {
    if (packet.topic === farewell) return onFarewell()
    await options.take(packet)
    attempt = 0
  }

  function listen(client: MqttClient, connack: IConnackPacket, fail: (why: string) => void): void {
    client.subscribe([...options.filters], { qos: 1, rap: true }, (fault, granted = []) => {
      if (fault) return fail(`the broker refuses the subscription: ${fault.message}`)
      if (granted.some(({ qos }) => qos >= 128)) return fail('the broker refuses the subscription')
      if (client.stream.destroyed) return
      open = true
      options.onOpen(!connack.sessionPresent)
    })
  }

  function lost(client: MqttClient, reason: string): void {
    if (client !== current || closed) return
    open = false
    current = null
    // Gone for good: nothing of this client may be sent or connected any more.
    client.end(true)
    const wait = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(attempt, 10))
    attempt += 1
    retry = setTimeout(connect, wait * (0.5 + Math.random() / 2))
    options.onLost(reason)
  }

  /**
   * The broker sends so many messages before it waits for a PUBACK, and keeps the rest of what it dealt to this link: its
   * answer overtakes those. A word to ourselves waits its turn behind them, and when it comes nothing is left to come.
   */
  async function leave(client: MqttClient): Promise<void> {
    const turn = new Promise<void>((resolve) => {
      onFarewell = resolve
    })
    await client.unsubscribeAsync([...options.filters])
    await client.subscribeAsync(farewell, { qos: 1 })
    await client.publishAsync(farewell, '', { qos: 1 })
    await turn
    // From here on this client drops what it is given to send.
    open = false
    await client.endAsync(false, { properties: { sessionExpiryInterval: 0 } })
  }

  connect()
  return {
    get open() {
      return open
    },
    publish(topic, payload) {
      if (!open || !current) return false
      current.publish(topic, payload, { qos: 1 }, () => {})
      return true
    },
    async close() {
      closed = true
      clearTimeout(retry)
      if (open && current)
        await Promise.race([
          leave(current).catch(() => {}),
          new Promise((resolve) => setTimeout(resolve, LEAVE_MS).unref()),
        ])
      open = false
      await taking
      await current?.endAsync(true)
    },
  }
}

function textOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault)
}
