import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DemoFacts } from '../../../../server/demo/seed.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..', '..')
const VERB = ['demo', '--http', '0', '--mqtt', '0', '--json', '--quiet', '--no-open']

export interface Demo extends DemoFacts {
  readonly url: string
  readonly mqttPort: number
  stop(): Promise<void>
}

/** The demo as people start it, in a process of its own, so that this one's work does not slow it down. */
export async function startDemo(): Promise<Demo> {
  const args = [join(ROOT, 'dist', 'server', 'main.js'), ...VERB]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const facts = JSON.parse(await firstLine(child)) as DemoFacts & { url: string; mqtt: string }
  return {
    ...facts,
    mqttPort: Number(new URL(facts.mqtt).port),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('the demo has no output'))
    createInterface(child.stdout).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code} before it was ready`)))
  })
}
