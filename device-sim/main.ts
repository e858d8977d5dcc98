import { HELP, readArguments, type Wish } from './arguments.ts'
import { pause, wallClock } from './clock.ts'
import { readDevices } from './devices-file.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { playByHand } from './keyboard.ts'
import { seededRandom } from './random.ts'
import { type Reporter, reporterFor } from './reporter.ts'
import { type Scenario, stageFor } from './scenarios/stage.ts'
import { authorityFor } from './trust.ts'

const EXIT = { fine: 0, badArguments: 1, notReceipted: 2 } as const
/** After a story: time for the resends to reach a house that was away. */
const GRACE_MS = 90_000

process.exitCode = await main()

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2))
  if ('help' in read) {
    process.stdout.write(HELP)
    return EXIT.fine
  }
  if ('mistake' in read) return refuse(read.mistake)
  try {
    return await run(read.wish, await plan(read.wish))
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\nnpm run sim -- --help shows what can be said.\n`)
  return EXIT.badArguments
}

type Plan = Awaited<ReturnType<typeof plan>>

/** Puts the command line and the devices file together; throws a sentence when they do not suffice. */
async function plan(wish: Wish) {
  const file = await readDevices(wish.devices, process.stdin)
  const mqttUrl = wish.mqttUrl ?? file.mqttUrl
  if (mqttUrl === null) throw new Error('Name the broker: --mqtt mqtt://127.0.0.1:1883')
  const least = wish.fleet ?? wish.scenario?.homes ?? 1
  if (file.devices.length < least) {
    throw new Error(`${least} devices are needed and the devices file holds ${file.devices.length}.`)
  }
  const ingestUrl = wish.ingestUrl ?? file.ingestUrl
  const ca = authorityFor([mqttUrl, ingestUrl], wish.ca)
  const devices = file.devices.slice(0, wish.fleet ?? file.devices.length)
  return { devices, mqttUrl, ...(ingestUrl === null ? {} : { ingestUrl }), ...(ca === null ? {} : { ca }) }
}

async function run(wish: Wish, plan: Plan): Promise<number> {
  const { scenario } = wish
  const byHand = scenario === null
  if (byHand && (wish.json || !process.stdin.isTTY || !process.stdout.isTTY)) {
    throw new Error('Without a terminal there is no keyboard: name a --scenario or a --fleet.')
  }
  const stopped = stopOnSignals()
  const reporter = reporterFor(wish.json, byHand, process.stdout, wallClock)
  const random = seededRandom(wish.seed)
  const fleet = await startFleet({ ...plan, clock: wallClock, random, onNews: reporter.news }, stopped)
  if (scenario === null) await playByHand(fleet, process.stdin, process.stdout, stopped)
  else await play(scenario, fleet, wish, reporter, stopped)
  // The claim is about signals: what a person stopped by hand was not expected to finish.
  const left = stopped.aborted || byHand ? 0 : fleet.tally.sums().waiting
  reporter.end(fleet.tally.sums(), fleet.units.length)
  await fleet.stop()
  return left === 0 ? EXIT.fine : EXIT.notReceipted
}

async function play(scenario: Scenario, fleet: Fleet, wish: Wish, reporter: Reporter, stopped: AbortSignal) {
  const beat = setInterval(() => reporter.tick(fleet.tally.sums(), fleet.units.length), 1_000)
  try {
    reporter.say(`${scenario.name}: ${scenario.says}`)
    const options = { fleet, clock: wallClock, random: seededRandom(wish.seed), speed: wish.speed, say: reporter.say }
    await scenario.run(stageFor(options, stopped))
    await untilReceipted(fleet, stopped)
  } catch (error) {
    if (!stopped.aborted) throw error
  } finally {
    clearInterval(beat)
  }
}

async function untilReceipted(fleet: Fleet, stopped: AbortSignal): Promise<void> {
  const end = wallClock.now() + GRACE_MS
  while (fleet.tally.sums().waiting > 0 && wallClock.now() < end && !stopped.aborted) {
    await pause(wallClock, 100, stopped)
  }
}

function stopOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return controller.signal
}
