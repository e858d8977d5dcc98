import { parseArgs } from 'node:util'
import { pino } from 'pino'
import type { NewAccount } from '#contract/accounts'
import type { Receipt } from '#contract/receipts'
import { startApp } from '../../server/app.ts'
import { houseClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import type { Inbox } from '../../server/intake/inbox.ts'
import { answerAll } from './ask.ts'
import { fillRegistry } from './seed.ts'
import type { Credential } from './wire.ts'

/** What the generator needs to know of a house. */
export interface Facts {
  readonly url: string
  readonly mqttPort: number
  readonly operator: NewAccount
  readonly devices: readonly Credential[]
  readonly loose: readonly Credential[]
}

/** The server that is measured: the product's own composition, with one switch a variant. */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    homes: { type: 'string', default: '0' },
    loose: { type: 'string', default: '0' },
    batch: { type: 'string', default: '384' },
    storage: { type: 'string', default: 'on' },
  },
})

const read = readConfig(process.env, {
  dataDir: values.data,
  httpPort: 0,
  mqttPort: 0,
  batch: Number(values.batch),
  devicePacketsPerSecond: 100_000,
})
if ('faults' in read) throw new Error(read.faults.join('\n'))
const { config } = read

/** The same road with the one step left out that makes it safe: what storing costs is the difference. */
const withoutStorage = (): Inbox => ({
  waiting: 0,
  async append({ decoded }): Promise<Receipt> {
    const id = decoded.type === 'signal' ? (decoded.signal.id ?? 'unreadable') : 'unreadable'
    return { id, stored: true, at: new Date().toISOString() }
  },
})

const onFatal = (fault: Error): never => {
  throw fault
}
const operator: NewAccount = { user: 'operator', name: '张敏', role: 'operator', password: 'a long enough word' }
const amount = { homes: Number(values.homes), loose: Number(values.loose) }
// The second process of a house finds the registry filled by the first.
const registered =
  amount.homes + amount.loose > 0 ? await fillRegistry(config, operator, amount) : { devices: [], loose: [] }
const app = await startApp({
  config,
  clock: houseClock(),
  logger: pino({ level: 'fatal' }, pino.destination(2)),
  version: 'bench',
  onFatal,
  ...(values.storage === 'off' && { inbox: withoutStorage }),
})

answerAll(() => app.settled())
process.once('disconnect', () => process.exit(0))
const facts: Facts = { url: app.url, mqttPort: app.mqttPort, operator, ...registered }
process.send?.(facts)
