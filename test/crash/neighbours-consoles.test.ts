/**
 * Fifty consoles that never read (research/reliability.md T15, G8): each is cut at 1 MiB unread or after 15 s of
 * silence, the server's memory hardly grows, and neither devices nor the console that reads wait for them.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { LIVE_BEAT_MS, LIVE_CUT_MS } from '#contract/live'
import { registryRoutes } from '#contract/routes'
import { openConsole, type TestConsole } from '../support/console.ts'
import { newFolder } from '../support/folder.ts'
import { type Person, signIn } from '../support/person.ts'
import { newLedger } from './ledger.ts'
import { hardlyLonger, percentile, pressAtPace } from './pace.ts'
import { NEVER_CUT } from './points.ts'
import { type Patch, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll, type ServerProcess, startServer } from './server-process.ts'
import { ADMIN, seedTown } from './town.ts'
import { newUnit, type Unit } from './unit.ts'

const STUCK = 50
const CALM_UNITS = 10
const CALM_EVERY_MS = 20
const CALM_BEFORE_MS = 2_500
/** A process that has just started is slower. Milliseconds. */
const WARM_MS = 1_000
const LOOK_MS = 500
/** Goal of G8. Bytes. */
const MEMORY = 50 * 1024 * 1024

/** How consoles are stuck. */
interface Stuck {
  /** Whether they go on saying that they are alive. */
  readonly beats: boolean
  /** Of each home: many make large frames, so that what is unread outgrows the buffers of the system, too. */
  readonly residents: number
  /** All must have been cut by then. Milliseconds. */
  readonly cutMs: number
}

const DEAF: Stuck = { beats: true, residents: 400, cutMs: 6_000 }
/** Silence is looked for at every beat of the server. */
const SILENT: Stuck = { beats: false, residents: 1, cutMs: LIVE_CUT_MS + LIVE_BEAT_MS + 500 }

afterEach(killAll)

interface Outcome {
  /** Consoles whose link still stood when all must have been cut; and half way there. */
  readonly uncut: number
  readonly uncutHalfWay: number
  /** Largest growth of the server's memory while they were stuck. Bytes. */
  readonly grown: number
  readonly receiptP99: Compared
  readonly frameP99: Compared
}

/** Slowest of a hundred without and with the stuck consoles. Milliseconds. */
interface Compared {
  readonly before: number
  readonly during: number
}

async function stuckConsoles({ beats, residents, cutMs }: Stuck, patches: readonly Patch[] = []): Promise<Outcome> {
  const folder = newFolder()
  const copy = await productCopy(patches)
  try {
    const units = (await seedTown(folder.path, CALM_UNITS, { residents })).map((one) => newUnit(one, newLedger()))
    const server = await startServer(copy, folder.path)
    await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))
    const operator = await anOperator(server)
    const reading = await openConsole(operator)
    const beating = setInterval(() => void reading.beat(), LIVE_BEAT_MS)
    await measured(server, units, reading, WARM_MS)
    const before = await measured(server, units, reading, CALM_BEFORE_MS)
    const stuckOnes = await Promise.all(Array.from({ length: STUCK }, () => stuckConsole(operator, beats)))
    const during = await measured(server, units, reading, cutMs)
    clearInterval(beating)
    for (const console of [reading, ...stuckOnes]) console.close()
    await server.kill()
    return {
      uncut: (during.sockets.at(-1) ?? 0) - least(before.sockets),
      uncutHalfWay: (during.sockets[Math.floor(during.sockets.length / 2)] ?? 0) - least(before.sockets),
      grown: during.memory - before.memory,
      receiptP99: { before: before.receiptP99, during: during.receiptP99 },
      frameP99: { before: before.frameP99, during: during.frameP99 },
    }
  } finally {
    copy.remove()
    folder.remove()
  }
}

async function anOperator({ url }: ServerProcess): Promise<Person> {
  const admin = await signIn(url, ADMIN.user, ADMIN.password)
  await admin.call(registryRoutes.addAccount, {
    body: { user: 'desk', name: '张敏', role: 'operator', password: ADMIN.password },
  })
  return signIn(url, 'desk', ADMIN.password)
}

/** It takes its snapshot and then nothing more. */
async function stuckConsole(operator: Person, beats: boolean): Promise<TestConsole> {
  const console = await openConsole(operator)
  await console.until((message) => message.type === 'snapshot')
  console.socket.pause()
  console.socket.on('error', () => {})
  if (!beats) return console
  const beating = setInterval(() => console.send({ type: 'beat', audio: 'running' }), LIVE_BEAT_MS)
  console.socket.once('close', () => clearInterval(beating))
  return console
}

interface Measured {
  readonly receiptP99: number
  readonly frameP99: number
  /** The most the server held. Bytes. */
  readonly memory: number
  /** Connections that stood, every time they were counted. */
  readonly sockets: readonly number[]
}

/** Devices press for so long; how long their receipts took, and the reading console's frames after the event. */
async function measured(
  server: ServerProcess,
  units: readonly Unit[],
  reading: TestConsole,
  forMs: number,
): Promise<Measured> {
  const ages: number[] = []
  const look = (data: unknown): void => {
    const { events = [] } = JSON.parse(String(data)) as { events?: { at: string }[] }
    for (const { at } of events) ages.push(Date.now() - Date.parse(at))
  }
  reading.socket.on('message', look)
  const pace = pressAtPace(units, CALM_EVERY_MS)
  const sockets: number[] = []
  let memory = 0
  for (const end = performance.now() + forMs; performance.now() < end; await pause(LOOK_MS)) {
    const vitals = await server.vitals()
    sockets.push(vitals.sockets)
    memory = Math.max(memory, vitals.rss)
  }
  const receiptP99 = percentile(await pace.stop(), 99)
  reading.socket.off('message', look)
  return { receiptP99, frameP99: percentile(ages, 99), memory, sockets }
}

const least = (values: readonly number[]): number => Math.min(...values)

function tell(what: string, { uncut, uncutHalfWay, grown, receiptP99, frameP99 }: Outcome): void {
  const p99 = ({ before, during }: Compared): string => `${before.toFixed(1)} ms before, ${during.toFixed(1)} ms during`
  say(
    `${what}: of ${STUCK} ${uncutHalfWay} stand half way and ${uncut} at the end; memory grew by ${(grown / 2 ** 20).toFixed(1)} MB; ` +
      `p99 to receipt ${p99(receiptP99)}, to console ${p99(frameP99)}`,
  )
}

const nobodyWaits = ({ receiptP99, frameP99 }: Outcome): void => {
  expect(receiptP99.during).toBeLessThanOrEqual(hardlyLonger(receiptP99.before))
  expect(frameP99.during).toBeLessThanOrEqual(hardlyLonger(frameP99.before))
}

test('consoles that never read are cut at their limit, cost little memory, and hold up nobody', {
  timeout: 90_000,
}, async () => {
  const outcome = await stuckConsoles(DEAF)
  tell('deaf consoles', outcome)
  expect(outcome.uncut).toBe(0)
  expect(outcome.grown).toBeLessThanOrEqual(MEMORY)
  nobodyWaits(outcome)
})

test('consoles that neither read nor speak are cut after 15 s', { timeout: 90_000 }, async () => {
  const outcome = await stuckConsoles(SILENT)
  tell('silent consoles', outcome)
  expect([outcome.uncutHalfWay, outcome.uncut]).toEqual([STUCK, 0])
  expect(outcome.grown).toBeLessThanOrEqual(MEMORY)
  nobodyWaits(outcome)
})

test('control: a house that cuts nobody is caught', { timeout: 90_000 }, async () => {
  const outcome = await stuckConsoles(DEAF, NEVER_CUT)
  tell('control, nobody cut', outcome)
  expect(outcome.uncut).toBe(STUCK)
  expect(outcome.grown).toBeGreaterThan(MEMORY)
})
