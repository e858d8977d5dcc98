import { HOUSE } from '#contract/events'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import type { EventDraft, EventLog } from '../events/log.ts'
import { dueNotices, leaseNotice, type NoticeRow, settleNotice } from './store.ts'
import { NOTICE_TARGETS } from './targets.ts'

const POLL_MS = 1_000
const LIMIT = 20
/** Tries before a notice counts as failed, and the wait between them: 2, 4, 8, 16 seconds. */
const TRIES = 5
const BACKOFF_MS = 2_000
/**
 * Where several processes send, one has a notice for so long; longer than a gateway may take to answer. When that
 * process dies meanwhile, another sends it afterwards, under the same id. Milliseconds.
 */
const LEASE_MS = 12_000

/** How a notice leaves the house; rejects when it did not. `null` when nobody has said where it should go. */
export type Channel = ((notice: NoticeRow) => Promise<void>) | null

export interface Sender {
  wake(): void
  settled(): Promise<void>
  stop(): void
}

export interface SenderOptions {
  readonly db: Database
  readonly clock: Clock
  readonly log: EventLog
  readonly channelOf: (target: string) => Channel
  readonly onFault: (fault: unknown) => void
}

/** Sends planned notices, retries with back-off, and says in the log what became of each. */
export function startSender(options: SenderOptions): Sender {
  const lanes = NOTICE_TARGETS.map((target) => startLane(options, target))
  const wakeAll = (): Promise<void>[] => lanes.map((lane) => lane.wake())
  const stopPolling = options.clock.every(POLL_MS, () => void wakeAll())
  return {
    wake: () => void wakeAll(),
    settled: async () => void (await Promise.all(wakeAll())),
    stop() {
      stopPolling()
      for (const lane of lanes) lane.stop()
    },
  }
}

/** A lane of its own for every target: a gateway that hangs holds up nobody but itself (reliability T23). */
function startLane(options: SenderOptions, target: string): { wake(): Promise<void>; stop(): void } {
  const { db, clock, onFault } = options
  let running: Promise<void> | null = null
  let stopped = false

  /** Until nothing is due: what was planned while others were sent does not wait for the next look. */
  async function run(): Promise<void> {
    while (!stopped) {
      const notices = await dueNotices(db.read, target, clock.now(), LIMIT)
      if (notices.length === 0) return
      const channel = options.channelOf(target)
      if (channel) await Promise.all(notices.map((notice) => send(options, channel, notice)))
      else await settle(options, notices, 'no_channel', true)
    }
  }

  return {
    wake() {
      running ??= run()
        .catch(onFault)
        .finally(() => {
          running = null
        })
      return running
    },
    stop() {
      stopped = true
    },
  }
}

/** Whether this process is the one that sends it. */
async function isMine({ db, clock }: SenderOptions, { id, nextAt }: NoticeRow): Promise<boolean> {
  if (db.isSoleWriter || nextAt === null) return true
  return db.write((tx) => leaseNotice(tx, id, nextAt, clock.now() + LEASE_MS))
}

async function send(options: SenderOptions, channel: NonNullable<Channel>, notice: NoticeRow): Promise<void> {
  if (!(await isMine(options, notice))) return
  try {
    await channel(notice)
    await settle(options, [notice], null, true)
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault)
    await settle(options, [notice], reason.slice(0, 200), notice.attempts + 1 >= TRIES)
  }
}

/** Records what became of the notices; final ones are news. */
async function settle(
  options: SenderOptions,
  notices: readonly NoticeRow[],
  fault: string | null,
  final: boolean,
): Promise<void> {
  const { db, clock, log } = options
  const at = clock.now()
  const ending = { sentAt: fault === null ? at : null, failedAt: final && fault !== null ? at : null, fault }
  await db.write(async (tx) => {
    for (const { id, attempts } of notices) {
      const nextAt = final ? null : at + BACKOFF_MS * 2 ** attempts
      await settleNotice(tx, { id, nextAt, attempts: attempts + 1, ...ending })
    }
    if (final)
      await log.append(
        tx,
        notices.map((notice) => ended(notice, at, fault)),
      )
  })
}

function ended({ id, target, attempts, callId }: NoticeRow, at: number, fault: string | null): EventDraft {
  const data = { notice: id, target, attempts: attempts + 1, ...(fault === null ? {} : { fault }) }
  return { at, type: fault === null ? 'notice.sent' : 'notice.failed', actor: HOUSE, callId, data }
}
