import { mkdirSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SETTINGS } from '../../server/config.ts'
import { newFolder } from '../support/folder.ts'
import { type Outside, startOutside } from './outside.ts'
import { isMet, type Part, sentenceOf } from './part.ts'
import { consoles, type Ground, latency, opening, throughput } from './parts.ts'
import { asObject, goalsOf, tables } from './report.ts'
import { search } from './search.ts'
import type { VariantName } from './variants.ts'

/**
 * `npm run bench -- [--json] [--only sqlite|postgres|opening|consoles|latency|search] [--rounds 5] [--seconds 3] …`
 *
 * Servers with one switch between them take the same load in turn; figures of one run are compared with each other
 * only, because absolute ones drift with the machine. Data on the real disk: its fsync is what is measured. Ends with 1
 * when a goal is missed, and says which.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    devices: { type: 'string', default: '2000' },
    consoles: { type: 'string', default: '200' },
    links: { type: 'string', default: String(SETTINGS.brokerLinks.fallback) },
    residents: { type: 'string', default: '100000' },
    'latency-seconds': { type: 'string', default: '30' },
  },
})

const ON_FILE: readonly VariantName[] = ['product', 'twin', 'bare']
const OUTSIDE: readonly VariantName[] = ['one', 'two']

const PARTS: Readonly<Record<string, (ground: Ground) => Promise<Part>>> = {
  sqlite: (ground) => throughput(ground, ON_FILE),
  opening,
  consoles,
  postgres: (ground) => throughput(ground, ['product', ...OUTSIDE]),
  latency,
  search,
}

const wanted = values.only.length > 0 ? values.only : Object.keys(PARTS)
const NEEDS_OUTSIDE = ['postgres', 'latency', 'search']
const scale = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  devices: Number(values.devices),
  consoles: Number(values.consoles),
  residents: Number(values.residents),
  latencySeconds: Number(values['latency-seconds']),
}
const began = performance.now()
const say = (line: string): void => {
  const seconds = String(Math.round((performance.now() - began) / 1000)).padStart(4)
  process.stderr.write(`${seconds} s  ${line}\n`)
}

const folder = newFolder(true)
// Servers that only some parts need do not stand beside the others.
let outside: Outside | null = null
try {
  const parts: Part[] = []
  for (const name of wanted) {
    const part = PARTS[name]
    if (!part) throw new Error(`--only takes sqlite, postgres, opening, consoles, latency or search, not ${name}`)
    if (NEEDS_OUTSIDE.includes(name)) outside ??= await startOutside(values.links)
    // Two parts may start the same variant; each keeps its data apart.
    const own = join(folder.path, name)
    mkdirSync(own)
    parts.push(await part({ folder: own, outside, scale, say }))
  }
  const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model, node: process.version }
  const report = { machine, scale: { ...scale, links: Number(values.links) }, ...asObject(parts) }
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : tables(parts))
  const missed = goalsOf(parts).filter((goal) => !isMet(goal))
  for (const goal of missed) say(sentenceOf(goal))
  process.exitCode = missed.length > 0 ? 1 : 0
} finally {
  await outside?.remove()
  folder.remove()
}
