import type { Clock } from '../clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { inPressedOrder } from './order.ts'
import { BLOCKING_TRIES, type PendingRow, pendingSignals, postponeSignal, takePending } from './store.ts'

/** How often signals that failed are looked at again, in milliseconds; new ones do not wait for it. */
const SWEEP_MS = 500
/** Between retries of a failing signal: 1, 2, 4 … seconds, at most a minute. */
const RETRY_MAX_MS = 60_000

export interface Processor {
  /** These signals are on disk and in the inbox: decide them. Handed over so that they need not be read back. */
  offer(signals: readonly PendingRow[]): void
  /** Resolves when nothing that may be decided now is left. */
  settled(): Promise<void>
  stop(): void
}

export interface ProcessorOptions {
  readonly db: Database
  readonly clock: Clock
  /** Signals decided in one transaction. */
  readonly batch: number
  /** Decides signals in their order; runs in the transaction that takes them out of the inbox. */
  readonly decide: (tx: Tx, signals: readonly PendingRow[]) => Promise<void>
  /** Tells the desk that a signal cannot be decided; it stays pending all the same. */
  readonly report: (tx: Tx, signal: PendingRow) => Promise<void>
  readonly onFault: (fault: unknown, uid: string | null) => void
}

/** Signals held in memory; a backlog beyond this is read from the disk when its turn comes. */
const OFFERED_MAX = 10_000

/**
 * Takes stored signals out of the inbox, many in one transaction. A batch that throws is done again one by one; a
 * signal that still fails stays pending, is retried, holds back only its own home, and becomes a technical call.
 * The inbox on disk is the truth: what memory does not hold, after a restart, an overflow or a failure, is read there.
 */
export function startProcessor(options: ProcessorOptions): Processor {
  const { db, clock, batch } = options
  const offered: PendingRow[] = []
  /** Homes with a signal that waits for its retry: what they send meanwhile waits on disk. */
  const holding = new Map<string, number>()
  let running: Promise<void> | null = null
  let stopped = false
  /** Whether the disk may hold what memory does not: after a start, an overflow, a failure, or of another process. */
  let askDisk = true

  /** The next signals that may be decided: the oldest in memory, or else on disk. */
  async function next(): Promise<PendingRow[]> {
    const now = clock.now()
    for (const [subject, until] of holding) if (until <= now) holding.delete(subject)
    if (offered.length > 0) return offered.splice(0, batch).filter(({ subject }) => !holding.has(subject))
    if (!askDisk) return []
    const found = await pendingSignals(db.read, now, batch)
    askDisk = found.length > 0
    return found
  }

  function look(): Promise<void> {
    askDisk = true
    return start()
  }

  /** Decides until nothing is left; transactions themselves give the event loop its turns (db/group-commit.ts). */
  async function drain(): Promise<void> {
    while (!stopped) {
      const pending = await next()
      if (pending.length > 0) await decideBatch(options, holding, inPressedOrder(pending))
      else if (offered.length === 0) return
    }
  }

  function start(): Promise<void> {
    running ??= drain()
      .catch((fault: unknown) => options.onFault(fault, null))
      .finally(() => {
        running = null
        if (offered.length > 0 && !stopped) void start()
      })
    return running
  }

  const stop = clock.every(SWEEP_MS, () => void look())
  return {
    offer(signals) {
      if (offered.length + signals.length <= OFFERED_MAX) offered.push(...signals)
      else askDisk = true
      void start()
    },
    async settled() {
      await running
      await look()
    },
    stop() {
      stopped = true
      stop()
    },
  }
}

async function decideBatch(
  options: ProcessorOptions,
  holding: Map<string, number>,
  batch: readonly PendingRow[],
): Promise<void> {
  try {
    await decideTogether(options, batch)
  } catch (fault) {
    options.onFault(fault, null)
    for (const signal of batch) {
      if (holding.has(signal.subject)) continue
      await decideTogether(options, [signal]).catch(async (own: unknown) => {
        const retryAt = await postpone(options, signal, own)
        if (retryAt !== null) holding.set(signal.subject, retryAt)
      })
    }
  }
}

async function decideTogether({ db, decide }: ProcessorOptions, batch: readonly PendingRow[]): Promise<void> {
  await db.write(async (tx) => {
    const mine = await takePending(tx, uidsOf(batch))
    await decide(
      tx,
      batch.filter(({ uid }) => mine.has(uid)),
    )
  })
}

const uidsOf = (signals: readonly PendingRow[]): string[] => signals.map(({ uid }) => uid)

/** Puts the signal off; until when it holds back its home, or null when it no longer does. */
async function postpone(options: ProcessorOptions, signal: PendingRow, fault: unknown): Promise<number | null> {
  const { db, clock, report, onFault } = options
  onFault(fault, signal.uid)
  const attempts = signal.attempts + 1
  const retryAt = clock.now() + Math.min(RETRY_MAX_MS, 1000 * 2 ** signal.attempts)
  const reason = fault instanceof Error ? fault.message : String(fault)
  await db.write((tx) => postponeSignal(tx, signal.uid, attempts, retryAt, reason))
  if (attempts === BLOCKING_TRIES) {
    await db.write((tx) => report(tx, signal)).catch((own: unknown) => onFault(own, signal.uid))
  }
  return attempts < BLOCKING_TRIES ? retryAt : null
}
