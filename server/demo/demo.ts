import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from '../app.ts'
import type { Config } from '../config.ts'
import { makeWritable } from '../db/file.ts'
import { packageRoot } from '../root.ts'
import { type DemoFacts, prepareDemo, seedDemo } from './seed.ts'

export interface DemoFlags {
  readonly http: number
  readonly mqtt: number
  readonly data: string | undefined
  readonly json: boolean
  readonly quiet: boolean
  readonly open: boolean
}

/**
 * A demo's own settings, whatever the environment holds for a real server: loopback in the clear, a folder of its own,
 * and nothing to ring outside.
 */
export function demoConfig(flags: DemoFlags): { readonly overrides: Partial<Config>; readonly cleanUp: () => void } {
  const temporary = flags.data === undefined
  const dataDir = flags.data ?? mkdtempSync(join(tmpdir(), 'anling-demo-'))
  makeWritable(dataDir)
  prepareDemo(dataDir)
  return {
    overrides: {
      dataDir,
      httpHost: '127.0.0.1',
      httpPort: flags.http,
      mqttHost: '127.0.0.1',
      mqttPort: flags.mqtt,
      tlsCert: null,
      tlsKey: null,
      trustProxy: [],
      brokerUrl: null,
    },
    cleanUp: () => {
      if (temporary) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Fills the town, says how to get in, and lets somebody press. Returns how to stop the pressing. */
export async function runDemo(app: App, dataDir: string, flags: DemoFlags): Promise<() => void> {
  const facts = await seedDemo(app, dataDir)
  const mqtt = `mqtt://127.0.0.1:${app.mqttPort}`
  if (flags.json) process.stdout.write(`${JSON.stringify({ url: app.url, mqtt, ...facts })}\n`)
  else process.stdout.write(welcome(app.url, mqtt, facts))
  if (flags.open && !flags.json && process.stdout.isTTY) openBrowser(app.url)
  const simulator = flags.quiet ? null : startSimulator(mqtt, app.url, facts)
  return () => simulator?.kill('SIGTERM')
}

function welcome(url: string, mqtt: string, { accounts, devices }: DemoFacts): string {
  const logins = accounts.map(({ role, user, password }) => `  ${role.padEnd(11)} ${user.padEnd(10)} ${password}`)
  const [first] = devices
  return [
    '',
    `  安铃 Anling · demo`,
    '',
    `  Console   ${url}`,
    `  Devices   ${mqtt}   (${devices.length} homes; first one: ${first?.id} ${first?.secret})`,
    '',
    ...logins,
    '',
    '  Sign in, go on duty (上岗), and wait a moment: somebody will press. Stop with Ctrl+C.',
    '',
    '',
  ].join('\n')
}

/** The simulator is a program of its own: it knows the server only by the protocol, like any device. */
function startSimulator(mqtt: string, url: string, { devices }: DemoFacts): ChildProcess {
  const main = join(packageRoot, import.meta.url.endsWith('.js') ? 'dist/device-sim/main.js' : 'device-sim/main.ts')
  const args = ['--mqtt', mqtt, '--ingest', url, '--devices', '-', '--scenario', 'demo', '--json']
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin?.end(JSON.stringify(devices))
  return child
}

function openBrowser(url: string): void {
  const commands: Readonly<Record<string, string>> = { darwin: 'open', win32: 'explorer' }
  const opener = spawn(commands[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true })
  // Without a desktop there is nothing to open; the address stands on the screen.
  opener.on('error', () => {})
  opener.unref()
}
