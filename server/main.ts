import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Logger, pino } from 'pino'
import { HOUSE } from '#contract/events'
import { type App, startApp } from './app.ts'
import { houseClock } from './clock.ts'
import { type Config, readConfig, SETTINGS } from './config.ts'
import type { Store } from './db/database.ts'
import { passes } from './db/fault.ts'
import { openStore } from './db/open.ts'
import { type DemoFlags, demoConfig, runDemo } from './demo/demo.ts'
import { verifyChain } from './events/verify.ts'
import { loadKeys } from './installation/keys.ts'
import { assertOwnKeys } from './installation/own-keys.ts'
import { Refused, Unusable } from './problem.ts'
import { packageRoot } from './root.ts'
import { serviceManager } from './service-manager.ts'
import { startWatchdog } from './watchdog.ts'

const USAGE = `Anling 安铃

  start    the server; settings come from the environment (--settings lists them)
  demo     a fictional town on this machine: --http PORT --mqtt PORT --data DIR --json --quiet --no-open
  migrate  brings the database to this version and stops
  verify   checks the chain of events from the first to the last
  doctor   tries out the outside broker and names settings that lose messages
  user     adds an account: --name NAME --user USER --role admin|supervisor|operator, password on standard input
  import   brings a table into the running house: FILE --kind residents|devices --user USER [--code CODE] [--url URL],
           password on standard input; only checks it, unless --apply [--leave-out-bad-rows]; ends with 2 for bad rows;
           --undo ID instead of FILE takes an import back, and ends with 2 for rows that were kept
`

const version = String(
  (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version,
)

const VERBS: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  start,
  demo,
  migrate,
  verify,
  doctor,
  user,
  import: bringIn,
}

/** Ends the process with one clear sentence: a bad setting is not a crash. */
function giveUp(fault: unknown): never {
  process.stderr.write(`${explain(fault)}\n`)
  process.exit(1)
}

function explain(fault: unknown): string {
  if (fault instanceof Unusable || fault instanceof Refused) return fault.message
  if (!(fault instanceof Error)) return String(fault)
  const { code, port, address } = fault as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE') return `Port ${port} on ${address} is taken by another program; choose another or stop it.`
  if (code === 'EACCES' && port) return `Port ${port} may not be opened by this user; choose one above 1023.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}; choose one it has.`
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${fault.message}\n\n${USAGE}`
  return fault.stack ?? fault.message
}

function configure(overrides: Partial<Config> = {}): Config {
  const read = readConfig(process.env, overrides)
  if ('faults' in read) throw new Unusable(`${read.faults.join('\n')}`)
  return read.config
}

/** The store for a verb that does one thing and ends. */
async function open(config: Config): Promise<Store> {
  const store = await openStore(config, { onFatal: giveUp })
  await assertOwnKeys(store.db, loadKeys(config.dataDir), config.dataDir)
  return store
}

/** Logs go to standard error, so that `--json` has standard output to itself. Never names, addresses or phones. */
function logger(level: string): Logger {
  return pino({ level, base: { version } }, pino.destination({ dest: 2, sync: true }))
}

async function run(config: Config, ready: (app: App) => Promise<() => void>, cleanUp: () => void): Promise<void> {
  const log = logger(config.logLevel)
  const onFatal = (fault: Error): void => {
    log.fatal({ err: fault }, 'the store can no longer be trusted; ending so that a fresh process takes over')
    process.exit(70)
  }
  const onJump = (offMs: number): void =>
    log.error({ offMs }, 'the clock of this machine jumped; the house keeps its pace, a restart takes the new time')
  const app = await startApp({ config, clock: houseClock({ onJump }), logger: log, version, onFatal })
  process.on('uncaughtException', onFatal)
  process.on('unhandledRejection', (fault) => onFatal(fault instanceof Error ? fault : new Error(String(fault))))
  let stopAlso = (): void => {}
  const stop = (): void => {
    stopAlso()
    app.stop().then(
      () => {
        cleanUp()
        process.exit(0)
      },
      (fault: unknown) => giveUp(fault),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // Only now is it said that it listens: whoever reads that may ask it to end at once.
  stopAlso = await ready(app)
}

async function start(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { settings: { type: 'boolean', default: false } } })
  if (values.settings) {
    for (const { env, means, fallback } of Object.values(SETTINGS)) {
      process.stdout.write(`${env.padEnd(30)} ${means} (${String(fallback ?? '') || 'none'})\n`)
    }
    return
  }
  const config = configure()
  await run(
    config,
    async (app) => {
      const scheme = config.tlsCert === null ? 'mqtt' : 'mqtts'
      const devices = config.brokerUrl ?? `${scheme}://${config.mqttHost}:${app.mqttPort}`
      process.stdout.write(`Console ${app.url}, devices ${devices}\n`)
      const stopWatchdog = watchdog(app)
      // What a service manager sends after a renewal; without a certificate the signal ends the process as ever.
      if (config.tlsCert !== null) process.on('SIGHUP', () => app.lookAtCertificate())
      if (await app.accounts.isEmpty())
        process.stdout.write('No account yet: stop, then add one with the verb "user".\n')
      return stopWatchdog
    },
    () => {},
  )
}

/** Tells the service manager, if there is one, that the server is ready, and from then on that it is well. */
function watchdog(app: App): () => void {
  const onFault = (fault: unknown): void => void process.stderr.write(`watchdog: ${explain(fault)}\n`)
  const manager = serviceManager(process.env, onFault)
  manager?.ready()
  if (!manager?.feedMs) return () => {}
  const { feed, feedMs } = manager
  return startWatchdog({ clock: houseClock(), feedMs, selfTest: app.selfTest, passes, feed, onFault }).stop
}

async function demo(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      http: { type: 'string', default: '8080' },
      mqtt: { type: 'string', default: '1883' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      open: { type: 'boolean', default: true },
    },
  })
  const flags: DemoFlags = { ...values, data: values.data, http: Number(values.http), mqtt: Number(values.mqtt) }
  const { overrides, cleanUp } = demoConfig(flags)
  const config = configure({ logLevel: 'warn', ...overrides })
  await run(config, (app) => runDemo(app, config.dataDir, flags), cleanUp)
}

async function migrate(): Promise<void> {
  const config = configure()
  await (await open(config)).close()
  process.stdout.write('The database is of this version.\n')
}

async function verify(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } })
  const config = configure(values.data === undefined ? {} : { dataDir: values.data })
  const store = await open(config)
  const { chain } = loadKeys(config.dataDir)
  const { whole, brokenAt } = await verifyChain(store.db, (id) => (id === chain.id ? chain : undefined))
  await store.close()
  if (brokenAt !== null)
    throw new Unusable(`The chain is broken at event ${brokenAt}; ${whole} events before it are whole.`)
  process.stdout.write(`${whole} events, chain whole\n`)
}

async function doctor(): Promise<void> {
  const { examineBroker } = await import('./intake/outside/check.ts')
  const findings = await examineBroker(configure())
  if (findings.length > 0) throw new Unusable(findings.join('\n'))
  process.stdout.write('Nothing found.\n')
}

async function user(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { name: { type: 'string' }, user: { type: 'string' }, role: { type: 'string', default: 'operator' } },
  })
  const { name, user: userName, role } = values
  if (!name || !userName) throw new Unusable(USAGE)
  if (role !== 'admin' && role !== 'supervisor' && role !== 'operator') throw new Unusable(USAGE)
  const password = readFileSync(0, 'utf8').trim()
  if (password.length < 12) throw new Unusable('The password needs at least 12 characters; give it on standard input.')
  const { accessServices } = await import('./registry-wing.ts')
  const { eventLog } = await import('./events/log.ts')
  const config = configure()
  const store = await open(config)
  const keys = loadKeys(config.dataDir)
  const events = eventLog(store.db, keys.chain)
  const { accounts } = accessServices({ db: store.db, clock: houseClock(), events, keys, config })
  await accounts.add({ name, user: userName, role, password }, HOUSE)
  await events.settled()
  await store.close()
  process.stdout.write(`Account ${userName} (${role}) added\n`)
}

async function bringIn(args: string[]): Promise<void> {
  const { importVerb } = await import('./shell/import-verb.ts')
  process.exitCode = await importVerb(args, USAGE, () => {
    const { httpHost, httpPort } = configure()
    return `http://${httpHost}:${httpPort}`
  })
}

const [verb = '', ...args] = process.argv.slice(2)
const chosen = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
if (!chosen) giveUp(new Unusable(verb === '' ? USAGE : `There is no verb "${verb}".\n\n${USAGE}`))
await chosen(args).catch(giveUp)
