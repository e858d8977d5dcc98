/**
 * `npm run cluster -- --processes 2`: PostgreSQL, Mosquitto and several servers on the loopback, to try by hand what a
 * large installation does. Says where everything is, and runs until Ctrl+C; nothing of it stays.
 */
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '2' },
    homes: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
})
const processes = Number(values.processes)
const homes = Number(values.homes)
if (!Number.isInteger(processes) || processes < 1 || processes > 16 || !Number.isInteger(homes) || homes < 1) {
  process.stderr.write('--processes takes 1 to 16, --homes a whole number\n')
  process.exit(1)
}

// The engine is chosen when tables are imported (server/db/dialect.ts); the address follows when the server runs.
process.env.DATABASE_URL = 'postgres://chosen-below'
const { startCluster } = await import('./cluster.ts')
const { ADMIN } = await import('../crash/town.ts')
const { productCopy } = await import('../crash/product-copy.ts')
const { signIn } = await import('../support/person.ts')
const { registryRoutes } = await import('#contract/routes')

const copy = await productCopy()
const cluster = await startCluster({ copy, processes, homes, env: { ANLING_LOG_LEVEL: 'warn' } })
const urls = Array.from({ length: processes }, (_, place) => cluster.process(place).url)
const admin = await signIn(() => urls[0] ?? '', ADMIN.user, ADMIN.password)
const operator = { user: 'zhangmin', password: ADMIN.password }
await admin.call(registryRoutes.addAccount, { body: { ...operator, name: '张敏', role: 'operator' } })

const facts = {
  urls,
  mqtt: cluster.mosquitto.url,
  database: cluster.databaseUrl,
  accounts: [
    { role: 'operator', ...operator },
    { role: 'admin', user: ADMIN.user, password: ADMIN.password },
  ],
  devices: cluster.devices,
}
if (values.json) process.stdout.write(`${JSON.stringify(facts)}\n`)
else process.stdout.write(page())

process.once('SIGINT', () => {
  void cluster.stop().then(() => {
    copy.remove()
    process.exit(0)
  })
})

function page(): string {
  const [device] = cluster.devices
  return [
    '',
    '  安铃 Anling · cluster',
    '',
    ...urls.map((url, place) => `  Console ${place + 1}  ${url}`),
    `  Devices    ${cluster.mosquitto.url}   (first one: ${device?.id} ${device?.secret})`,
    `  Database   ${cluster.databaseUrl}`,
    '',
    ...facts.accounts.map(({ role, user, password }) => `  ${role.padEnd(10)} ${user.padEnd(10)} ${password}`),
    '',
    '  Kill one of the servers, or the broker, or the database, and look. Stop with Ctrl+C.',
    '',
    '',
  ].join('\n')
}
