import { Socket } from 'node:net'
import mqtt, { type MqttClient } from 'mqtt'
import type { LampMessage } from '#contract/lamps'
import type { Receipt } from '#contract/receipts'
import type { DeviceCredential } from '#contract/registry'
import type { SignalKind } from '#contract/signals'
import { downTopic, type UpLane, upTopic } from '#contract/topics'

/** A device as the wire sees it: publishes what it is told, keeps every receipt and lamp it is sent. */
export interface TestDevice {
  readonly id: string
  readonly secret: string
  readonly client: MqttClient
  readonly receipts: Receipt[]
  readonly lamps: LampMessage[]
  /** Presses once and waits for the receipt. */
  press(kind?: SignalKind, fields?: Record<string, unknown>): Promise<Receipt>
  /** Publishes these bytes; resolves when the broker has acknowledged the packet. */
  publish(lane: UpLane | string, body: string | Buffer, options?: { retain?: boolean; qos?: 0 | 1 }): Promise<void>
  nextReceipt(): Promise<Receipt>
  /** Resolves once the device has been shown this lamp state. */
  lamp(state: LampMessage['state']): Promise<LampMessage>
  stop(): Promise<void>
}

/** The body of a press, complete and valid; `n` counts up over the life of the test. */
export function pressBody(kind: SignalKind, fields: Record<string, unknown> = {}): string {
  counted += 1
  const at = '2026-11-22T02:00:00.000Z'
  return JSON.stringify({ v: 1, id: `s-${counted}`, kind, at, boot: 'b1', n: counted, ...fields })
}
let counted = 0

/** Connects and listens; by TLS when it is told which authority to trust. */
export async function connectDevice(
  port: number,
  { id, secret }: DeviceCredential,
  ca: string | null = null,
): Promise<TestDevice> {
  const client = await mqtt.connectAsync(`${ca === null ? 'mqtt' : 'mqtts'}://127.0.0.1:${port}`, {
    ...(ca === null ? {} : { ca }),
    clientId: id,
    username: id,
    password: secret,
    protocolVersion: 4,
    reconnectPeriod: 0,
  })
  // Without it a press right after an acknowledgement waits 40 ms for the other side's delayed ACK.
  if (client.stream instanceof Socket) client.stream.setNoDelay(true)
  const receipts: Receipt[] = []
  const lamps: LampMessage[] = []
  const changed = new Set<() => void>()
  client.on('message', (topic, payload) => {
    const body: unknown = JSON.parse(payload.toString())
    if (topic.endsWith('/receipt')) receipts.push(body as Receipt)
    if (topic.endsWith('/state')) lamps.push(body as LampMessage)
    for (const look of [...changed]) look()
  })
  await client.subscribeAsync([downTopic(id, 'receipt'), downTopic(id, 'state')], { qos: 1 })

  function until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find()
        if (found === undefined) return
        changed.delete(look)
        resolve(found)
      }
      changed.add(look)
      look()
    })
  }

  function nextReceipt(): Promise<Receipt> {
    const from = receipts.length
    return until(() => receipts[from])
  }

  async function publish(
    lane: string,
    body: string | Buffer,
    { retain = false, qos = 1 as 0 | 1 } = {},
  ): Promise<void> {
    const topic = lane.includes('/') ? lane : upTopic(id, lane as UpLane)
    await client.publishAsync(topic, body, { qos, retain })
  }

  return {
    id,
    secret,
    client,
    receipts,
    lamps,
    publish,
    nextReceipt,
    async press(kind = 'sos', fields = {}) {
      const receipt = nextReceipt()
      await publish('alarm', pressBody(kind, fields))
      return receipt
    },
    lamp: (state) => until(() => lamps.findLast((one) => one.state === state)),
    stop: () => client.endAsync(true),
  }
}
