import { setTimeout as instant } from 'node:timers/promises'
import type { Event } from '#contract/events'
import { registryRoutes } from '#contract/routes'
import type { SignalKind } from '#contract/signals'
import { eventsOf } from '../crash/audit.ts'
import { type Dice, dice } from '../crash/dice.ts'
import type { Findings } from '../crash/findings.ts'
import { type Ledger, newLedger } from '../crash/ledger.ts'
import type { ProductCopy } from '../crash/product-copy.ts'
import { ADMIN } from '../crash/town.ts'
import { newUnit, type Unit } from '../crash/unit.ts'
import { tell } from '../support/database.ts'
import { signIn } from '../support/person.ts'
import { auditCluster } from './audit.ts'
import { accepts, type Cluster } from './cluster.ts'
import { type Reader, startReader } from './reader.ts'

/** Who may be hit, and how. */
export type Blow = 'process killed' | 'broker killed' | 'database restarted' | 'process frozen' | 'process restarted'

export interface ClusterTortureOptions {
  readonly copy: ProductCopy
  readonly cluster: Cluster
  readonly blows: readonly Blow[]
  readonly seed: number
  /** Presses each device has under way. The last homes press once only, for the ladder. */
  readonly window: number
  readonly ladderHomes: number
  readonly progress: (line: string) => void
}

export interface ClusterVerdict {
  readonly ledger: Ledger
  readonly findings: Findings
  readonly events: readonly Event[]
  readonly readers: readonly Reader[]
  /** From each blow until every process that should took presses again. Milliseconds. */
  readonly recoveryMs: ReadonlyMap<Blow, readonly number[]>
  /** From sending to receipt, of presses under way at a blow and of all others. Milliseconds. */
  readonly struckMs: readonly number[]
  readonly calmMs: readonly number[]
  /** How far each due ladder step of the ladder homes was from its instant. Milliseconds; undefined: never taken. */
  readonly ladderOffMs: readonly (number | undefined)[]
}

/** Between two blows, after everything took presses again. Milliseconds. */
const LIFE_MS = [100, 500] as const
/** A unit sends again what has no receipt for so long; real ones wait 2 s first. Milliseconds. */
const RESEND_MS = 400
/** Longer than the database lets a transaction stand still. Milliseconds. */
const FROZEN_MS = 4_000
const KINDS: readonly [SignalKind, ...SignalKind[]] = ['sos', 'sos', 'fall', 'service', 'meal', 'battery_low', 'cancel']
/** When the family is phoned while nobody is at a console (server/desk/calls/ladder.ts). Milliseconds. */
const CONTACT_STEP_MS = 60_000

/** Hits processes, broker and database again and again while devices press until they hold the house's receipt. */
export async function clusterTorture(options: ClusterTortureOptions): Promise<ClusterVerdict> {
  const { copy, cluster, blows } = options
  const chance = dice(options.seed)
  const promises = promisesOfTheHouse()
  const readers = await startReaders(cluster)
  const load = await startLoad(options, promises.ledger, chance)
  const recoveryMs = new Map<Blow, number[]>()
  for (const [n, blow] of blows.entries()) {
    await instant(chance.between(...LIFE_MS))
    promises.struck()
    const began = performance.now()
    await strike(cluster, blow, n % 2, load.units)
    await untilAllAccept(cluster)
    recoveryMs.set(blow, [...(recoveryMs.get(blow) ?? []), performance.now() - began])
    if (n % 10 === 9) options.progress(`${n + 1} of ${blows.length} blows, ${promises.ledger.receipted.size} receipts`)
  }
  await load.laddersDue()
  await load.finish()
  await undecidedAreDecided(cluster)
  const events = await eventsOf(cluster.process(0).url)
  await readersCatchUp(readers, events.at(-1)?.seq ?? 0)
  for (const unit of load.units) unit.hangUp()
  for (const reader of readers) reader.stop()
  const findings = await auditCluster(copy, cluster, promises.ledger, events)
  const ladderOffMs = load.ladderDevices.map((device) => offOf(device, events))
  return { ledger: promises.ledger, findings, events, readers, recoveryMs, ...promises.delays(), ladderOffMs }
}

/** Two readers, one at each process; both signed in as one operator who is never on duty. */
async function startReaders(cluster: Cluster): Promise<Reader[]> {
  const urls = (): string[] => [cluster.process(0).url, cluster.process(1).url]
  const admin = await signIn(() => urls()[0] ?? '', ADMIN.user, ADMIN.password)
  const account = { user: 'reader', password: 'a long enough word' }
  await admin.call(registryRoutes.addAccount, { body: { ...account, name: '张敏', role: 'operator' } })
  return Promise.all([0, 1].map((place) => startReader(urls, account, place)))
}

async function strike(cluster: Cluster, blow: Blow, place: number, units: readonly Unit[]): Promise<void> {
  const { mosquitto, postgres } = cluster
  switch (blow) {
    case 'process killed':
      await cluster.kill(place)
      return cluster.startOne(place)
    case 'process restarted':
      await cluster.stopOne(place)
      return cluster.startOne(place)
    case 'process frozen':
      cluster.process(place).freeze()
      await instant(FROZEN_MS)
      return cluster.process(place).thaw()
    case 'database restarted':
      await postgres.stop()
      return postgres.start()
    case 'broker killed':
      await mosquitto.kill()
      await Promise.all(units.map((unit) => unit.gone()))
      await mosquitto.start()
      await Promise.all(units.map((unit) => unit.connect(mosquitto.port)))
  }
}

async function untilAllAccept(cluster: Cluster): Promise<void> {
  const all = async (): Promise<boolean> =>
    (await Promise.all([0, 1].map((place) => accepts(cluster.process(place))))).every((one) => one)
  while (!(await all())) await new Promise(setImmediate)
}

/** A ledger in which a PUBACK promises nothing, because it comes from the broker (reliability F5); it also keeps time. */
function promisesOfTheHouse() {
  const ledger = newLedger()
  const sentAt = new Map<string, number>()
  const underWay = new Set<string>()
  const struckMs: number[] = []
  const calmMs: number[] = []
  return {
    ledger: {
      ...ledger,
      noteSent(device: string, id: string) {
        if (!sentAt.has(id)) sentAt.set(id, performance.now())
        ledger.noteSent(device, id)
      },
      noteReceipt(device: string, id: string) {
        const first = sentAt.get(id)
        if (first !== undefined) (underWay.delete(id) ? struckMs : calmMs).push(performance.now() - first)
        sentAt.set(id, Number.NaN)
        ledger.noteReceipt(device, id)
      },
      notePuback() {},
    },
    struck() {
      for (const { id } of ledger.sent.values()) if (!Number.isNaN(sentAt.get(id))) underWay.add(id)
    },
    delays: () => ({ struckMs, calmMs: calmMs.filter((ms) => !Number.isNaN(ms)) }),
  }
}

interface Load {
  readonly units: readonly Unit[]
  readonly ladderDevices: readonly string[]
  /** Resolves when the last ladder must have reached the family. */
  laddersDue(): Promise<void>
  /** No further presses; resolves when every press under way has its receipt. */
  finish(): Promise<void>
}

async function startLoad(options: ClusterTortureOptions, ledger: Ledger, chance: Dice): Promise<Load> {
  const { cluster, window, ladderHomes } = options
  let stopping = false
  const units = cluster.devices.map((credential) => newUnit(credential, ledger))
  await Promise.all(units.map((unit) => unit.connect(cluster.mosquitto.port)))
  const timer = setInterval(() => {
    for (const unit of units) unit.resend()
  }, RESEND_MS)
  const [busy, once] = [units.slice(0, units.length - ladderHomes), units.slice(units.length - ladderHomes)]
  const loops = busy.flatMap((unit) =>
    Array.from({ length: window }, async () => {
      while (!stopping) await unit.press(chance.pick(KINDS))
    }),
  )
  // Spread over the first seconds, so that their steps fall due in the middle of everything.
  const ladders = once.map(async (unit, n) => {
    await instant(n * 500)
    await unit.press('sos')
    return performance.now()
  })
  return {
    units,
    ladderDevices: once.map(({ id }) => id),
    async laddersDue() {
      if (ladderHomes === 0) return
      const last = Math.max(...(await Promise.all(ladders)))
      await instant(Math.max(0, last + CONTACT_STEP_MS + 5_000 - performance.now()))
    },
    async finish() {
      stopping = true
      await Promise.all(loops)
      clearInterval(timer)
    },
  }
}

async function undecidedAreDecided({ databaseUrl }: Cluster): Promise<void> {
  const left = 'select 1 from inbox union all select 1 from unsealed_events limit 1'
  while ((await tell(databaseUrl, left)).length > 0) await new Promise(setImmediate)
}

async function readersCatchUp(readers: readonly Reader[], upTo: number): Promise<void> {
  while (readers.some((reader) => reader.upTo < upTo)) await new Promise(setImmediate)
}

/** How far the family was phoned from the instant it was due. */
function offOf(device: string, events: readonly Event[]): number | undefined {
  const opened = events.find(({ type, deviceId }) => type === 'call.opened' && deviceId === device)
  const phoned = events.find(
    ({ type, callId, data }) =>
      type === 'call.escalated' && callId === opened?.callId && data.action === 'phone_first_contact',
  )
  return opened && phoned && Date.parse(phoned.at) - Date.parse(opened.at) - CONTACT_STEP_MS
}
