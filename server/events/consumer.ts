import type { Event } from '#contract/events'
import type { Clock } from '../clock.ts'
import type { Database, Tx } from '../db/database.ts'
import type { EventLog } from './store.ts'

const PAGE = 200
/** A consumer also looks by itself, should a wake-up get lost. Milliseconds. */
const POLL_MS = 1_000
/** Events without effect move the number only now and then: at most this many are read again after a restart. */
const LAZY = 1_000

export interface Consumer {
  settled(): Promise<void>
  stop(): void
}

export interface ConsumerOptions {
  readonly name: string
  readonly db: Database
  readonly log: EventLog
  readonly clock: Clock
  /** Whether an event has an effect here; others cost no transaction. */
  readonly concerns: (event: Event) => boolean
  /** Records the effect; in the transaction that moves this consumer's number, so it happens once (design §4). */
  readonly take: (tx: Tx, events: readonly Event[]) => Promise<void>
  readonly onFault: (fault: unknown) => void
}

/** A reader of the log whose effects are rows. */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const { name, db, log, clock, concerns, take, onFault } = options
  let seq = await log.consumerSeq(db.read, name)
  let recorded = seq
  let running: Promise<void> | null = null
  let again = false

  async function run(): Promise<void> {
    do {
      again = false
      const events = await log.after(seq, PAGE)
      const last = events.at(-1)
      if (!last) continue
      const mine = events.filter(concerns)
      if (mine.length > 0 || last.seq - recorded >= LAZY) {
        await db.write(async (tx) => {
          await take(tx, mine)
          await log.moveConsumer(tx, name, last.seq)
        })
        recorded = last.seq
      }
      seq = last.seq
      again = again || events.length === PAGE
    } while (again)
  }

  function wake(): Promise<void> {
    again = true
    running ??= run()
      .catch(onFault)
      .finally(() => {
        running = null
      })
    return running
  }

  const unlisten = log.onAppended(() => void wake())
  const stopPolling = clock.every(POLL_MS, () => void wake())
  return {
    settled: wake,
    stop() {
      unlisten()
      stopPolling()
    },
  }
}
