import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { TestPair } from './certificates.ts'
import { type Folder, newFolder } from './folder.ts'
import { freePort } from './free-port.ts'

export const BROKER_USER = 'anling'
export const BROKER_PASSWORD = 'kept-by-nobody-else-0f3a'

/** A Mosquitto of this test run on the loopback, with the settings that docs/operations.md tells people to use. */
export interface Mosquitto {
  readonly url: string
  readonly port: number
  readonly tlsPort: number
  readonly configFile: string
  /** Of the process that runs just now; 0 when none does. */
  readonly pid: number
  /** What the house needs to know to use it. */
  readonly settings: { readonly brokerUrl: string; readonly brokerUser: string; readonly brokerPassword: string }
  /** The same for a process of its own. */
  readonly env: Readonly<Record<string, string>>
  start(): Promise<void>
  /** SIGKILL, as if the machine had been switched off; resolves when it is gone. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export interface MosquittoOptions {
  /** Shown by its TLS listener; without it that listener is left out. */
  readonly pair?: TestPair
  /** Changes the settings that the documentation shows. */
  readonly change?: (config: string) => string
}

/** Debian keeps the broker where only administrators look for programs. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }

/** The settings as docs/operations.md shows them. */
export function shownConfig(): string {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  const [, config] = page.match(/```conf\n([\s\S]*?)```/) ?? []
  if (config === undefined) throw new Error('docs/operations.md shows no settings for Mosquitto')
  return config
}

/** Makes the accounts file as the documentation says, and starts the broker. */
export async function startMosquitto({ pair, change = (config) => config }: MosquittoOptions = {}): Promise<Mosquitto> {
  const folder = newFolder()
  const [port, tlsPort] = [await freePort(), await freePort()]
  const configFile = join(folder.path, 'mosquitto.conf')
  writeFileSync(configFile, change(localConfig(folder, { port, tlsPort }, pair)))
  const accounts = join(folder.path, 'dynamic-security.json')
  execFileSync('mosquitto_ctrl', ['dynsec', 'init', accounts, BROKER_USER, BROKER_PASSWORD])
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    child = spawn('mosquitto', ['-c', configFile], { stdio: ['ignore', 'ignore', 'pipe'], env })
    await listening(child, port)
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child
    child = null
    if (!ending) return
    const gone = once(ending, 'exit')
    ending.kill(signal)
    await gone
  }
  await start()
  const url = `mqtt://127.0.0.1:${port}`
  return {
    url,
    port,
    tlsPort,
    configFile,
    get pid() {
      return child?.pid ?? 0
    },
    settings: { brokerUrl: url, brokerUser: BROKER_USER, brokerPassword: BROKER_PASSWORD },
    env: {
      ANLING_BROKER_URL: url,
      ANLING_BROKER_USER: BROKER_USER,
      ANLING_BROKER_PASSWORD: BROKER_PASSWORD,
    },
    start,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGKILL')
      folder.remove()
    },
  }
}

/** The documented settings with this run's places: other folders, other ports, the user who runs the tests. */
function localConfig(folder: Folder, { port, tlsPort }: { port: number; tlsPort: number }, pair?: TestPair): string {
  const shown = shownConfig()
    .replace('x86_64', process.arch === 'arm64' ? 'aarch64' : 'x86_64')
    .replaceAll('/var/lib/mosquitto/', `${folder.path}/`)
    .replace('listener 1883 127.0.0.1', `listener ${port} 127.0.0.1`)
    .replace('listener 8883', `listener ${tlsPort} 127.0.0.1`)
    .replace(/^certfile .*/m, `certfile ${pair?.certFile}`)
    .replace(/^keyfile .*/m, `keyfile ${pair?.keyFile}`)
  const config = pair ? shown : shown.replace(/^listener \d+ 127.0.0.1\ncertfile[\s\S]*?\n\n/m, '')
  return process.getuid?.() === 0 ? `user root\n${config}` : config
}

/** Tries until somebody answers; rejects when the program has ended, with what it said. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = ''
  child.stderr?.on('data', (text) => {
    said += String(text)
  })
  while (child.exitCode === null && child.signalCode === null) {
    const socket = connect(port, '127.0.0.1')
    const answer = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch(() => [new Error()])
    socket.destroy()
    if (!(answer[0] instanceof Error)) return
    await new Promise(setImmediate)
  }
  throw new Error(`mosquitto ended: ${said}`)
}
