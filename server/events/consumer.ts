import type { Event } from '#contract/events'
import type { Clock } from '../clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { EventLog } from './log.ts'
import { advanceConsumer, beginConsumer, consumerSeq, holdConsumer } from './store.ts'

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
  /** After which event it begins when it never has; without it, with the first there ever was. */
  readonly beginsAfter?: number
  /** Whether an event has an effect here; others cost no transaction. */
  readonly concerns: (event: Event) => boolean
  /** Records the effect; in the transaction that moves this consumer's number, so it happens once (design §4). */
  readonly take: (tx: Tx, events: readonly Event[]) => Promise<void>
  readonly onFault: (fault: unknown) => void
}

/** A reader of the log whose effects are rows. Every process has it; for each event one of them has the effect. */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const { name, db, log, clock, beginsAfter = 0, concerns, take, onFault } = options
  if (beginsAfter > 0) await db.write((tx) => beginConsumer(tx, name, beginsAfter))
  let seq = await consumerSeq(db.read, name)
  let recorded = seq

  /** Has the effect of these events, unless another process already had it. Where the number stands afterwards. */
  async function record(mine: readonly Event[], upTo: number): Promise<number> {
    return db.write(async (tx) => {
      const stands = await holdConsumer(tx, name)
      if (stands > seq) return stands
      await take(tx, mine)
      await advanceConsumer(tx, name, upTo)
      return upTo
    })
  }

  async function page(): Promise<boolean> {
    const events = await log.after(seq, PAGE)
    const last = events.at(-1)
    if (!last) return false
    const mine = events.filter(concerns)
    if (mine.length > 0 || last.seq - recorded >= LAZY) {
      recorded = await record(mine, last.seq)
      seq = recorded
    } else {
      seq = last.seq
    }
    return seq < last.seq || events.length === PAGE
  }

  const wake = oneAtATime(async () => {
    while (await page()) {
      // Until nothing is left that was there when it looked.
    }
  })
  const look = (): Promise<void> => wake().catch(onFault)

  const unlisten = log.onAppended(() => void look())
  const stopPolling = clock.every(POLL_MS, () => void look())
  return {
    settled: look,
    stop() {
      unlisten()
      stopPolling()
    },
  }
}
