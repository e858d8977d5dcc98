import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { Aedes } from 'aedes'
import type { Receipt } from '#contract/receipts'
import { downTopic, laneOf } from '#contract/topics'

/** One message as the broker took it. */
export interface Heard {
  readonly lane: string
  readonly topic: string
  readonly text: string
  readonly qos: number
  readonly retain: boolean
}

/** A broker for one test: remembers what it hears, says what it is told to. */
export interface SmallBroker {
  readonly url: string
  readonly heard: readonly Heard[]
  /** Resolves once the device listens: what is said before is lost, for nothing is kept for a clean session. */
  listening(): Promise<void>
  /** Resolves with the message number `count` (from 1) on this lane, now or when it comes. */
  nth(lane: string, count: number): Promise<Heard>
  /** Cuts every connection, without a word. */
  cutAll(): void
  receipt(deviceId: string, receipt: Receipt): Promise<void>
  say(deviceId: string, lane: 'receipt' | 'state', body: string): Promise<void>
  stop(): Promise<void>
}

export interface SmallBrokerOptions {
  /** Answers every signal with its receipt. */
  readonly receipts?: boolean
}

/** Starts a broker on a free port of the loopback that takes only the password `secret`. */
export async function smallBroker({ receipts = false }: SmallBrokerOptions = {}): Promise<SmallBroker> {
  const aedes = await Aedes.createBroker({
    concurrency: 0,
    authenticate: (client, username, password, done) =>
      done(null, client.id === username && password?.toString() === 'secret'),
  })
  const heard: Heard[] = []
  const watchers = new Set<() => void>()
  const sockets = new Set<Socket>()
  aedes.on('publish', (packet, client) => {
    if (client === null && !packet.topic.includes('/up/')) return
    const { topic, qos, retain } = packet
    heard.push({ lane: laneOf(topic), topic, text: packet.payload.toString(), qos, retain })
    for (const look of watchers) look()
    const deviceId = topic.split('/')[2] ?? ''
    const { id } = JSON.parse(packet.payload.toString())
    if (receipts && typeof id === 'string') void receipt(deviceId, { id, stored: true, at: '2026-11-22T01:00:00.100Z' })
  })
  const subscribed = once(aedes, 'subscribe')
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    aedes.handle(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const say = (deviceId: string, lane: 'receipt' | 'state', body: string) =>
    new Promise<void>((resolve, reject) => {
      const topic = downTopic(deviceId, lane)
      const packet = { cmd: 'publish', topic, payload: Buffer.from(body), qos: 1, retain: false, dup: false } as const
      aedes.publish(packet, (error) => (error ? reject(error) : resolve()))
    })

  const receipt = (deviceId: string, body: Receipt) => say(deviceId, 'receipt', JSON.stringify(body))

  return {
    url: `mqtt://127.0.0.1:${port}`,
    heard,
    listening: async () => void (await subscribed),
    nth: (lane, count) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.filter((one) => one.lane === lane)[count - 1]
          if (found === undefined) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        look()
      }),
    cutAll: () => {
      for (const socket of sockets) socket.destroy()
    },
    say,
    receipt,
    stop: () => new Promise((resolve) => aedes.close(() => server.close(() => resolve()))),
  }
}
