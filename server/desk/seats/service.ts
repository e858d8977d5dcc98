import { HOUSE } from '#contract/events'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { type Presence, SILENT_MS } from './presence.ts'
import { endSeat, openSeats, setAudible, signsHeardSince, startSeat, writeSigns } from './store.ts'

/** Operators on duty at a console that sounds. */
export interface SeatService {
  /** Takes a seat. Refused while the console's sound is blocked or its test tone was not heard (design §6). */
  goOnDuty(accountId: string, audio: string, toneConfirmed: boolean): Promise<void>
  goOffDuty(accountId: string): Promise<void>
  isOnDuty(accountId: string): boolean
  /** Accounts on duty whose console would be heard now, those on duty longest without a claim first. */
  audible(): readonly string[]
  /** Ends seats that fell silent, hears from other processes, and tells `onThinned` when an audible one is gone. */
  sweep(): Promise<void>
  /** Reads back who was on duty when the process ended. */
  restore(): Promise<void>
}

export interface SeatOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly presence: Presence
  /** A console is heard no more: calls that only it would have rung at must go to the phones. `none`: it was the last. */
  readonly onThinned: (none: boolean) => Promise<void>
}

export function seatService({ db, clock, events, presence, onThinned }: SeatOptions): SeatService {
  let onDuty = new Set<string>()
  let heardBefore: readonly string[] = []
  /** Counts what changed the seats here, so that an older reading of them is not believed. */
  let changes = 0

  const audible = (): string[] => {
    const now = clock.now()
    return [...onDuty].filter((accountId) => presence.isAudible(accountId, now))
  }

  async function leave(accountId: string, type: 'seat.off_duty' | 'seat.fell_silent'): Promise<void> {
    const at = clock.now()
    await db.write(async (tx) => {
      const ended = await endSeat(tx, accountId, at, type)
      const actor = type === 'seat.off_duty' ? { kind: 'account' as const, id: accountId } : HOUSE
      if (ended) await events.append(tx, [{ at, type, actor, data: { account: accountId } }])
    })
    changes += 1
    onDuty.delete(accountId)
  }

  /** Of all processes that notice that nobody is left, the one that writes it down first sees to it. */
  async function noticeThinned(): Promise<void> {
    const [before, now] = [heardBefore, audible()]
    heardBefore = now
    const isLess = before.some((accountId) => !now.includes(accountId))
    if (before.length > 0 === now.length > 0) {
      if (isLess) await onThinned(false)
      return
    }
    const isNews = await db.write((tx) => setAudible(tx, now.length > 0))
    if (isNews && now.length === 0) await onThinned(true)
  }

  /** Who has a seat, whichever process gave it. */
  async function readSeats(): Promise<void> {
    const before = changes
    const seated = new Set((await openSeats(db.read)).map(({ accountId }) => accountId))
    if (changes === before) onDuty = seated
  }

  /** Tells other processes who was heard here, and hears from them. */
  async function share(now: number): Promise<void> {
    const mine = presence.takeUntold()
    if (mine.length > 0) await db.write((tx) => writeSigns(tx, mine))
    for (const sign of await signsHeardSince(db.read, now - 2 * SILENT_MS)) presence.learn(sign)
  }

  return {
    async goOnDuty(accountId, audio, toneConfirmed) {
      if (audio !== 'running') throw new Refused('sound_blocked')
      if (!toneConfirmed) throw new Refused('tone_not_confirmed')
      const at = clock.now()
      presence.heard(accountId, at, audio)
      if (onDuty.has(accountId)) return
      changes += 1
      onDuty.add(accountId)
      await db.write(async (tx) => {
        await startSeat(tx, { id: newId(), accountId, startedAt: at })
        const actor = { kind: 'account' as const, id: accountId }
        await events.append(tx, [{ at, type: 'seat.on_duty', actor, data: { account: accountId } }])
      })
      changes += 1
      await noticeThinned()
    },
    async goOffDuty(accountId) {
      if (onDuty.has(accountId)) await leave(accountId, 'seat.off_duty')
      await noticeThinned()
    },
    isOnDuty: (accountId) => onDuty.has(accountId),
    audible,
    async sweep() {
      const now = clock.now()
      presence.look(now)
      if (!db.isSoleWriter) {
        await share(now)
        await readSeats()
      }
      for (const accountId of [...onDuty]) {
        if (presence.isSilent(accountId, now)) await leave(accountId, 'seat.fell_silent')
      }
      await noticeThinned()
    },
    async restore() {
      if (!db.isSoleWriter) await share(clock.now())
      await readSeats()
      heardBefore = audible()
      await db.write((tx) => setAudible(tx, heardBefore.length > 0))
    },
  }
}
