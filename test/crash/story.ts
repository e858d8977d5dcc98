import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Event } from '#contract/events'
import type { SignalKind } from '#contract/signals'
import { newFolder } from '../support/folder.ts'
import { audit, eventsOf } from './audit.ts'
import { autopsy, overdueCalls } from './autopsy.ts'
import type { Findings } from './findings.ts'
import { newLedger } from './ledger.ts'
import type { Point } from './points.ts'
import type { ProductCopy } from './product-copy.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { lookUntil } from './settled.ts'
import { seedTown } from './town.ts'
import { newUnit, type Unit } from './unit.ts'
import { startSink, type WebhookSink } from './webhook-sink.ts'

const HOMES = 12
/** A point that is not reached in this time is a failure of the test itself. Milliseconds. */
const REACH_MS = 15_000
/** What was overdue when the process died is done so soon after the next one listens. Milliseconds. */
const CATCH_UP_MS = 2_000

/** What may not be after a death at a named point; every list is empty when nothing was forgotten or done twice. */
export interface Aftermath {
  readonly signals: Findings
  /** Ladder steps that were taken twice. */
  readonly steppedTwice: readonly string[]
  /** Ringing emergencies without a phone step, and overdue steps that were not taken in time. */
  readonly forgotten: readonly string[]
  /** Phone steps with no notice or more than one, by their number. */
  readonly notOneNotice: readonly number[]
  /** Notices the gateway never got; and ids it got that no notice has. */
  readonly undelivered: readonly string[]
  readonly unplanned: readonly string[]
  /** Notices planned or marked as sent twice in the log. */
  readonly markedTwice: readonly string[]
  /** Not a fault: notices that reached the gateway more than once, always under one id. */
  readonly deliveredAgain: number
  /** Overdue ladder steps found when the process had died. */
  readonly overdue: number
}

export interface StoryOptions {
  /** The copy that dies, and the whole one that is started after it. */
  readonly dying: ProductCopy
  readonly whole: ProductCopy
  readonly point: Point
  readonly passing: number
  /** How long everything may take to be done after the restart; controls need not wait long. Milliseconds. */
  readonly patienceMs?: number
}

/**
 * Twelve homes press, nobody is on duty, so every emergency goes to the shift lead's phone at once. The process dies at
 * the point, a whole one takes over, the devices send again what has no receipt.
 */
export async function dieAt({ dying, whole, point, passing, patienceMs }: StoryOptions): Promise<Aftermath> {
  const folder = newFolder()
  const sink = await startSink()
  try {
    const ledger = newLedger()
    const units = (await seedTown(folder.path, HOMES)).map((credential) => newUnit(credential, ledger))
    const presses = Promise.all(units.map(pressAll))
    const env = { ...sink.env, ANLING_CRASH_AT: `${point}:${passing}` }
    await untilDead(await startServer(dying, folder.path, { env }), units)
    const { newestEvent } = autopsy(folder.path, [])
    const server = await startServer(whole, folder.path, { env: sink.env })
    const overdue = overdueCalls(folder.path, server.readyAt)
    await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))
    await presses
    await lookUntil(folder.path, ALL_DONE, patienceMs)
    const events = await eventsOf(server.url)
    await server.stop()
    const signals = audit(whole, folder.path, ledger, events)
    const steps = events.filter(({ type }) => type === 'call.escalated')
    const late = lateSteps(overdue, steps, newestEvent, server.readyAt)
    return { signals, ...deeds(folder.path, events, steps, sink, late), overdue: overdue.length }
  } finally {
    await sink.close()
    folder.remove()
  }
}

/** Two homes only say what opens no call. */
async function pressAll(unit: Unit, place: number): Promise<void> {
  const kinds: SignalKind[] = place < 2 ? ['help_done', 'help_done', 'help_done'] : ['sos', 'service', 'help_done']
  for (const kind of kinds) await unit.press(kind)
}

async function untilDead(server: ServerProcess, units: readonly Unit[]): Promise<void> {
  const links = units.map((unit) => unit.connect(server.mqttPort))
  const limit = setTimeout(() => void server.kill(), REACH_MS)
  const began = performance.now()
  const how = await server.ended
  clearTimeout(limit)
  await Promise.all(links)
  await Promise.all(units.map((unit) => unit.gone()))
  if (how !== 'SIGKILL') throw new Error(`the copy ended with ${how} before the point: ${server.said()}`)
  if (performance.now() - began >= REACH_MS) throw new Error('the point was never reached')
}

const PHONE_STEP = `type = 'call.escalated' and data like '%"phone_shift_lead"%'`
const ALL_DONE = `select
  not exists (select 1 from inbox)
  and not exists (select 1 from timers where due_at <= unixepoch('subsec') * 1000)
  and not exists (select 1 from notices where next_at is not null)
  and not exists (select 1 from events where ${PHONE_STEP} and seq not in (select seq from notices))
  and not exists (select 1 from calls where priority = 1 and id not in (select call_id from events where ${PHONE_STEP}))`

function lateSteps(
  overdue: readonly string[],
  steps: readonly Event[],
  newestEvent: number,
  readyAt: number,
): readonly string[] {
  const inTime = steps.filter(({ seq, at }) => seq > newestEvent && Date.parse(at) <= readyAt + CATCH_UP_MS)
  const taken = new Set(inTime.map(({ callId }) => callId))
  return overdue.filter((call) => !taken.has(call)).map((call) => `overdue step of ${call}`)
}

function deeds(
  dataDir: string,
  events: readonly Event[],
  steps: readonly Event[],
  { received }: WebhookSink,
  late: readonly string[],
): Omit<Aftermath, 'signals' | 'overdue'> {
  const db = new Sqlite(join(dataDir, 'anling.sqlite'), { readonly: true })
  const list = <T>(query: string): T[] => db.prepare(query).pluck().all() as T[]
  const silent = list<string>(
    `select number from calls where priority = 1 and id not in (select call_id from events where ${PHONE_STEP})`,
  )
  const notices = list<string>('select id from notices')
  const causes = list<number>("select seq from notices where consumer = 'notify' and target = 'shift_lead'")
  db.close()
  const phoned = steps.filter(({ data }) => data.action === 'phone_shift_lead').map(({ seq }) => seq)
  return {
    steppedTwice: repeated(steps.map(({ callId, data }) => `step ${data.step} of ${callId}`)),
    forgotten: [...silent.map((number) => `phone step of ${number}`), ...late],
    notOneNotice: phoned.filter((seq) => causes.filter((cause) => cause === seq).length !== 1),
    undelivered: notices.filter((id) => !received.has(id)),
    unplanned: [...received.keys()].filter((id) => !notices.includes(id)),
    deliveredAgain: [...received.values()].filter((times) => times > 1).length,
    markedTwice: repeated(
      events
        .filter(({ type }) => type === 'notice.planned' || type === 'notice.sent')
        .map(({ type, data }) => `${type} ${data.notice}`),
    ),
  }
}

function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, place) => keys.indexOf(key) !== place)
}
