import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { MqttClient } from 'mqtt'
import type { Config } from '../../config.ts'
import { keepsAccounts } from './account-keeper.ts'
import { ANSWERS, dynamicSecurity, takeRights } from './dynamic-security.ts'
import { type BrokerLogin, brokerLogin, connectTo, PROBE_ROOT } from './login.ts'
import { mosquittoFindings } from './mosquitto-conf.ts'

/** What a link that was away for a moment must find again. */
const QUEUED = 2_000
/** The largest packet of a device (device protocol §3). Bytes. */
const PACKET_BYTES = 64 * 1024
/** What an MQTT 5 PUBLISH with QoS 1 needs beside topic and payload: header, length, two lengths, id, no properties. */
const OVERHEAD_BYTES = 9
const DEALT = 40
/** Something that has not come by then, after the last thing that did, does not come. Milliseconds. */
const PATIENCE_MS = 2_000
const SESSION_S = 60

/**
 * Looks for settings of an outside broker that lose messages: in its configuration where the house may read it, and by
 * trying it out on topics of the house's own.
 * @returns one sentence per finding; none when all is well
 * @throws Unusable when a file that is needed to sign in cannot be read
 */
export async function examineBroker(config: Config): Promise<string[]> {
  if (config.brokerUrl === null) return []
  return [...readFindings(config.brokerConfig), ...(await probe(brokerLogin(config), keepsAccounts(config)))]
}

function readFindings(file: string | null): string[] {
  if (file === null) return []
  try {
    return mosquittoFindings(readFileSync(file, 'utf8')).map((finding) => `${file}: ${finding}`)
  } catch {
    return [`The file ${file} cannot be read, so the settings of the broker were not looked at.`]
  }
}

async function probe(login: BrokerLogin, keepsAccounts: boolean): Promise<string[]> {
  const bench = new Bench(login)
  try {
    const unanswered = keepsAccounts ? await accountFindings(bench, login) : []
    const sender = await bench.connect('sender')
    return [
      ...unanswered,
      ...(await queueFindings(bench, sender)),
      ...(await sharedFindings(bench, sender)),
      ...(await packetFindings(bench)),
    ]
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault)
    return [`The broker could not be tried out: ${reason}.`]
  } finally {
    await bench.clear()
  }
}

/** Connections of one examination, under names and on topics that nobody else uses. */
class Bench {
  readonly topic = `${PROBE_ROOT}/${randomBytes(6).toString('hex')}`
  readonly #login: BrokerLogin
  readonly #open = new Set<MqttClient>()

  constructor(login: BrokerLogin) {
    this.#login = login
  }

  /** Resolves when signed in. `sessionS`: how long the broker is to keep its session, in seconds. */
  async connect(name: string, sessionS = 0, onMessage: (body: string) => void = () => {}): Promise<MqttClient> {
    const clientId = `${this.topic.replaceAll('/', '-')}-${name}`
    const client = connectTo(this.#login, { clientId, sessionS })
    this.#open.add(client)
    client.on('message', (_, body) => onMessage(body.toString()))
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve())
      client.once('close', () => reject(new Error('it closed the connection')))
      client.on('error', reject)
    })
    return client
  }

  async clear(): Promise<void> {
    const goodbye = { properties: { sessionExpiryInterval: 0 } }
    await Promise.all([...this.#open].map((client) => Promise.race([client.endAsync(false, goodbye), pause(500)])))
    for (const client of this.#open) client.end(true)
  }
}

/** A broker that no house has been at yet lets us try nothing out. */
async function accountFindings(bench: Bench, { username }: BrokerLogin): Promise<string[]> {
  const client = await bench.connect('control', 0, (body) => security.hear(body))
  const security = dynamicSecurity((topic, payload) => client.publish(topic, payload, { qos: 1 }, () => {}).connected)
  client.once('close', security.lost)
  await client.subscribeAsync(ANSWERS, { qos: 1 })
  try {
    await takeRights(security, username)
    return []
  } catch {
    // Taking rights for the first time ends this connection; one that stands has not been answered.
    if (!client.connected) return []
    return [
      'The broker does not answer on $CONTROL/dynamic-security: load that plugin, or set ANLING_BROKER_AUTH_TOKEN.',
    ]
  }
}

async function queueFindings(bench: Bench, sender: MqttClient): Promise<string[]> {
  const topic = `${bench.topic}/queue`
  const away = await bench.connect('sleeper', SESSION_S)
  await away.subscribeAsync(topic, { qos: 1 })
  away.stream.destroy()
  await Promise.all(numbers(QUEUED).map((n) => sender.publishAsync(topic, String(n), { qos: 1 })))
  const came = new Set<string>()
  const watch = untilStill(() => came.size >= QUEUED)
  await bench.connect('sleeper', SESSION_S, (body) => {
    came.add(body)
    watch.moved()
  })
  await watch.wait()
  if (came.size === 0)
    return ['A connection that comes back finds nothing: the broker keeps no sessions, or not for a minute.']
  if (came.size >= QUEUED) return []
  const setting = 'raise max_queued_messages (Mosquitto; 0 means no limit) or mqtt.max_mqueue_len (EMQX)'
  return [`Of ${QUEUED} messages queued for a connection that was away ${came.size} were kept: ${setting}.`]
}

async function sharedFindings(bench: Bench, sender: MqttClient): Promise<string[]> {
  const topic = `${bench.topic}/shared`
  const came: string[] = []
  const watch = untilStill(() => came.length >= DEALT)
  for (const name of ['one', 'two']) {
    const member = await bench.connect(name, 0, (body) => {
      came.push(body)
      watch.moved()
    })
    await member.subscribeAsync(`$share/probe/${topic}`, { qos: 1 }).catch(() => {})
  }
  await Promise.all(numbers(DEALT).map((n) => sender.publishAsync(topic, String(n), { qos: 1 })))
  await watch.wait()
  if (came.length === DEALT && new Set(came).size === DEALT) return []
  return [`Of ${DEALT} messages for a shared subscription ${came.length} came: the broker does not deal them out.`]
}

/** On a connection of its own, because a broker may end it for such a packet. */
async function packetFindings(bench: Bench): Promise<string[]> {
  const topic = `${bench.topic}/large`
  let came = false
  const watch = untilStill(() => came)
  const client = await bench.connect('large', 0, () => {
    came = true
    watch.moved()
  })
  await client.subscribeAsync(topic, { qos: 1 })
  const payload = Buffer.alloc(PACKET_BYTES - OVERHEAD_BYTES - topic.length, ' ')
  client.publish(topic, payload, { qos: 1 }, () => {})
  await watch.wait()
  if (came) return []
  const setting = 'raise message_size_limit and max_packet_size (Mosquitto) or mqtt.max_packet_size (EMQX)'
  return [`A packet of 64 KiB, the largest that devices send, does not pass: ${setting}.`]
}

/** `wait` resolves when `enough` holds, or when nothing has moved for a while. */
function untilStill(enough: () => boolean): { wait(): Promise<void>; moved(): void } {
  let look: () => void = () => {}
  return {
    wait: () =>
      new Promise((resolve) => {
        let timer = setTimeout(resolve, PATIENCE_MS)
        look = () => {
          clearTimeout(timer)
          if (enough()) resolve()
          else timer = setTimeout(resolve, PATIENCE_MS)
        }
        if (enough()) look()
      }),
    moved: () => look(),
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
