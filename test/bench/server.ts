import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { HOUSE } from '#contract/events'
import type { Receipt } from '#contract/receipts'
import { startApp } from '../../server/app.ts'
import { houseClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'

/** The server that is measured: the product's own composition, with one switch a variant. */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    devices: { type: 'string', default: '1000' },
    batch: { type: 'string', default: '256' },
    storage: { type: 'string', default: 'on' },
  },
})

const read = readConfig(
  {},
  {
    dataDir: values.data,
    httpPort: 0,
    mqttPort: 0,
    batch: Number(values.batch),
    devicePacketsPerSecond: 100_000,
  },
)
if ('faults' in read) throw new Error(read.faults.join('\n'))

/** The same road with the one step left out that makes it safe: what storing costs is the difference. */
const withoutStorage = () => ({
  waiting: 0,
  async append({ decoded }: { decoded: { type: string; signal?: { id: string | null } } }): Promise<Receipt> {
    const id = decoded.signal?.id ?? 'unreadable'
    return { id, stored: true, at: new Date().toISOString() }
  },
})

const app = await startApp({
  config: read.config,
  clock: houseClock(),
  logger: pino({ level: 'error' }, pino.destination(2)),
  version: 'bench',
  onFatal: (fault) => {
    throw fault
  },
  ...(values.storage === 'off' && { inbox: withoutStorage }),
})

const password = 'a long enough word'
await app.accounts.add({ user: 'operator', name: '张敏', role: 'operator', password }, HOUSE)
const devices: { id: string; secret: string }[] = []
for (let n = 0; n < Number(values.devices); n += 1) {
  const home = await app.homes.add(
    { address: `幸福里${n}号`, community: '幸福社区', doorNote: '', residents: [], contacts: [] },
    HOUSE,
  )
  devices.push(await app.devices.add({ model: 'AL-1', class: 'mains', homeId: home.id }, HOUSE))
}

let cpu = process.cpuUsage()
const delay = monitorEventLoopDelay({ resolution: 5 })
process.on('SIGINT', () => process.exit(0))
process.on('message', async (message) => {
  if (message === 'drain') {
    const began = performance.now()
    await app.settled()
    process.send?.({ drainMs: performance.now() - began })
  }
  if (message === 'reset') {
    delay.reset()
    delay.enable()
    cpu = process.cpuUsage()
  }
  if (message === 'figures') {
    const { user, system } = process.cpuUsage(cpu)
    process.send?.({
      rss: process.memoryUsage().rss,
      cpuMs: (user + system) / 1000,
      loopP99: delay.percentile(99) / 1e6,
      loopMax: delay.max / 1e6,
    })
  }
})
const facts = `${values.data}/bench.json`
writeFileSync(facts, JSON.stringify({ url: app.url, mqttPort: app.mqttPort, password, devices }))
process.send?.('ready')
