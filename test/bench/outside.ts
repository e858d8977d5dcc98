import { databaseOn, tell } from '../support/database.ts'
import { type Mosquitto, startMosquitto } from '../support/mosquitto.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

/** Shown by nobody: with it the house keeps no accounts at the broker, and 2,000 of them would take minutes. */
const TOKEN = 'f3c1d0a94be87752c6f1e0d2b3a49586'

/** A PostgreSQL with its data on the disk and default settings, and a Mosquitto for each house. */
export interface Outside {
  readonly postgres: PostgresServer
  /** An empty database and a broker of its own, as the environment of a house names them. */
  rent(name: string): Promise<{ readonly mosquitto: Mosquitto; readonly env: Readonly<Record<string, string>> }>
  /** A broker that no house listens to. */
  broker(): Promise<Mosquitto>
  remove(): Promise<void>
}

/** `links`: connections of each process to its broker, as text. */
export async function startOutside(links: string): Promise<Outside> {
  const brokers: Mosquitto[] = []
  const postgres = await startPostgres({}, true)

  async function broker(): Promise<Mosquitto> {
    const started = await startMosquitto({ change: withoutAccounts })
    brokers.push(started)
    return started
  }

  return {
    postgres,
    broker,
    async rent(name) {
      await tell(postgres.url, `create database ${name}`)
      const mosquitto = await broker()
      const DATABASE_URL = databaseOn(postgres.url, name)
      const settings = { DATABASE_URL, ANLING_BROKER_AUTH_TOKEN: TOKEN, ANLING_BROKER_LINKS: links }
      return { mosquitto, env: { ...mosquitto.env, ...settings } }
    },
    async remove() {
      await Promise.all([postgres.remove(), ...brokers.map((one) => one.stop())])
    },
  }
}

/** The documented settings, but everybody is let in. */
function withoutAccounts(config: string): string {
  return config.replace(/^plugin.*\n/gm, '').replace('allow_anonymous false', 'allow_anonymous true')
}
