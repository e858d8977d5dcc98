import pg from 'pg'
import { oneAtATime } from '../one-at-a-time.ts'

/** A server that does not answer within this is taken for gone. Milliseconds. */
const CONNECT_MS = 5_000
/** How often the connection is asked whether it still lives, and how long the answer may take. Milliseconds. */
const ASK_MS = 1_000
/** Where processes announce to each other that there is something to read. */
export const CHANNEL = 'anling'

/** A connection that hears announcements. */
export interface Ear {
  /** Whether the server answered when it was last asked. */
  readonly hears: boolean
  stop(): void
}

/** Listens for announcements of all processes, and connects anew when the connection breaks. */
export async function listen(url: string, onHeard: () => void, onFault: (fault: unknown) => void): Promise<Ear> {
  let client: pg.Client | null = null
  let stopped = false

  async function open(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, query_timeout: ASK_MS })
    fresh.on('error', () => lose(fresh))
    fresh.on('end', () => lose(fresh))
    fresh.on('notification', onHeard)
    await fresh.connect()
    await fresh.query(`listen ${CHANNEL}`)
    client = fresh
    // What was announced while nobody listened.
    onHeard()
  }

  function lose(lost: pg.Client): void {
    if (client === lost) client = null
    void lost.end().catch(() => {})
  }

  async function ask(): Promise<void> {
    const asked = client
    if (stopped) return
    if (!asked) return open().catch(onFault)
    await asked.query('select 1').catch(() => lose(asked))
  }

  await open()
  const asked = oneAtATime(ask)
  const timer = setInterval(() => void asked().catch(onFault), ASK_MS)
  return {
    get hears() {
      return client !== null
    },
    stop() {
      stopped = true
      clearInterval(timer)
      void client?.end().catch(() => {})
    },
  }
}
