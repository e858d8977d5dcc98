// The whole suite behind `npm test`: fast checks first, long ones last, and one line that says how it ended.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const results = join(root, 'test', 'results')
const inCi = process.env.CI === 'true'
const bin = (name) => join(root, 'node_modules', '.bin', name)

/** Programs some suites need, and how to get them. */
const TOOLS = [
  { name: 'openssl', suites: ['tls', 'outside'], apt: 'apt-get install openssl' },
  { name: 'chromium', suites: ['web', 'pages'], apt: 'apt-get install chromium fonts-noto-cjk' },
  { name: 'mosquitto_pub', suites: ['outside'], apt: 'apt-get install mosquitto-clients' },
  { name: 'mosquitto', suites: ['outside', 'cluster'], apt: 'apt-get install mosquitto' },
  { name: 'strace', suites: ['strace', 'disk'], apt: 'apt-get install strace' },
  { name: 'faketime', suites: ['clock'], apt: 'apt-get install faketime' },
]

/** Suites in their order; each a vitest project of vitest.config.ts. */
const SUITES = [
  ...['fast', 'programs', 'postgres', 'tls', 'outside', 'web', 'pages', 'strace', 'clock', 'disk', 'neighbours'],
  ...['kills', 'crash', 'cluster', 'storm'],
]

const missing = TOOLS.filter(
  ({ name }) => spawnSync('sh', ['-c', `PATH="$PATH:/usr/sbin"; command -v ${name}`]).status !== 0,
)
if (inCi && missing.length > 0) {
  for (const { name, apt } of missing) console.error(`${name} is missing: ${apt}`)
  process.exit(1)
}
const left = new Set(missing.flatMap(({ suites }) => suites))

let passed = 0
/** What failed, by name: told again at the end, where somebody who only sees the end of a long output finds it. */
const failures = []

/** One command that either holds or does not. */
function check(title, command, parameters) {
  console.log(`\n── ${title}`)
  const { status } = spawnSync(command, parameters, { cwd: root, stdio: 'inherit' })
  if (status === 0) passed += 1
  else failures.push(title)
}

function suite(name) {
  console.log(`\n── suite ${name}`)
  const file = join(results, `${name}.json`)
  rmSync(file, { force: true })
  const parameters = ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync(bin('vitest'), parameters, { cwd: root, stdio: 'inherit' })
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  passed += counted?.numPassedTests ?? 0
  const files = counted?.testResults ?? []
  const red = files.flatMap((file) => file.assertionResults).filter(isRed)
  for (const { fullName, failureMessages } of red) failures.push(`${name}: ${fullName}\n    ${failureMessages[0]}`)
  // A file can fail beside its tests: in what starts or ends them, or before it has any.
  const torn = files.filter((file) => isRed(file) && !file.assertionResults.some(isRed))
  for (const { name: path, message } of torn) failures.push(`${name}: ${relative(root, path)}\n    ${message}`)
  const silent = !counted || counted.numPassedTests + counted.numFailedTests === 0
  // A suite that could not run, or ran nothing, is a failure and never a silence.
  if (silent || (status !== 0 && red.length + torn.length === 0)) failures.push(`${name}: the suite itself`)
}

const isRed = ({ status }) => status === 'failed'

mkdirSync(results, { recursive: true })
check('types: server, simulator, tests', bin('tsc'), ['-p', 'tsconfig.json'])
check('types: web', bin('tsc'), ['-p', 'web/tsconfig.json'])
check('types: browser tests', bin('tsc'), ['-p', 'test/web/browser/tsconfig.json'])
check('lint and format', bin('biome'), ['check', '.'])
check('unused code and packages', bin('knip'), [])
for (const name of SUITES) {
  if (!left.has(name)) suite(name)
}
for (const { name, suites, apt } of missing) {
  console.log(`not run: ${suites.join(', ')} (needs ${name}: ${apt})`)
}
for (const failure of failures) console.log(`\nFAILED  ${failure.slice(0, 1500)}`)
console.log(`\n${passed} passed, ${failures.length} failed`)
process.exit(failures.length === 0 ? 0 : 1)
