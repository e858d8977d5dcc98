import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Database, Tx } from './database.ts'
import { meaningOf } from './fault.ts'

/** While the store is full, a small write is tried this often. Milliseconds. */
const PROBE_MS = 1_000
/** There is room again when a write succeeds and none was refused for so long: a small one fits where a press does not. Milliseconds. */
const CALM_MS = 2_000

/** For whoever reads the log at night. */
const FULL = 'the disk is full: no press is stored or receipted, devices keep them and send again; make room'

const AWAY = 'the database cannot be reached: no press is stored or receipted, devices keep them and send again'

export interface WatchOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** A small write that changes nothing that matters. */
  readonly probe: (tx: Tx) => Promise<void>
  /** The store can no longer be trusted: the process must end before anything else is promised. */
  readonly onFatal: (fault: Error) => void
}

/** A store whose failures are judged: one that is full is waited for, one that is broken ends the process. */
export interface WatchedStore {
  readonly db: Database
  /** False while nothing can be stored, and so nothing is receipted. */
  readonly hasRoom: boolean
  stop(): void
}

/** Judges every failed write of `db`. A sync that failed is never tried again, it would lie (reliability D14). */
export function watchStore(db: Database, { clock, logger, probe, onFatal }: WatchOptions): WatchedStore {
  let fullAt: number | null = null

  function noteRoom(): void {
    if (fullAt === null || clock.now() - fullAt < CALM_MS) return
    fullAt = null
    logger.warn('there is room for the data again: presses are stored and receipted')
  }

  function noteFault(fault: unknown): void {
    const meaning = meaningOf(fault)
    if (meaning === 'broken') onFatal(fault as Error)
    if (meaning !== 'full') return
    if (fullAt === null) logger.error(FULL)
    fullAt = clock.now()
  }

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      const result = await db.write(work)
      noteRoom()
      return result
    } catch (fault) {
      noteFault(fault)
      throw fault
    }
  }

  let wasReachable = true

  /** Told once when the database goes away, and once when it is back. */
  function noteReach(): void {
    if (db.isReachable === wasReachable) return
    wasReachable = db.isReachable
    if (wasReachable) logger.warn('the database is back: presses are stored and receipted')
    else logger.error(AWAY)
  }

  const stop = clock.every(PROBE_MS, () => {
    noteReach()
    // What it throws has been judged.
    if (fullAt !== null) write(probe).catch(() => {})
  })
  return {
    db: {
      read: db.read,
      isSoleWriter: db.isSoleWriter,
      get isReachable() {
        return db.isReachable
      },
      write,
      onAnnounced: db.onAnnounced,
      scrub: () => db.scrub(),
      close: () => db.close(),
    },
    get hasRoom() {
      return fullAt === null
    },
    stop,
  }
}
