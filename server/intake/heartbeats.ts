import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { type Sign, writeSigns } from '../registry/devices/store.ts'

/** Last-seen reaches the disk at least this often (design §3). Milliseconds. */
const FLUSH_MS = 10_000
/** Rows in one commit, so that no press waits behind a long one. */
const CHUNK = 200

export interface Heartbeats {
  /** A device was heard; no row is written for it. */
  heard(sign: Sign): void
  /** Writes what is in memory. */
  flush(): Promise<void>
  stop(): Promise<void>
}

/** Signs of life, kept in memory and written in batches: a heartbeat is never a row (research/performance.md §5). */
export function heartbeats(db: Database, clock: Clock, onFault: (fault: unknown) => void): Heartbeats {
  let signs = new Map<string, Sign>()

  async function flush(): Promise<void> {
    const all = [...signs.values()]
    signs = new Map()
    for (let from = 0; from < all.length; from += CHUNK) {
      await db.write((tx) => writeSigns(tx, all.slice(from, from + CHUNK)))
    }
  }

  const stop = clock.every(FLUSH_MS, () => void flush().catch(onFault))
  return {
    heard(sign) {
      // A later sign that says nothing of the battery does not unsay what an earlier one said.
      const known = signs.get(sign.deviceId)
      const { battery = null, mains = null, rssi = null } = known ?? {}
      signs.set(sign.deviceId, {
        ...sign,
        battery: sign.battery ?? battery,
        mains: sign.mains ?? mains,
        rssi: sign.rssi ?? rssi,
      })
    },
    flush,
    async stop() {
      stop()
      await flush()
    },
  }
}
