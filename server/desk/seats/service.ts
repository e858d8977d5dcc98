import { HOUSE } from '#contract/events'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/store.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import type { Presence } from './presence.ts'
import { endSeat, openSeats, startSeat } from './store.ts'

/** Operators on duty at a console that sounds. */
export interface SeatService {
  /** Takes a seat. Refused while the console's sound is blocked or its test tone was not heard (design §6). */
  goOnDuty(accountId: string, audio: string, toneConfirmed: boolean): Promise<void>
  goOffDuty(accountId: string): Promise<void>
  isOnDuty(accountId: string): boolean
  /** Accounts on duty whose console would be heard now, those on duty longest without a claim first. */
  audible(): readonly string[]
  /** Ends seats that fell silent and tells `onUnstaffed` when the last audible one is gone. */
  sweep(): Promise<void>
  /** Reads back who was on duty when the process ended. */
  restore(): Promise<void>
}

export interface SeatOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly presence: Presence
  /** Called when no console would be heard any more: ringing calls must go to the phones. */
  readonly onUnstaffed: () => Promise<void>
}

export function seatService({ db, clock, events, presence, onUnstaffed }: SeatOptions): SeatService {
  const onDuty = new Set<string>()
  let wasAudible = false

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
    onDuty.delete(accountId)
  }

  async function noticeUnstaffed(): Promise<void> {
    const isAudible = audible().length > 0
    const lostTheLast = wasAudible && !isAudible
    wasAudible = isAudible
    if (lostTheLast) await onUnstaffed()
  }

  return {
    async goOnDuty(accountId, audio, toneConfirmed) {
      if (audio !== 'running') throw new Refused('sound_blocked')
      if (!toneConfirmed) throw new Refused('tone_not_confirmed')
      const at = clock.now()
      presence.heard(accountId, at, audio)
      if (onDuty.has(accountId)) return
      onDuty.add(accountId)
      wasAudible = true
      await db.write(async (tx) => {
        await startSeat(tx, { id: newId(), accountId, startedAt: at })
        const actor = { kind: 'account' as const, id: accountId }
        await events.append(tx, [{ at, type: 'seat.on_duty', actor, data: { account: accountId } }])
      })
    },
    async goOffDuty(accountId) {
      if (onDuty.has(accountId)) await leave(accountId, 'seat.off_duty')
      await noticeUnstaffed()
    },
    isOnDuty: (accountId) => onDuty.has(accountId),
    audible,
    async sweep() {
      const now = clock.now()
      presence.look(now)
      for (const accountId of [...onDuty]) {
        if (presence.isSilent(accountId, now)) await leave(accountId, 'seat.fell_silent')
      }
      await noticeUnstaffed()
    },
    async restore() {
      for (const { accountId } of await openSeats(db.read)) onDuty.add(accountId)
      wasAudible = audible().length > 0
    },
  }
}
