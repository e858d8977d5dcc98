import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder } from './support/folder.ts'

const root = join(import.meta.dirname, '..')
const roots = ['server', 'device-sim', 'web', 'test']

interface Cruise {
  readonly summary: { violations: { rule: { name: string }; from: string; to: string }[] }
  readonly modules: { source: string }[]
}

function cruise(paths: readonly string[], cwd = root): Cruise {
  const run = spawnSync('node_modules/.bin/depcruise', ['--output-type', 'json', ...paths], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(run.stdout) as Cruise
}

test('no import breaks a rule of the house, and no file was left unread', { timeout: 120_000 }, () => {
  const { summary, modules } = cruise(roots)
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  // With a TypeScript it does not know, the tool reads nothing and finds nothing: count what it read.
  const files = roots.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  const read = new Set(modules.map(({ source }) => source))
  expect(sources.filter((file) => !read.has(file))).toEqual([])
  expect(sources.length).toBeGreaterThan(100)
})

/** Control: each planted import must be caught by the rule that forbids it. */
const PLANTED = [
  ['server/contract/planted.ts', "import '../clock.ts'", 'contract-is-ground'],
  ['server/calendar/planted.ts', "import 'node:fs'", 'calendar-is-pure'],
  ['server/desk/calls/planted.ts', "import 'node:fs'", 'rules-are-pure'],
  ['server/desk/seats/planted-store.ts', "import '../calls/store.ts'", 'features-are-strangers'],
  ['server/registry/homes/planted-store.ts', "import '../../desk/calls/call.ts'", 'registry-knows-no-other-wing'],
  ['server/desk/calls/planted-service.ts', "import '../../live/hub.ts'", 'features-know-no-machinery'],
  ['server/planted.ts', "import 'drizzle-orm'", 'drizzle-lives-in-stores'],
  ['server/planted.ts', "import 'mqtt'", 'mqtt-lives-at-the-door'],
  ['server/planted.ts', "import 'fastify'", 'fastify-lives-in-routes'],
  ['server/live/planted.ts', "import '../desk/calls/call.ts'", 'ways-out-know-only-words'],
  ['device-sim/planted.ts', "import '../server/clock.ts'", 'guests-see-only-the-contract'],
  ['server/planted.ts', "import '../device-sim/random.ts'", 'server-knows-no-guests'],
  ['test/behaviour/planted.ts', "import '../../server/clock.ts'", 'stories-use-the-front-door'],
  ['server/planted.ts', "import './main.ts'", 'nobody-imports-main'],
] as const

test('every rule catches a planted violation', { timeout: 180_000 }, () => {
  // In a copy: programs that other tests start must not see their own source change.
  const { path, remove } = newFolder()
  for (const part of [...roots, 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    cpSync(join(root, part), join(path, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'))
  // All at once, each under a name of its own: reading the rules takes longer than reading the files.
  const planted = PLANTED.map(([file, line, rule], n) => ({ file: file.replace('planted', `planted${n}`), line, rule }))
  for (const { file, line } of planted) writeFileSync(join(path, file), `${line}\n`)
  const files = planted.map(({ file }) => file)
  const { violations } = cruise(files, path).summary
  remove()
  const caught = (file: string, name: string) =>
    violations.some(({ from, rule }) => from === file && rule.name === name)
  expect(planted.filter(({ file, rule }) => !caught(file, rule))).toEqual([])
  expect(planted.length).toBeGreaterThan(10)
})
