import { connect, type Socket } from 'node:net'
import mqttPacket from 'mqtt-packet'
import { downTopic, upTopic } from '#contract/topics'

/** A device reduced to its socket: the generator must cost little, it shares the cores with what it measures. */
export interface WireDevice {
  readonly id: string
  /** Sends a press; `onReceipt` is called with its id when the receipt comes. */
  press(signalId: string): void
  onReceipt: (signalId: string) => void
  close(): void
}

export async function wireDevice(port: number, id: string, secret: string): Promise<WireDevice> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const parser = mqttPacket.parser()
  const topic = upTopic(id, 'alarm')
  let count = 0
  let ready: () => void = () => {}
  const device: WireDevice = {
    id,
    onReceipt: () => {},
    press(signalId) {
      count += 1
      const payload = `{"v":1,"id":"${signalId}","kind":"sos","at":"${new Date().toISOString()}","boot":"b","n":${count}}`
      const messageId = (count % 65_535) + 1
      socket.write(
        mqttPacket.generate({ cmd: 'publish', topic, payload, qos: 1, messageId, dup: false, retain: false }),
      )
    },
    close: () => socket.destroy(),
  }
  parser.on('packet', (packet) => {
    if (packet.cmd === 'connack') subscribe()
    else if (packet.cmd === 'suback') ready()
    else if (packet.cmd === 'publish') {
      if (packet.qos === 1 && packet.messageId)
        socket.write(mqttPacket.generate({ cmd: 'puback', messageId: packet.messageId }))
      device.onReceipt(String((JSON.parse(packet.payload.toString()) as { id: string }).id))
    }
  })
  function subscribe(): void {
    const subscriptions = [{ topic: downTopic(id, 'receipt'), qos: 0 as const }]
    socket.write(mqttPacket.generate({ cmd: 'subscribe', messageId: 1, subscriptions }))
  }
  socket.on('data', (chunk) => parser.parse(chunk))
  const up = new Promise<void>((resolve, reject) => {
    ready = resolve
    socket.once('error', reject)
  })
  socket.on('connect', () => {
    const sign = { clientId: id, username: id, password: Buffer.from(secret), keepalive: 600 }
    socket.write(mqttPacket.generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, ...sign }))
  })
  await up
  return device
}
