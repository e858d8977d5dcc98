import { connect } from 'node:net'
import { generate, type Packet, parser } from 'mqtt-packet'
import type { DeviceCredential } from '#contract/registry'

/** A socket to the broker, for what no well-bred MQTT client would send. */
export interface RawLink {
  publish(topic: string, payload: string): void
  write(bytes: Buffer): void
  /** Ends politely. */
  end(): void
  /** Ends as a power cut does. */
  breakOff(): void
  readonly closed: Promise<void>
}

/** Connects and, with a credential, signs in. */
export async function rawLink(
  port: number,
  credential: DeviceCredential | null,
  will?: { readonly topic: string; readonly payload: string },
): Promise<RawLink> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const packets = parser()
  socket.on('data', (chunk) => packets.parse(chunk))
  if (credential) {
    const welcome = new Promise<void>((resolve, reject) => {
      packets.on('packet', (packet: Packet) => {
        if (packet.cmd === 'connack') packet.returnCode === 0 ? resolve() : reject(new Error('not welcome'))
      })
      void closed.then(() => reject(new Error('closed before the welcome')))
    })
    socket.write(generate(hello(credential, will)))
    await welcome
  } else {
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    socket.resume()
  }
  return {
    publish: (topic, payload) =>
      void socket.write(generate({ cmd: 'publish', topic, payload, qos: 1, messageId: 1, dup: false, retain: false })),
    write: (bytes) => void socket.write(bytes),
    end: () => void socket.end(),
    breakOff: () => void socket.destroy(),
    closed,
  }
}

function hello({ id, secret }: DeviceCredential, will?: { readonly topic: string; readonly payload: string }): Packet {
  return {
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    // Not the device's own id, which the story's other connection bears.
    clientId: `raw-${id}`,
    username: id,
    password: Buffer.from(secret),
    keepalive: 30,
    ...(will && { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: false } }),
  }
}
