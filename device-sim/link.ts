import { Socket } from 'node:net'
import { connect, type MqttClient } from 'mqtt'
import { DOWN_LANES, type DownLane, downTopic, laneOf, type UpLane, upTopic } from '#contract/topics'
import type { Clock } from './clock.ts'
import { onlineBody } from './message.ts'
import { between, type Random } from './random.ts'
import { reasonOf } from './trust.ts'

/** The lanes a unit listens to. */
const LISTENS: readonly DownLane[] = ['receipt', 'state']
const FIRST_BACKOFF_MS = 1_000
const LONGEST_BACKOFF_MS = 60_000
/** A link that held this long was a good one: the next loss starts again with a short wait. */
const SETTLED_MS = 30_000
/** How long a unit that is being stopped waits for its goodbye to be acknowledged. */
const GOODBYE_MS = 1_000

export interface LinkOptions {
  readonly id: string
  readonly secret: string
  readonly url: string
  /** The only authority this unit trusts, PEM; null: those of the system. */
  readonly ca: string | null
  readonly keepAliveS: number
  readonly clock: Clock
  readonly random: Random
  readonly onOpen: () => void
  readonly onDown: (lane: DownLane, body: string) => void
  readonly onClosed: (reason: string) => void
}

/** The wait before connect attempt number `attempt` (from 0): 1 s doubled to 60 s, of which a random half to whole. */
export function backoff(attempt: number, random: Random): number {
  return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(attempt, 10)) * between(random, 0.5, 1)
}

/** Nagle's algorithm holds a small packet back until the one before is acknowledged: 40 ms that a press need not wait. */
function withoutDelay(client: MqttClient): void {
  if (client.stream instanceof Socket) client.stream.setNoDelay(true)
}

/**
 * The MQTT connection of one unit: connects, listens, connects again. It keeps nothing: each attempt is a new client
 * with an empty store, because mqtt.js loses publishes of its own store on a drop (MQTT.js #2015); the outbox keeps.
 */
export class Link {
  #options: LinkOptions
  #client: MqttClient | null = null
  #open = false
  #openedAt = 0
  #attempt = 0
  #takeBackRetry: () => void = () => {}

  constructor(options: LinkOptions) {
    this.#options = options
  }

  get open(): boolean {
    return this.#open
  }

  /** Connects, and again after each loss, until `cut` or `close`. */
  start(): void {
    const client = connect(this.#options.url, this.#connectOptions())
    this.#client = client
    let reason = 'the connection was closed'
    client.on('error', (error) => {
      reason = reasonOf(error)
      // A refused CONNECT gives an error and, with reconnecting switched off, no second chance: ended here, once.
      client.end(true)
    })
    client.on('connect', () => this.#opened(client))
    client.on('message', (topic, body) => this.#heard(topic, body))
    client.once('close', () => this.#lost(client, reason))
  }

  /** Sends when the link is open and otherwise does nothing: what must arrive is in the outbox. */
  publish(lane: UpLane, body: string, how: { readonly qos: 0 | 1; readonly retain?: boolean }): void {
    if (!this.#open) return
    this.#client?.publish(upTopic(this.#options.id, lane), body, { ...how }, () => {})
  }

  /** The plug is pulled: no DISCONNECT, so that the broker sends the last will. */
  cut(): void {
    this.#attempt = 0
    this.#forget()?.end(true)
  }

  /** Says goodbye: a clean DISCONNECT takes the last will back, so `online: false` is said first. */
  async close(): Promise<void> {
    const wasOpen = this.#open
    const client = this.#forget()
    if (client === null) return
    if (wasOpen) await this.#goodbye(client)
    client.end(true)
  }

  #goodbye(client: MqttClient): Promise<void> {
    return new Promise((resolve) => {
      const tired = setTimeout(resolve, GOODBYE_MS)
      const done = () => {
        clearTimeout(tired)
        client.end(false, {}, () => resolve())
      }
      client.publish(upTopic(this.#options.id, 'online'), onlineBody(false), { qos: 1, retain: true }, done)
    })
  }

  #forget(): MqttClient | null {
    const client = this.#client
    this.#client = null
    this.#open = false
    this.#takeBackRetry()
    return client
  }

  #connectOptions() {
    const { id, secret, keepAliveS, ca } = this.#options
    return {
      protocolVersion: 4,
      clientId: id,
      username: id,
      password: secret,
      clean: true,
      keepalive: keepAliveS,
      reconnectPeriod: 0,
      queueQoSZero: false,
      resubscribe: false,
      // Chain and name of the house are checked; there is no way back to a link in the clear.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(ca === null ? {} : { ca }),
      will: { topic: upTopic(id, 'online'), payload: Buffer.from(onlineBody(false)), qos: 1, retain: true },
    } as const
  }

  #opened(client: MqttClient): void {
    if (client !== this.#client) return
    this.#open = true
    this.#openedAt = this.#options.clock.now()
    withoutDelay(client)
    const filters = LISTENS.map((lane) => downTopic(this.#options.id, lane))
    // No wait for the SUBACK: a broker takes packets in order, and a press must not wait for anything.
    client.subscribe(filters, { qos: 1 }, (error) => error !== null && client.end(true))
    this.publish('online', onlineBody(true), { qos: 1, retain: true })
    this.#options.onOpen()
  }

  #heard(topic: string, body: Buffer): void {
    const lane = DOWN_LANES.find((known) => known === laneOf(topic))
    if (lane !== undefined) this.#options.onDown(lane, body.toString('utf8'))
  }

  #lost(client: MqttClient, reason: string): void {
    if (client !== this.#client) return
    const { clock, random, onClosed } = this.#options
    const settled = this.#open && clock.now() - this.#openedAt >= SETTLED_MS
    this.#attempt = settled ? 0 : this.#attempt + 1
    this.#open = false
    this.#takeBackRetry = clock.after(backoff(this.#attempt, random), () => this.start())
    onClosed(reason)
  }
}
