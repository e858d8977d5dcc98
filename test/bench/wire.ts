import { connect } from 'node:net'
import mqttPacket, { type IPublishPacket, type Packet } from 'mqtt-packet'
import type { SignalKind } from '#contract/signals'
import { downTopic, upTopic } from '#contract/topics'

/** A device reduced to its socket: the generator must cost little, it shares the cores with what it measures. */
export interface WireDevice {
  /** Sends a press; the last one sent is the one it waits for. */
  press(signalId: string, kind: SignalKind): void
  /** Called when what was pressed last has its answer. */
  onAnswer: (signalId: string) => void
  close(): void
}

/** `receipt` comes from the house after its commit, `puback` from the broker alone. */
export type Answer = 'receipt' | 'puback'

export interface Credential {
  readonly id: string
  readonly secret: string
}

/** Connects a device; resolves when it would hear its receipts. */
export async function wireDevice(port: number, { id, secret }: Credential, until: Answer): Promise<WireDevice> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const parser = mqttPacket.parser()
  const send = (packet: Packet): void => void socket.write(mqttPacket.generate(packet))
  const topic = upTopic(id, 'key')
  let count = 0
  let pressed = ''
  const device: WireDevice = {
    onAnswer: () => {},
    press(signalId, kind) {
      count += 1
      pressed = signalId
      const payload = `{"v":1,"id":"${signalId}","kind":"${kind}","at":"${new Date().toISOString()}","boot":"b","n":${count}}`
      send({ cmd: 'publish', topic, payload, qos: 1, messageId: (count % 65_535) + 1, dup: false, retain: false })
    },
    close: () => socket.destroy(),
  }
  const heard = (packet: IPublishPacket): void => {
    if (packet.qos === 1 && packet.messageId) send({ cmd: 'puback', messageId: packet.messageId })
    const receipt = JSON.parse(packet.payload.toString()) as { id: string }
    // The one before, whose answer came after the patience of its round, is no longer waited for.
    if (receipt.id === pressed) device.onAnswer(pressed)
  }
  parser.on('packet', (packet) => {
    if (packet.cmd === 'publish') heard(packet)
    else if (packet.cmd === 'puback' && until === 'puback') device.onAnswer(pressed)
  })
  const up = new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    parser.on('packet', ({ cmd }) => {
      if (cmd === 'connack') send(subscription(id))
      else if (cmd === 'suback') resolve()
    })
  })
  socket.on('data', (chunk) => parser.parse(chunk))
  socket.on('connect', () => {
    const sign = { clientId: id, username: id, password: Buffer.from(secret), keepalive: 600 }
    send({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, ...sign })
  })
  await up
  return device
}

function subscription(id: string): Packet {
  return { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: downTopic(id, 'receipt'), qos: 0 }] }
}
