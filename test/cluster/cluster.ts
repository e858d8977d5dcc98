import type { DeviceCredential } from '#contract/registry'
import { healthRoutes } from '#contract/routes'
import type { ProductCopy } from '../crash/product-copy.ts'
import { type ServerProcess, startServer } from '../crash/server-process.ts'
import { fillStore } from '../crash/town.ts'
import { databaseOn, tell } from '../support/database.ts'
import { newFolder } from '../support/folder.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

/** Several equal processes of the real server on one PostgreSQL and one Mosquitto, everything on the loopback. */
export interface Cluster {
  readonly postgres: PostgresServer
  readonly mosquitto: Mosquitto
  readonly databaseUrl: string
  readonly dataDir: string
  readonly devices: readonly DeviceCredential[]
  /** The process in this place; another one after it was started again. */
  process(place: number): ServerProcess
  /** Kills the process in this place with SIGKILL. */
  kill(place: number): Promise<void>
  /** Ends it politely. */
  stopOne(place: number): Promise<void>
  /** Starts it again; resolves when it listens. */
  startOne(place: number): Promise<void>
  stop(): Promise<void>
}

export interface ClusterOptions {
  readonly copy: ProductCopy
  readonly processes: number
  readonly homes: number
  readonly env?: Readonly<Record<string, string>>
}

export async function startCluster({ copy, processes, homes, env = {} }: ClusterOptions): Promise<Cluster> {
  const folder = newFolder()
  const [postgres, mosquitto] = await Promise.all([startPostgres({ max_connections: '200' }), startMosquitto()])
  await tell(postgres.url, 'create database anling')
  const databaseUrl = databaseOn(postgres.url, 'anling')
  const devices = await fillStore({ dataDir: folder.path, databaseUrl }, homes, { brokerUrl: mosquitto.url })
  const { settings } = mosquitto
  const start = (place: number): Promise<ServerProcess> =>
    startServer(copy, folder.path, {
      env: {
        DATABASE_URL: databaseUrl,
        ANLING_PROCESS: `p${place}`,
        ANLING_BROKER_URL: settings.brokerUrl,
        ANLING_BROKER_USER: settings.brokerUser,
        ANLING_BROKER_PASSWORD: settings.brokerPassword,
        ANLING_LOG_LEVEL: 'fatal',
        ...env,
      },
    })
  const running = await Promise.all(Array.from({ length: processes }, (_, place) => start(place)))
  const process = (place: number): ServerProcess => {
    const found = running[place]
    if (!found) throw new Error(`there is no process ${place}`)
    return found
  }
  const cluster: Cluster = {
    postgres,
    mosquitto,
    databaseUrl,
    dataDir: folder.path,
    devices,
    process,
    kill: (place) => process(place).kill(),
    stopOne: (place) => process(place).stop(),
    async startOne(place) {
      running[place] = await start(place)
    },
    async stop() {
      await Promise.all(running.map((one) => one.kill()))
      await Promise.all([postgres.remove(), mosquitto.stop()])
      folder.remove()
    },
  }
  await brokerKnows(cluster)
  return cluster
}

/** Waits until the broker lets every device in. */
async function brokerKnows({ databaseUrl }: Cluster): Promise<void> {
  const open = 'select 1 from broker_accounts where confirmed_at is null limit 1'
  while ((await tell(databaseUrl, open)).length > 0) await new Promise(setImmediate)
}

/** Whether the process says of itself that it takes presses; false also when it says nothing. */
export async function accepts({ url }: ServerProcess): Promise<boolean> {
  try {
    const answer = await fetch(url + healthRoutes.health.url)
    return ((await answer.json()) as { acceptingSignals: boolean }).acceptingSignals
  } catch {
    return false
  }
}
