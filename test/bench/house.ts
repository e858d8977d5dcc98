import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './ask.ts'
import type { Question } from './load.ts'
import type { Outside } from './outside.ts'
import type { Meter } from './proc.ts'
import type { Registered } from './seed.ts'
import type { Facts } from './server.ts'
import type { Variant } from './variants.ts'
import type { Answer } from './wire.ts'

/** A running variant with the generator that presses at it. */
export interface House {
  readonly facts: Facts
  readonly meter: Meter
  tell<Reply>(question: Question): Promise<Reply>
  /** Everything stored is decided and everybody told; how long that took, in milliseconds. */
  drain(): Promise<number>
  stop(): void
}

export interface HouseOptions {
  readonly name: string
  readonly variant: Variant
  /** Where the house may keep its data. */
  readonly folder: string
  /** Needed by variants with processes outside. */
  readonly outside: Outside | null
  readonly registered: Registered
  /** Consoles in the generator. */
  readonly consoles?: number
}

export async function startHouse(options: HouseOptions): Promise<House> {
  const { name, variant, folder, outside, registered, consoles = 0 } = options
  const data = join(folder, name)
  mkdirSync(data)
  const rented = variant.outside > 0 && outside ? await outside.rent(name) : null
  const servers: ChildProcess[] = []
  const answers: Facts[] = []
  for (let n = 0; n < Math.max(1, variant.outside); n += 1) {
    const { homes, loose } = n === 0 ? registered : { homes: 0, loose: 0 }
    const args = ['--data', data, '--homes', String(homes), '--loose', String(loose), ...variant.switches]
    const server = forkPart('server.ts', args, { ...rented?.env, ANLING_PROCESS: `p${n}` })
    servers.push(server)
    answers.push(await ask<Facts>(server, null))
  }
  const [first] = answers
  if (!first) throw new Error('a house has at least one process')
  const facts = { ...first, mqttPort: rented?.mosquitto.port ?? first.mqttPort }
  const others = rented && outside ? [outside.postgres.process.pid, rented.mosquitto.pid] : []
  const generator = await startGenerator(facts, 'receipt', consoles)
  return {
    facts,
    meter: { house: pidsOf(servers), others: others.filter((pid) => pid !== undefined) },
    tell: (question) => ask(generator, question),
    async drain() {
      const began = performance.now()
      await Promise.all(servers.map((server) => ask(server, {})))
      return performance.now() - began
    },
    stop() {
      for (const child of [generator, ...servers]) child.kill('SIGKILL')
    },
  }
}

/** A broker without a house, pressed at in the same way; its processor time stands under `others`. */
export async function startBrokerAlone(outside: Outside, devices: Facts['devices']): Promise<House> {
  const { port, pid } = await outside.broker()
  const operator = { user: '', name: '', role: 'operator', password: '' } as const
  const facts: Facts = { url: '', mqttPort: port, operator, devices, loose: [] }
  const generator = await startGenerator(facts, 'puback', 0)
  return {
    facts,
    meter: { house: [], others: [pid] },
    tell: (question) => ask(generator, question),
    drain: async () => 0,
    stop: () => void generator.kill('SIGKILL'),
  }
}

async function startGenerator(facts: Facts, until: Answer, consoles: number): Promise<ChildProcess> {
  const generator = forkPart('load.ts', [], {})
  await ask(generator, { do: 'connect', facts: { ...facts, loose: [] }, until, consoles } satisfies Question)
  return generator
}

/** `env` chooses the engine (server/db/dialect.ts); settings of whoever runs the bench must not. */
export function forkPart(file: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL$|ANLING_)/.test(name))
  // As package.json and the unit of docs/operations.md start it.
  const execArgv = [...process.execArgv, '--max-semi-space-size=64']
  const options = { execArgv, env: { ...Object.fromEntries(own), ...env } }
  return fork(new URL(file, import.meta.url), args, options)
}

function pidsOf(children: readonly ChildProcess[]): number[] {
  return children.flatMap(({ pid }) => (pid === undefined ? [] : [pid]))
}
