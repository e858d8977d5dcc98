import { readFileSync } from 'node:fs'
import { Socket } from 'node:net'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import type { Config } from '../../config.ts'
import { Unusable } from '../../problem.ts'

/** How the house signs in at an outside broker. */
export interface BrokerLogin {
  readonly url: string
  readonly username: string
  readonly password: string
  /** The only authority the broker's certificate may come from, PEM; null: those of the system. */
  readonly ca: string | null
}

/** One connection of the house: what differs from one to the next. */
export interface Connection {
  readonly clientId: string
  /** How long the broker keeps the session of a connection that is gone. Seconds; 0: not at all. */
  readonly sessionS: number
  readonly more?: Pick<IClientOptions, 'keepalive' | 'connectTimeout'>
}

/** Where the house tries a broker out; no device may read or write there. */
export const PROBE_ROOT = 'anling/probe'

/** A broker that is not heard of for half as long again is given up, and another connection tried. Seconds. */
const KEEP_ALIVE_S = 10
const CONNECT_MS = 10_000

/**
 * Reads what the settings name.
 * @throws Unusable, one sentence, when a file cannot be read
 */
export function brokerLogin(config: Config): BrokerLogin {
  const { brokerUrl, brokerUser, brokerPassword, brokerPasswordFile, brokerCa } = config
  const password = brokerPasswordFile === null ? brokerPassword : textOf(brokerPasswordFile).trim()
  const ca = brokerCa === null ? null : textOf(brokerCa)
  return { url: brokerUrl ?? '', username: brokerUser ?? '', password: password ?? '', ca }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Unusable(`The file ${file} cannot be read; the house needs it to sign in at the broker.`)
  }
}

/** Chain and name of the broker are checked; for an address in the clear none of this is read. */
function tlsOf({ ca }: BrokerLogin) {
  return { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) } as const
}

/**
 * Begins one connection. It never connects a second time by itself: a client that reconnects loses publishes of its own
 * store on the way (MQTT.js #2015), and a link has to be dropped for good when the store refuses.
 */
export function connectTo(login: BrokerLogin, { clientId, sessionS, more = {} }: Connection): MqttClient {
  const client = mqtt.connect(login.url, {
    protocolVersion: 5,
    clientId,
    username: login.username,
    password: login.password,
    clean: sessionS === 0,
    keepalive: KEEP_ALIVE_S,
    connectTimeout: CONNECT_MS,
    reconnectPeriod: 0,
    resubscribe: false,
    ...tlsOf(login),
    properties: { sessionExpiryInterval: sessionS },
    ...more,
  })
  client.once('connect', () => {
    // Without it a PUBACK can wait 40 ms for the broker's delayed ACK.
    if (client.stream instanceof Socket) client.stream.setNoDelay(true)
  })
  return client
}
