import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProductCopy } from './product-copy.ts'

/** A start that takes longer than this is a failure. Milliseconds. */
const START_MS = 30_000
/** So much of what the process says on standard error is kept for the report of a failure. Characters. */
const KEPT = 8_000

export const leash = fileURLToPath(new URL('./leash.mjs', import.meta.url))

/** What the process says of itself through its leash; all but memory and sockets since `resetVitals`. */
export interface Vitals {
  /** Bytes. */
  readonly rss: number
  /** Connections that stand. */
  readonly sockets: number
  readonly cpuMs: number
  readonly loopP99Ms: number
  readonly loopMaxMs: number
}

/** The real server as a process of its own. */
export interface ServerProcess {
  readonly url: string
  readonly mqttPort: number
  /** From the start of the process until it listened. Milliseconds. */
  readonly startMs: number
  /** When it listened, by the wall clock. Milliseconds since 1970. */
  readonly readyAt: number
  /** The signal that ended it, or its exit code. */
  readonly ended: Promise<string>
  said(): string
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM; rejects when the process does not end cleanly. */
  stop(): Promise<void>
  /** SIGSTOP and SIGCONT: the process stands still, its sockets stay open, and time goes on without it. */
  freeze(): void
  thaw(): void
  vitals(): Promise<Vitals>
  resetVitals(): void
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Program and parameters to run node under, such as strace. */
  readonly under?: readonly string[]
}

const running = new Set<ChildProcess>()

/** Ends whatever a failed test left behind. */
export async function killAll(): Promise<void> {
  await Promise.all([...running].map(end))
}

async function end(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return
  const gone = once(child, 'exit')
  // Cutting the leash ends a process that stands behind another program, too.
  if (child.connected) child.disconnect()
  child.kill('SIGKILL')
  await gone
}

/** Runs a program with room for so many open files; it ends at once where the system does not allow them. */
export function withOpenFiles(count: number): string[] {
  return ['sh', '-c', `[ "$(ulimit -n)" -ge ${count} ] || ulimit -n ${count}; exec "$0" "$@"`]
}

/** Starts a process of the server on `dataDir`, without waiting for it. */
export function spawnServer(copy: ProductCopy, dataDir: string, { env = {}, under = [] }: ServerOptions = {}) {
  const [program = process.execPath, ...parameters] = [
    ...under,
    process.execPath,
    '--import',
    leash,
    copy.main,
    'start',
  ]
  const child = spawn(program, parameters, {
    cwd: join(copy.main, '..'),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      ANLING_DATA: dataDir,
      ANLING_HTTP_PORT: '0',
      ANLING_MQTT_PORT: '0',
      ANLING_LOG_LEVEL: 'error',
      // The load comes from few devices that press far faster than hands do.
      ANLING_DEVICE_RATE: '100000',
      ...env,
    },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Starts the server and waits until it listens. */
export async function startServer(
  copy: ProductCopy,
  dataDir: string,
  options: ServerOptions = {},
): Promise<ServerProcess> {
  const began = performance.now()
  const child = spawnServer(copy, dataDir, options)
  const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code))
  let said = ''
  child.stderr?.on('data', (text) => {
    said = (said + String(text)).slice(-KEPT)
  })
  const line = await firstLine(child, () => said)
  const [, url, port] = line.match(/(https?:\/\/[\d.:]+).*mqtt:\/\/[\d.]+:(\d+)/) ?? []
  if (!url || !port) throw new Error(`the server does not say where it listens: ${line}`)
  return {
    url,
    mqttPort: Number(port),
    startMs: performance.now() - began,
    readyAt: Date.now(),
    ended,
    said: () => said,
    async kill() {
      // A program that it runs under would die alone, and leave the server to go on.
      if (options.under && child.connected) child.send('die')
      else child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.send('stop')
      const how = await ended
      if (how !== '0') throw new Error(`the server ended with ${how}: ${said}`)
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async vitals() {
      child.send('vitals')
      const [vitals] = await once(child, 'message')
      return vitals as Vitals
    },
    resetVitals: () => void child.send('reset'),
  }
}

function firstLine(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const limit = setTimeout(() => reject(new Error(`no start within ${START_MS} ms: ${said()}`)), START_MS)
    child.stdout?.on('data', (chunk) => {
      text += String(chunk)
      const end = text.indexOf('\n')
      if (end < 0) return
      clearTimeout(limit)
      resolve(text.slice(0, end))
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearTimeout(limit)
      reject(new Error(`the server ended before it listened (${signal ?? code}): ${said()}`))
    })
  })
}
