import type { IPublishPacket } from 'mqtt'
import { deviceIdOf, downTopic, isOwnUpTopic, laneOf, SHARED_UP_FILTER } from '#contract/topics'
import { decode } from '../decode.ts'
import type { DeviceLine } from '../device-line.ts'
import type { KnownDevice, Reception } from '../reception.ts'
import type { BrokerControl } from './control.ts'
import { type LinkConnection, linkConnection } from './link-connection.ts'
import type { BrokerLogin } from './login.ts'

/**
 * The broker keeps the session of a link that is gone for so long: a restart of the house or a cut cable finds what was
 * queued meanwhile. Not longer, because a dead process's session keeps its turn in the shared group, and what it is
 * dealt waits for the device's next resend (docs/adr/0014). Seconds.
 */
const SESSION_S = 15

export interface LinkOptions {
  readonly login: BrokerLogin
  /** Names this process among those that share the broker; the same after a restart, so that it finds its sessions. */
  readonly processName: string
  /** Connections, each with one message under way (performance §2). */
  readonly links: number
  readonly reception: Reception
  /** Keeps the accounts of devices at the broker. */
  readonly control: BrokerControl
  /** A device of the registry, or null. */
  readonly find: (id: string) => Promise<KnownDevice | null>
  /** A device says that it is back: the moment to show it how its call stands. */
  readonly onReturn: (device: KnownDevice) => void
  /** The first link is up: presses are taken. */
  readonly onUp: () => void
  /** Why a link went down, for the log; also what the store said when it refused. */
  readonly onLost: (reason: string, link: string) => void
}

/**
 * The door at an outside broker. Its PUBACK to a device proves nothing (reliability F5); ours to it is sent only after
 * the commit, so that whatever we did not store comes again. Who a message is from stands in its topic: the broker lets
 * a device publish nowhere else (docs/operations.md).
 */
export function openLinks(options: LinkOptions): DeviceLine {
  /** The store refused a message that the broker still holds. */
  let refused = false
  const connections: LinkConnection[] = Array.from({ length: options.links }, (_, n) => {
    const clientId = `anling-${options.processName}-${n}`
    return linkConnection({
      login: options.login,
      clientId,
      filters: [SHARED_UP_FILTER],
      sessionS: SESSION_S,
      take,
      onOpen: (fresh) => {
        // What was refused is gone with its session; the device sends it again.
        if (fresh) refused = false
        if (open().length === 1) options.onUp()
      },
      onLost: (reason) => options.onLost(reason, clientId),
    })
  })
  const open = (): LinkConnection[] => connections.filter((connection) => connection.open)

  async function take(packet: IPublishPacket): Promise<void> {
    const id = deviceIdOf(packet.topic)
    try {
      await takeFrom((await options.find(id)) ?? { id, homeId: null, testUntil: null }, packet)
      refused = false
    } catch (fault) {
      refused = true
      throw fault
    }
  }

  async function takeFrom(device: KnownDevice, { topic, retain, payload }: IPublishPacket): Promise<void> {
    const body = typeof payload === 'string' ? Buffer.from(payload) : payload
    const own = isOwnUpTopic(device.id, topic)
    const lane = own ? laneOf(topic) : 'alarm'
    const roadFlaws = own ? [] : ['foreign_topic']
    const receipt = await options.reception.receive({ device, road: 'mqtt', lane, retained: retain, body, roadFlaws })
    if (receipt) send(device.id, 'receipt', receipt)
    // The house does not see who subscribes at another's broker, so the device says when it is back (protocol §1).
    else if (lane === 'online' && saysOnline(body)) options.onReturn(device)
  }

  const send: DeviceLine['send'] = (deviceId, lane, body) => {
    const up = open()
    // Always the same link for a device while the links hold, so that "claimed" does not overtake "ringing".
    return up[numberOf(deviceId) % up.length]?.publish(downTopic(deviceId, lane), JSON.stringify(body)) ?? false
  }

  return {
    port: portOf(options.login.url),
    reachesAll: true,
    get connections() {
      return open().length
    },
    get accepting() {
      return !refused && open().length > 0
    },
    send,
    // Who a message is from is asked anew for each one.
    refresh: () => {},
    // The broker holds its connections, and is told to cut them (broker-accounts.ts).
    cut: () => options.control.wake(),
    settled: () => options.control.settled(),
    async close() {
      await options.control.close()
      await Promise.all(connections.map((connection) => connection.close()))
    },
  }
}

function saysOnline(body: Uint8Array): boolean {
  const said = decode('online', body)
  return said.type === 'online' && said.online
}

function numberOf(text: string): number {
  let sum = 0
  for (let n = 0; n < text.length; n += 1) sum = (sum * 31 + text.charCodeAt(n)) % 65_521
  return sum
}

/** @returns the port in the address, or MQTT's own for its scheme */
function portOf(url: string): number {
  const { port, protocol } = new URL(url)
  return port === '' ? (protocol === 'mqtts:' ? 8883 : 1883) : Number(port)
}
