/**
 * Everybody reaches for the same call at once, over two hundred sockets, again and again: one winner each time, and
 * the others learn the name (research/reliability.md T25). On SQLite over one process, on PostgreSQL over two.
 *
 *   ANLING_ROUNDS=10000 npx vitest run --project cluster test/cluster/claim-race.test.ts     more rounds (500)
 */
import { Agent, type IncomingMessage, request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { HOUSE } from '#contract/events'
import { callRoutes } from '#contract/routes'
import { houseClock } from '../../server/clock.ts'
import { ENGINE } from '../../server/db/dialect.ts'
import { openStore, type StorePlace } from '../../server/db/open.ts'
import { eventLog } from '../../server/events/log.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { accessServices } from '../../server/registry-wing.ts'
import { eventsOf } from '../crash/audit.ts'
import { newLedger } from '../crash/ledger.ts'
import { type Patch, productCopy } from '../crash/product-copy.ts'
import { say } from '../crash/report.ts'
import { killAll, type ServerProcess, startServer } from '../crash/server-process.ts'
import { fillStore } from '../crash/town.ts'
import { newUnit } from '../crash/unit.ts'
import { databaseOn, tell } from '../support/database.ts'
import { newFolder } from '../support/folder.ts'
import { startPostgres } from '../support/postgres.ts'

const ROUNDS = Number(process.env.ANLING_ROUNDS ?? 500)
const SOCKETS = 200
const PEOPLE = 40

afterEach(killAll)

interface Racer {
  readonly id: string
  readonly name: string
  readonly cookie: string
}

/** One socket of one person at one process. */
interface Lane {
  readonly racer: Racer
  readonly url: string
  readonly agent: Agent
}

interface Reply {
  readonly status: number
  readonly body: {
    readonly code?: string
    readonly detail?: { readonly owner?: { readonly id: string; readonly name: string } }
  }
}

interface Race {
  readonly lanes: readonly Lane[]
  readonly call: string
  readonly server: ServerProcess
}

/** People with sessions, as if each had signed in. */
async function signInAll(place: StorePlace): Promise<Racer[]> {
  const store = await openStore(place, { onFatal: () => {} })
  const keys = loadKeys(place.dataDir)
  const log = eventLog(store.db, keys.chain)
  const { accounts } = accessServices({ db: store.db, clock: houseClock(), events: log, keys })
  const people: Racer[] = []
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = { user: `racer${n}`, name: `坐席${n}`, role: 'operator', password: 'a long enough word' } as const
    const { id } = await accounts.add(person, HOUSE)
    const { token } = await accounts.signIn(person, { address: '127.0.0.1', agent: '' })
    people.push({ id, name: person.name, cookie: `anling=${token}` })
  }
  await log.settled()
  await store.close()
  return people
}

async function post({ racer, url, agent }: Lane, route: { readonly url: string }, call: string): Promise<Reply> {
  const path = route.url.replace(':id', call)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url + path, { method: 'POST', agent, headers: { cookie: racer.cookie } }, resolve)
    sent.once('error', reject)
    sent.end()
  })
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return { status: response.statusCode ?? 0, body: JSON.parse(text) as Reply['body'] }
}

/** What is wrong with the answers to one scramble. */
function judge(lanes: readonly Lane[], replies: readonly Reply[]): { winner: Racer | undefined; faults: string[] } {
  const winners = new Set(lanes.filter((_, n) => replies[n]?.status === 200).map(({ racer }) => racer))
  const [winner] = winners
  if (!winner || winners.size > 1) return { winner: undefined, faults: [`${winners.size} winners`] }
  const wronged = lanes.flatMap(({ racer }, n) => {
    if (racer === winner || isTold(replies[n], winner)) return []
    return [`${racer.name} was told ${replies[n]?.status} ${replies[n]?.body.code}, not that ${winner.name} has it`]
  })
  return { winner, faults: wronged }
}

function isTold(reply: Reply | undefined, winner: Racer): boolean {
  return reply?.status === 409 && reply.body.detail?.owner?.name === winner.name
}

/** Runs the rounds; what was wrong in any of them. A round without one winner is the last. */
async function race({ lanes, call }: Race, rounds: number): Promise<string[]> {
  const wrong: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const replies = await Promise.all(lanes.map((lane) => post(lane, callRoutes.claim, call)))
    const { winner, faults } = judge(lanes, replies)
    wrong.push(...faults.map((fault) => `round ${round}: ${fault}`))
    const own = lanes.find(({ racer }) => racer === winner)
    if (!own) return wrong
    const { status } = await post(own, callRoutes.release, call)
    if (status !== 200) wrong.push(`round ${round}: the winner could not give it back: ${status}`)
    if (round % 100 === 0) say(`${round} of ${rounds} rounds`)
  }
  return wrong
}

/** Starts what this engine can: one process on a file, two on a server. Presses once, so that there is a call. */
async function set(patches: readonly Patch[]): Promise<{ race: Race; clear(): Promise<void> }> {
  const folder = newFolder()
  const copy = await productCopy(patches)
  const postgres = ENGINE === 'postgres' ? await startPostgres() : null
  if (postgres) await tell(postgres.url, 'create database anling')
  const databaseUrl = postgres && databaseOn(postgres.url, 'anling')
  const place = { dataDir: folder.path, databaseUrl }
  const [credential] = await fillStore(place, 1)
  const racers = await signInAll(place)
  const env = { DATABASE_URL: databaseUrl ?? '' }
  const servers = await Promise.all(
    Array.from({ length: postgres ? 2 : 1 }, () => startServer(copy, folder.path, { env })),
  )
  const [server] = servers
  if (!credential || !server) throw new Error('nothing to race for')
  const unit = newUnit(credential, newLedger())
  await unit.connect(server.mqttPort)
  await unit.press('sos')
  unit.hangUp()
  const lanes = Array.from({ length: SOCKETS }, (_, n) => ({
    racer: racers[n % PEOPLE] as Racer,
    url: (servers[n % servers.length] as ServerProcess).url,
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
  }))
  return {
    race: { lanes, server, call: await firstCall(server) },
    async clear() {
      for (const { agent } of lanes) agent.destroy()
      await Promise.all(servers.map((one) => one.kill()))
      await postgres?.remove()
      copy.remove()
      folder.remove()
    },
  }
}

async function firstCall({ url }: ServerProcess): Promise<string> {
  for (;;) {
    const opened = (await eventsOf(url)).find(({ type, deviceId }) => type === 'call.opened' && deviceId !== null)
    if (opened?.callId) return opened.callId
  }
}

test(`${ROUNDS} rounds of ${SOCKETS} sockets at once have one winner each`, {
  timeout: 120_000 + ROUNDS * 2_000,
}, async () => {
  const { race: on, clear } = await set([])
  const began = performance.now()
  expect(await race(on, ROUNDS)).toEqual([])
  say(`${ENGINE}: ${ROUNDS} rounds in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const claims = (await eventsOf(on.server.url)).filter(({ type }) => type === 'call.claimed')
  expect(claims).toHaveLength(ROUNDS)
  await clear()
})

test('control: a claim that does not compare before it sets is caught', { timeout: 120_000 }, async () => {
  const { race: on, clear } = await set([
    {
      file: 'server/desk/calls/command.ts',
      find: "  if (call.state !== 'waiting') return refuse('call_already_claimed')\n",
      replace: '',
    },
  ])
  expect(await race(on, 3)).not.toEqual([])
  await clear()
})
