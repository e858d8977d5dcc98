import { type ChildProcess, execFile, fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { newFolder } from '../support/folder.ts'

/**
 * `npm run bench -- [--json] [--rounds 5] [--seconds 4] [--devices 2000] [--latency-seconds 30]`
 *
 * Three servers with one switch between them take the same load in turn; figures of one run are compared with each
 * other only, because absolute ones drift with the machine. Data on the real disk: its fsync is what is measured.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    devices: { type: 'string', default: '2000' },
    'latency-seconds': { type: 'string', default: '30' },
  },
})

const VARIANTS = {
  product: ['--batch', '256', '--storage', 'on'],
  twin: ['--batch', '1', '--storage', 'on'],
  bare: ['--batch', '256', '--storage', 'off'],
} as const
type Variant = keyof typeof VARIANTS

/** First goals of the figures; the run fails when one is missed. */
const GOALS = { overTwin: 8, ofBare: 0.45, consoleP99: 30 }

interface Running {
  readonly child: ChildProcess
  readonly facts: string
}

const run = promisify(execFile)
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const folder = newFolder(true)

async function startServer(variant: Variant): Promise<Running> {
  const data = join(folder.path, variant)
  mkdirSync(data)
  const args = ['--data', data, '--devices', values.devices, ...VARIANTS[variant]]
  const child = fork(new URL('server.ts', import.meta.url), args, { execArgv: process.execArgv })
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', () => reject(new Error(`the server of variant ${variant} ended`)))
  })
  return { child, facts: join(data, 'bench.json') }
}

async function load(facts: string, args: readonly string[]): Promise<Record<string, number>> {
  const script = new URL('load.ts', import.meta.url).pathname
  const { stdout } = await run(process.execPath, [...process.execArgv, script, '--facts', facts, ...args])
  return JSON.parse(stdout) as Record<string, number>
}

function ask(child: ChildProcess, question: 'figures' | 'drain'): Promise<Record<string, number>> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as Record<string, number>))
    child.send(question)
  })
}

/** Receipts a second. The time the server needs afterwards to decide what it has stored counts too: no debts. */
async function throughput({ child, facts }: Running): Promise<number> {
  const { receipts = 0, tookMs = 0 } = await load(facts, ['--mode', 'throughput', '--seconds', values.seconds])
  const { drainMs = 0 } = await ask(child, 'drain')
  return receipts / ((tookMs + drainMs) / 1000)
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const round2 = (value: number): number => Math.round(value * 100) / 100

const servers = new Map<Variant, Running>()
try {
  for (const variant of Object.keys(VARIANTS) as Variant[]) {
    say(`starting ${variant}: ${VARIANTS[variant].join(' ')}, ${values.devices} devices`)
    servers.set(variant, await startServer(variant))
  }
  const rounds: Record<Variant, number>[] = []
  for (let n = 1; n <= Number(values.rounds); n += 1) {
    const round = { product: 0, twin: 0, bare: 0 }
    for (const [variant, server] of servers) {
      round[variant] = await throughput(server)
    }
    rounds.push(round)
    say(
      `round ${n}: product ${Math.round(round.product)}/s, twin ${Math.round(round.twin)}/s, bare ${Math.round(round.bare)}/s`,
    )
  }
  const product = servers.get('product')
  if (!product) throw new Error('no product to measure')
  product.child.send('reset')
  const latency = await load(product.facts, [
    '--mode',
    'latency',
    '--seconds',
    values['latency-seconds'],
    '--rate',
    '10',
  ])
  const process_ = await ask(product.child, 'figures')
  const overTwin = median(rounds.map((round) => round.product / round.twin))
  const ofBare = median(rounds.map((round) => round.product / round.bare))
  const allShown = latency.receipted === latency.sent && latency.shown === latency.sent
  const met =
    allShown &&
    overTwin >= GOALS.overTwin &&
    ofBare >= GOALS.ofBare &&
    (latency.consoleP99 ?? Infinity) <= GOALS.consoleP99
  const report = {
    machine: { cores: availableParallelism(), cpu: cpus()[0]?.model, node: process.version },
    settings: { devices: Number(values.devices), inFlight: 1, seconds: Number(values.seconds), variants: VARIANTS },
    rounds,
    median: {
      product: Math.round(median(rounds.map((round) => round.product))),
      twin: Math.round(median(rounds.map((round) => round.twin))),
      bare: Math.round(median(rounds.map((round) => round.bare))),
    },
    ratios: { overTwin: round2(overTwin), ofBare: round2(ofBare) },
    openLoop: { perSecond: 10, ...Object.fromEntries(Object.entries(latency).map(([k, v]) => [k, round2(v)])) },
    process: Object.fromEntries(Object.entries(process_).map(([k, v]) => [k, round2(v)])),
    goals: { ...GOALS, met },
  }
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`)
  process.exitCode = met ? 0 : 1
} finally {
  for (const { child } of servers.values()) child.kill('SIGKILL')
  rmSync(folder.path, { recursive: true, force: true })
}
