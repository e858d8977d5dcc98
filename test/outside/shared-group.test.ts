/**
 * What docs/adr/0014 builds on, held against the broker itself: a newer Mosquitto that does otherwise should be noticed.
 */
import mqtt, { type MqttClient } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AtBroker, atBroker } from '../support/at-broker.ts'
import { BROKER_PASSWORD, BROKER_USER, type Mosquitto, startMosquitto } from '../support/mosquitto.ts'

/** How long the broker keeps the session of a member that is gone. Seconds. */
const SESSION_S = 1
const TOPIC = 'anling/probe/dealt'
const MARKER = 'anling/probe/marker'
const MESSAGES = 20

let mosquitto: Mosquitto
let at: AtBroker
const clients: MqttClient[] = []

beforeAll(async () => {
  mosquitto = await startMosquitto()
  at = atBroker(() => mosquitto)
  // The user of the house has its rights once a house was there.
  await (await at.house()).settled()
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)))
  await at.leave()
  await mosquitto.stop()
})

async function signedIn(clientId: string): Promise<MqttClient> {
  const client = await mqtt.connectAsync(mosquitto.url, {
    clientId,
    username: BROKER_USER,
    password: BROKER_PASSWORD,
    protocolVersion: 5,
    clean: false,
    reconnectPeriod: 0,
    properties: { sessionExpiryInterval: SESSION_S },
  })
  clients.push(client)
  return client
}

interface Member {
  readonly client: MqttClient
  /** How many messages of this batch it has been dealt; resolves when nothing of the batch can come any more. */
  dealt(batch: string): Promise<number>
}

async function member(name: string): Promise<Member> {
  const client = await signedIn(name)
  const heard: string[] = []
  const marked = new Map<string, () => void>()
  client.on('message', (topic, body) => {
    if (topic === MARKER) marked.get(body.toString())?.()
    else heard.push(body.toString())
  })
  await client.subscribeAsync([`$share/group/${TOPIC}`, MARKER], { qos: 1 })
  return {
    client,
    async dealt(batch) {
      // On the same connection, so it comes behind all that was dealt before it.
      const behind = new Promise<void>((resolve) => marked.set(batch, resolve))
      await client.publishAsync(MARKER, batch, { qos: 1 })
      await behind
      return heard.filter((one) => one === batch).length
    },
  }
}

async function publish(sender: MqttClient, batch: string): Promise<void> {
  for (let n = 0; n < MESSAGES; n += 1) await sender.publishAsync(TOPIC, batch, { qos: 1 })
}

test('a member that is gone keeps its turn until its session ends, and what it was dealt goes to nobody', async () => {
  const [living, gone, sender] = [await member('living'), await member('gone'), await signedIn('sender')]
  const cut = new Promise<void>((resolve) => gone.client.once('close', () => resolve()))
  gone.client.stream.destroy()
  await cut
  await publish(sender, 'early')
  expect(await living.dealt('early')).toBe(MESSAGES / 2)
  let batch = 0
  do {
    batch += 1
    await publish(sender, `late ${batch}`)
  } while ((await living.dealt(`late ${batch}`)) < MESSAGES)
  expect(await living.dealt('early')).toBe(MESSAGES / 2)
})
