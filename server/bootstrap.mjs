// Plain JavaScript, because it runs before anything is installed: puts in place what a fresh clone lacks, then hands
// over to the verb; `build` stops there. Needs Node 20.19 or newer and, for the database driver, a C++ compiler.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [verb = '', ...args] = process.argv.slice(2)

/** Runs a step with its output on standard error, so that `--json` keeps standard output to itself. */
function step(title, command, parameters, env = process.env) {
  process.stderr.write(`· ${title}\n`)
  const windows = process.platform === 'win32'
  const { status } = spawnSync(command, parameters, { cwd: root, env, stdio: ['ignore', 2, 2], shell: windows })
  if (status !== 0) {
    process.stderr.write(`${title} failed; the lines above say why.\n`)
    process.exit(1)
  }
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}

/** True when `made` is missing or older than anything it is made from. */
function isStale(made, sources) {
  const target = join(root, made)
  if (!existsSync(target)) return true
  return sources.some((source) => newest(join(root, source)) > statSync(target).mtimeMs)
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Anling needs Node 20.19 or newer; this is ${process.version}.\n`)
  process.exit(1)
}

if (isStale('node_modules/.package-lock.json', ['package-lock.json'])) {
  // Not `npm ci`: it insists on packages for other platforms, which not every mirror of the registry holds.
  const quietly = ['--no-save', '--no-audit', '--no-fund', '--loglevel', 'error']
  step('Installing packages (a minute or two, once)', 'npm', ['install', ...quietly])
}
const vite = join(root, 'node_modules', '.bin', 'vite')
/** What is built is the product, whatever the shell or a test calls its own surroundings. */
const build = (title, parameters) =>
  step(title, vite, ['build', ...parameters], { ...process.env, NODE_ENV: 'production' })
if (isStale('dist/server/main.js', ['server', 'device-sim', 'vite.server.config.ts', 'package-lock.json'])) {
  build('Building the server', ['-c', 'vite.server.config.ts'])
}
if (isStale('dist/web/index.html', ['web', 'server/contract', 'vite.config.ts', 'package-lock.json'])) {
  build('Building the console', ['--logLevel', 'warn'])
}
if (isStale('dist/mobile/index.html', ['web', 'server/contract', 'vite.mobile.config.ts', 'package-lock.json'])) {
  build('Building the pages for phones', ['-c', 'vite.mobile.config.ts', '--logLevel', 'warn'])
}

if (verb === 'test') {
  await import('../test/run.mjs')
} else if (verb !== 'build') {
  process.argv.splice(2, Number.POSITIVE_INFINITY, verb, ...args)
  await import('../dist/server/main.js')
}
