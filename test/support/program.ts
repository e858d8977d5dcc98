import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const running = new Set<ChildProcess>()

/** How a run of the program ended, and what it said. */
export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly how: number | string
  readonly out: string
  readonly err: string
}

/** The program of package.json's verbs as a process of its own, as it was built. */
export interface Program {
  /** The first line of standard output. Rejects when the program ends without one. */
  firstLine(): Promise<string>
  ended(): Promise<Ended>
  signal(name: NodeJS.Signals): void
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>
  /** What node runs instead of the program; it may import sources. */
  readonly node?: readonly string[]
  /** Given on standard input. */
  readonly input?: string
}

/** `runProgram(['demo', '--json'])` runs the program with these words. */
export function runProgram(words: readonly string[], { env = {}, node, input = '' }: ProgramOptions = {}): Program {
  const parameters = node ? ['--import', 'tsx', ...node] : [join(root, 'dist', 'server', 'main.js'), ...words]
  const child = spawn(process.execPath, parameters, { cwd: root, env: { PATH: process.env.PATH, ...env } })
  running.add(child)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    err += String(chunk)
  })
  const closed = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return { how: (signal ?? code) as number | string, out, err }
  })
  return {
    async firstLine() {
      while (!out.includes('\n')) {
        const end = await Promise.race([once(child.stdout, 'data').then(() => null), closed])
        if (end && !out.includes('\n')) throw new Error(`it ended with ${end.how}: ${err}`)
      }
      return out.slice(0, out.indexOf('\n'))
    },
    ended: () => closed,
    signal: (name) => void child.kill(name),
  }
}

/** Ends whatever a test left behind. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const gone = once(child, 'close')
      child.kill('SIGKILL')
      await gone
    }),
  )
}
