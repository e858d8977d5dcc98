import { Unusable } from '../problem.ts'
import type { Store, StoreOptions } from './database.ts'
import { ENGINE, engineOf } from './dialect.ts'
import { makeWritable, openFile } from './file.ts'
import { openServer } from './server.ts'

/** Where the rows are: on a PostgreSQL server, or without one in the data folder. */
export interface StorePlace {
  readonly dataDir: string
  readonly databaseUrl: string | null
}

/**
 * Opens the store and brings it to this version.
 * @throws Unusable with one sentence when that cannot be done
 */
export async function openStore({ dataDir, databaseUrl }: StorePlace, options: StoreOptions): Promise<Store> {
  if (engineOf(databaseUrl) !== ENGINE) {
    throw new Unusable('DATABASE_URL must stand in the environment when the program starts: it chooses the engine.')
  }
  if (databaseUrl === null) return openFile(dataDir, options)
  makeWritable(dataDir)
  return openServer(databaseUrl, options)
}
