import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the PostgreSQL server that this run shares. */
    databaseServer: string
  }
}

/** One server for all stories of the run; each has a database of its own on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres({ max_connections: '300', shared_buffers: '128MB' })
  project.provide('databaseServer', server.url)
  return () => server.remove()
}
