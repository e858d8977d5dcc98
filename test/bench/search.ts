import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { databaseOn, tell } from '../support/database.ts'
import { ask } from './ask.ts'
import { rounded } from './figures.ts'
import type { Sought } from './finder.ts'
import { forkPart } from './house.ts'
import type { Part } from './part.ts'
import type { Ground } from './parts.ts'

/** Design: whoever picks up the phone finds the caller before the second ring. Milliseconds. */
const MOST_MS = 50

/** Searching a registry of a city: on a file, and on a server where there is one. */
export async function search({ folder, outside, scale, say }: Ground): Promise<Part> {
  const engines: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['SQLite', {}],
    ...(outside ? [['PostgreSQL', await rent(outside.postgres.url)] as const] : []),
  ]
  const found: [engine: string, measured: readonly Sought[]][] = []
  for (const [engine, env] of engines) {
    say(`searching ${scale.residents} residents: ${engine}`)
    const data = join(folder, `search-${engine}`)
    mkdirSync(data)
    const finder = forkPart('finder.ts', ['--data', data, '--residents', String(scale.residents)], env)
    found.push([engine, await ask<Sought[]>(finder, null)])
  }
  return {
    title: `Searching ${scale.residents} residents, milliseconds`,
    head: ['', 'p50', 'p99', 'found somebody'],
    rows: found.flatMap(([engine, measured]) =>
      measured.map(({ kind, p50, p99, hits }) => [
        `${engine}: ${kind}`,
        ...[p50, p99].map((ms) => String(rounded(ms))),
        String(hits),
      ]),
    ),
    goals: found.map(([engine, measured]) => ({
      what: `the slowest kind of search on ${engine}, p99, ms`,
      figure: Math.max(...measured.map(({ p99 }) => p99)),
      most: MOST_MS,
    })),
    measured: found,
  }
}

async function rent(url: string): Promise<Readonly<Record<string, string>>> {
  await tell(url, 'create database search')
  return { DATABASE_URL: databaseOn(url, 'search') }
}
