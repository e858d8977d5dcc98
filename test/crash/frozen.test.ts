/**
 * The machine stands still for a while, as one does that is being moved or that swaps (research/reliability.md T09):
 * what was pressed meanwhile is receipted afterwards, overdue steps are taken once, and a call has one winner.
 *
 *   ANLING_FREEZE_S=8 npx vitest run test/crash/frozen.test.ts     shorter (20 s)
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import type { Event } from '#contract/events'
import { newFolder } from '../support/folder.ts'
import { audit, eventsOf } from './audit.ts'
import { type Desk, openDesk } from './desk.ts'
import { dice, seedOfRun } from './dice.ts'
import type { Findings } from './findings.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { startLoad } from './load.ts'
import { CLAIMED_TWICE, FIRED_TWICE } from './points.ts'
import { type Patch, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll, type ServerProcess, startServer } from './server-process.ts'
import { settled } from './settled.ts'
import { seedTown } from './town.ts'
import { newUnit, type Unit } from './unit.ts'

const FREEZE_MS = Number(process.env.ANLING_FREEZE_S ?? 20) * 1000
/** When the second step of a call is due that nobody claims (design §6); it falls into the middle of the frost. */
const STEP_MS = 15_000
/** Presses of each unit while nobody answers. */
const MEANWHILE = 10
const HOMES = 8
const WINDOW = 2
/** What was overdue is done so soon afterwards (G6), and so soon everything pressed is receipted. Milliseconds. */
const CATCH_UP_MS = 2_000
/** Receipts that were on their way when the process stopped have been read by then. Milliseconds. */
const ON_THE_WAY_MS = 300

afterAll(killAll)

interface Outcome {
  readonly findings: Findings
  readonly ledger: Ledger
  readonly receiptsInFrost: number
  /** From the thaw until every press of the frost had its receipt. Milliseconds. */
  readonly receiptedMs: number
  /** Steps taken for the call that nobody claims, until the house should have caught up. */
  readonly steps: readonly number[]
  readonly stepsTwice: readonly string[]
  /** Operators taken off duty, though both said all the time that they were there. */
  readonly silenced: number
  /** Calls that both operators reached for in the frost, and how many claims each call gave. */
  readonly contested: number
  readonly winners: readonly number[]
}

async function freezeUnderLoad(patches: readonly Patch[]): Promise<Outcome> {
  const folder = newFolder()
  const copy = await productCopy(patches)
  try {
    const ledger = newLedger()
    const units = (await seedTown(folder.path, HOMES)).map((credential) => newUnit(credential, ledger))
    const server = await startServer(copy, folder.path)
    await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))
    const [unclaimed, ...others] = units
    if (!unclaimed) throw new Error('no home')
    const desk = await openDesk(server)
    await unclaimed.press('sos')
    const rangAt = performance.now()
    const load = startLoad(others, dice(seedOfRun()), WINDOW)
    await pause(rangAt + STEP_MS - FREEZE_MS / 2 - performance.now())
    const frost = await freeze(server, desk, others, ledger)
    await pause(CATCH_UP_MS)
    const thawed = await eventsOf(server.url)
    await load.finish()
    await settled(folder.path)
    const events = await eventsOf(server.url)
    desk.leave()
    for (const unit of units) unit.hangUp()
    await server.stop()
    const steps = stepsIn(events)
    const ringing = events.find(({ type, deviceId }) => type === 'call.opened' && deviceId === unclaimed.id)?.callId
    return {
      ...frost,
      findings: audit(copy, folder.path, ledger, events),
      ledger,
      steps: stepsIn(thawed).flatMap(({ callId, data }) => (callId === ringing ? [Number(data.step)] : [])),
      silenced: events.filter(({ type }) => type === 'seat.fell_silent').length,
      stepsTwice: repeated(steps.map(({ callId, data }) => `step ${data.step} of ${callId}`)),
    }
  } finally {
    copy.remove()
    folder.remove()
  }
}

/** Stops the process; devices press and operators claim as if nothing were; then it goes on. */
async function freeze(server: ServerProcess, desk: Desk, units: readonly Unit[], ledger: Ledger) {
  const calls = await desk.waiting()
  server.freeze()
  await pause(ON_THE_WAY_MS)
  const before = ledger.receipted.size
  const presses = units.flatMap((unit) => Array.from({ length: MEANWHILE }, () => unit.press('sos')))
  const claims = calls.map((id) => desk.bothClaim(id))
  await pause(FREEZE_MS - ON_THE_WAY_MS)
  const receiptsInFrost = ledger.receipted.size - before
  server.thaw()
  const thawedAt = performance.now()
  await Promise.all(presses)
  const receiptedMs = performance.now() - thawedAt
  return { receiptsInFrost, receiptedMs, contested: calls.length, winners: await Promise.all(claims) }
}

const stepsIn = (events: readonly Event[]): Event[] => events.filter(({ type }) => type === 'call.escalated')

function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, place) => keys.indexOf(key) !== place)
}

function tell(what: string, { findings, receiptedMs, steps, contested, winners }: Outcome): void {
  say(
    `${what}: frozen for ${FREEZE_MS / 1000} s, everything receipted ${receiptedMs.toFixed(0)} ms after, lost ${findings.lost.length}; ` +
      `step ${steps.join(' and ')} taken; ${contested} calls claimed by two, ${winners.filter((count) => count > 1).length} twice`,
  )
}

test.concurrent('a process that stands still for a while loses nothing and does nothing twice', {
  timeout: 120_000,
}, async () => {
  const outcome = await freezeUnderLoad([])
  tell('frozen', outcome)
  expect(outcome.findings).toEqual({
    stored: outcome.ledger.sent.size,
    ...{ lost: [], untold: [], doubled: [], undecided: [], twoCalls: [], broken: [] },
  })
  expect(outcome.receiptsInFrost).toBe(0)
  expect(outcome.receiptedMs).toBeLessThanOrEqual(CATCH_UP_MS)
  expect(outcome).toMatchObject({ steps: [2], stepsTwice: [], silenced: 0 })
  expect(outcome.contested).toBeGreaterThan(0)
  expect(outcome.winners).toEqual(outcome.winners.map(() => 1))
})

test.concurrent('control: a house that fires an overdue timer twice, and lets two claim a call, is caught', {
  timeout: 120_000,
}, async () => {
  const outcome = await freezeUnderLoad([...FIRED_TWICE, ...CLAIMED_TWICE])
  tell('control', outcome)
  expect(outcome.steps.length).toBeGreaterThan(1)
  expect(Math.max(...outcome.winners)).toBe(2)
})
