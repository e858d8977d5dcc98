import type { Clock } from '../clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { consumeTimer, dueTimers, type Timer } from './store.ts'

/** How often due timers are looked for, in milliseconds. */
const TICK_MS = 500
const LIMIT = 200

/** What a due timer does; runs in the transaction that consumes the timer. */
export type TimerHandler = (tx: Tx, timer: Timer) => Promise<void>

export interface Ticker {
  /** Fires everything due now; resolves when it is done. */
  tick(): Promise<void>
  stop(): void
}

export interface TickerOptions {
  readonly db: Database
  readonly clock: Clock
  readonly handlers: Readonly<Record<string, TimerHandler>>
  /**
   * Takes hold of what timers are about before they are consumed. Who changes a call holds it first and its timers
   * after; in the other order the two would wait for each other in a circle.
   */
  readonly hold: (tx: Tx, timers: readonly Timer[]) => Promise<void>
  /** `timer` is null when the whole sweep failed. */
  readonly onFault: (fault: unknown, timer: Timer | null) => void
}

/**
 * Durable timers: rows, not promises in memory, so overdue ones fire at once and once after a restart. One that
 * fails keeps its row and is tried again at the next tick; the others go on.
 */
export function startTicker({ db, clock, handlers, hold, onFault }: TickerOptions): Ticker {
  async function fire(tx: Tx, timer: Timer): Promise<void> {
    const handler = handlers[timer.kind]
    if (!handler) throw new Error(`no handler for timers of kind ${timer.kind}`)
    if (await consumeTimer(tx, timer)) await handler(tx, timer)
  }

  async function take(tx: Tx, timers: readonly Timer[]): Promise<void> {
    await hold(tx, timers)
    for (const timer of timers) await fire(tx, timer)
  }

  /** All that are due in one transaction; when one throws, each in its own, so that it holds up nobody else. */
  async function sweep(): Promise<void> {
    const due = await dueTimers(db.read, clock.now(), LIMIT)
    if (due.length === 0) return
    try {
      await db.write((tx) => take(tx, due))
    } catch (fault) {
      onFault(fault, null)
      for (const timer of due) {
        await db.write((tx) => take(tx, [timer])).catch((fault: unknown) => onFault(fault, timer))
      }
    }
  }

  const tick = oneAtATime(sweep)
  const stop = clock.every(TICK_MS, () => {
    tick().catch((fault: unknown) => onFault(fault, null))
  })
  return { tick, stop }
}
