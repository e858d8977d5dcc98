import { connect as openSocket, type Socket } from 'node:net'
import * as mqtt from 'mqtt-packet'
import type { Receipt } from '#contract/receipts'
import type { DeviceCredential } from '#contract/registry'
import type { SignalKind } from '#contract/signals'
import { downTopic, upTopic } from '#contract/topics'
import type { Ledger } from './ledger.ts'

/**
 * A home unit on a bare socket: keeps what it pressed until the receipt has come, and sends it again, the same id and
 * the same bytes, each time it is connected. Everything goes into the ledger the moment it happens.
 */
export interface Unit {
  readonly id: string
  /** Resolves when the unit listens for receipts and has sent again what it kept, or when the link is gone. */
  connect(port: number): Promise<void>
  /** Sends one signal, now or when connected; resolves with its id when its receipt has come. */
  press(kind: SignalKind): Promise<string>
  /** Sends again what it keeps, as a device does when a receipt is late; its timer is the test's. */
  resend(): void
  /** Says that it is alive, which nobody acknowledges; resolves when the server has read it. */
  heartbeat(): Promise<void>
  /** Resolves when the link is gone and every byte that came before has been read. */
  gone(): Promise<void>
  hangUp(): void
}

interface Kept {
  readonly body: string
  readonly resolve: (id: string) => void
}

/** Called when an acknowledged packet is known by its connection: for the proof that reads system calls. */
export type OnPublished = (localPort: number, messageId: number, id: string) => void

export function newUnit({ id, secret }: DeviceCredential, ledger: Ledger, onPublished: OnPublished = () => {}): Unit {
  const kept = new Map<string, Kept>()
  let link: { socket: Socket; send: (signalId: string, body: string) => void } | null = null
  let heard: () => void = () => {}
  let gone = Promise.resolve()
  let n = 0

  function take(signalId: string): void {
    ledger.noteReceipt(id, signalId)
    const one = kept.get(signalId)
    kept.delete(signalId)
    one?.resolve(signalId)
  }

  function connect(port: number): Promise<void> {
    const socket = openSocket({ port, host: '127.0.0.1', noDelay: true })
    const published = new Map<number, string>()
    let messageId = 1
    const send = (signalId: string, body: string): void => {
      messageId = (messageId % 65_535) + 1
      published.set(messageId, signalId)
      onPublished(socket.localPort ?? 0, messageId, signalId)
      ledger.noteSent(id, signalId)
      const topic = upTopic(id, 'alarm')
      socket.write(
        mqtt.generate({ cmd: 'publish', topic, payload: body, qos: 1, messageId, dup: false, retain: false }),
      )
    }
    gone = new Promise((resolve) => socket.once('close', resolve))
    return new Promise((resolve) => {
      const listening = (): void => {
        link = { socket, send }
        for (const [signalId, { body }] of kept) send(signalId, body)
        resolve()
      }
      const acknowledged = (packetId: number): void => ledger.notePuback(id, published.get(packetId) ?? '?')
      speak(socket, { id, secret }, { listening, acknowledged, receipt: take, heard: () => heard() })
      socket.once('close', () => {
        if (link?.socket === socket) link = null
        resolve()
      })
    })
  }

  return {
    id,
    connect,
    press(kind) {
      n += 1
      const signalId = `${id}-${String(n).padStart(6, '0')}`
      const body = JSON.stringify({ v: 1, id: signalId, kind, at: new Date().toISOString(), boot: 'b1', n })
      return new Promise((resolve) => {
        kept.set(signalId, { body, resolve })
        link?.send(signalId, body)
      })
    },
    resend() {
      for (const [signalId, { body }] of kept) link?.send(signalId, body)
    },
    heartbeat() {
      const payload = JSON.stringify({ v: 1, kind: 'heartbeat', at: new Date().toISOString(), boot: 'b1', n })
      const topic = upTopic(id, 'heartbeat')
      link?.socket.write(mqtt.generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false }))
      // Packets of one connection are read in their order, so the answer to a ping covers what went before it.
      link?.socket.write(mqtt.generate({ cmd: 'pingreq' }))
      return new Promise((resolve) => {
        heard = resolve
      })
    },
    gone: () => gone,
    hangUp: () => link?.socket.destroy(),
  }
}

interface Hearing {
  readonly listening: () => void
  readonly acknowledged: (messageId: number) => void
  readonly receipt: (signalId: string) => void
  readonly heard: () => void
}

/** MQTT 3.1.1 as a device with little memory speaks it: CONNECT, SUBSCRIBE, and then only PUBLISH and PUBACK. */
function speak(socket: Socket, { id, secret }: DeviceCredential, hearing: Hearing): void {
  const parser = mqtt.parser({ protocolVersion: 4 })
  const say = (packet: mqtt.Packet): void => void socket.write(mqtt.generate(packet))
  const answers: Partial<Record<mqtt.PacketCmd, (packet: mqtt.Packet) => void>> = {
    connack: () =>
      say({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: downTopic(id, 'receipt'), qos: 1 }] }),
    suback: hearing.listening,
    pingresp: hearing.heard,
    puback: ({ messageId }) => hearing.acknowledged(messageId ?? 0),
    publish(packet) {
      if (packet.cmd !== 'publish') return
      if (packet.messageId !== undefined) say({ cmd: 'puback', messageId: packet.messageId })
      const receipt = JSON.parse(packet.payload.toString()) as Receipt
      if (receipt.stored && receipt.id !== null) hearing.receipt(receipt.id)
    },
  }
  parser.on('packet', (packet: mqtt.Packet) => answers[packet.cmd]?.(packet))
  socket.on('data', (chunk) => parser.parse(chunk))
  // A server that was killed resets its links; that is what is being tested.
  socket.on('error', () => {})
  const login = { clientId: id, username: id, password: Buffer.from(secret), keepalive: 60, clean: true }
  say({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, ...login })
}
