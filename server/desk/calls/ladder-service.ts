import { HOUSE } from '#contract/events'
import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { setTimer, type Timer } from '../../timers/store.ts'
import type { TimerHandler } from '../../timers/ticker.ts'
import type { Presence } from '../seats/presence.ts'
import { type CallRecord, type CallTimerKind, unchanged } from './call.ts'
import { type NextStep, nextStep } from './ladder.ts'
import { recordChanges } from './record-store.ts'
import type { CallService, ReachOf } from './service.ts'
import { claimedBy, holdCall, holdCalls, waitingEmergencies } from './store.ts'
import type { TroubleService } from './trouble-service.ts'
import { LEASE_MS, ORPHANED_MS, UNATTENDED_MS } from './watching.ts'

/** What time does to calls: the ladder of a ringing one, the patience with a claimed one. */
export interface LadderService {
  readonly handlers: Readonly<Record<CallTimerKind, TimerHandler>>
  /** Holds the calls that those of these timers are about which are its own. */
  hold(tx: Tx, timers: readonly Timer[]): Promise<void>
  /**
   * A console that sounded is gone: emergencies that nobody hears any more take their next step now, and when it was
   * the last one the desk itself rings.
   */
  thinned(isUnstaffed: boolean): Promise<void>
}

export interface LadderOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly calls: CallService
  readonly presence: Presence
  readonly troubles: TroubleService
  readonly reachOf: ReachOf
}

export function ladderService(options: LadderOptions): LadderService {
  const { db, clock, events, calls, presence, troubles, reachOf } = options

  async function climb(tx: Tx, timer: Timer): Promise<void> {
    const call = await holdCall(tx, timer.subject)
    if (call?.state !== 'waiting') return
    const at = clock.now()
    const audible = (await reachOf(tx, [call.homeId]))(call.homeId)
    const step = nextStep(call, at, audible.length > 0)
    const after = { ...call, step: step.step, steppedAt: at, stepDueAt: step.nextDueAt, version: call.version + 1 }
    const escalated = { type: 'call.escalated', actor: HOUSE, data: { action: step.action, step: step.step } } as const
    const timers = [{ kind: 'ladder', dueAt: step.nextDueAt }] as const
    const change = { ok: true, call: after, events: [escalated], timers, rings: [] } as const
    await recordChanges(tx, events, [{ before: call, change, signalUid: null }], [], at)
    await followUp(tx, after, step, audible)
  }

  async function followUp(tx: Tx, call: CallRecord, step: NextStep, audible: readonly string[]): Promise<void> {
    if (step.action === 'assign_longest_idle') {
      const to = await longestIdle(tx, audible)
      if (to) await calls.carryOut(tx, call.id, { type: 'assign', to })
    }
    // Nobody would hear the bell: that is an emergency of the desk's own (design §6 rule 11).
    if (audible.length === 0 && call.priority === 1 && call.subjectKind !== 'desk') await troubles.ring(tx, 'unstaffed')
  }

  /** Brings the next step forward to now, on the call and in the timer. */
  async function hurry(tx: Tx, call: CallRecord, at: number): Promise<void> {
    const after = { ...call, stepDueAt: at, version: call.version + 1 }
    const change = { ...unchanged(after), timers: [{ kind: 'ladder', dueAt: at }] } as const
    await recordChanges(tx, events, [{ before: call, change, signalUid: null }], [], at)
  }

  async function watchContact(tx: Tx, timer: Timer): Promise<void> {
    const call = await holdCall(tx, timer.subject)
    if (call?.state !== 'claimed' || call.contactAttemptedAt !== null) return
    const waited = clock.now() - (call.claimedAt ?? clock.now())
    if (waited >= ORPHANED_MS) await calls.carryOut(tx, call.id, { type: 'orphan', reason: 'no_contact' })
    else if (waited >= UNATTENDED_MS) await calls.carryOut(tx, call.id, { type: 'unattended' })
  }

  async function watchLease(tx: Tx, timer: Timer): Promise<void> {
    const call = await holdCall(tx, timer.subject)
    if (call?.state !== 'claimed' || call.ownerId === null) return
    if (presence.isSilent(call.ownerId, clock.now())) {
      await calls.carryOut(tx, call.id, { type: 'orphan', reason: 'owner_silent' })
      return
    }
    const dueAt = presence.lastHeardAt(call.ownerId) + LEASE_MS
    await setTimer(tx, { kind: 'lease', subject: call.id, dueAt })
  }

  /** What a call waited for should have come by now. */
  async function wakeUp(tx: Tx, timer: Timer): Promise<void> {
    const call = await holdCall(tx, timer.subject)
    if (call?.state === 'parked') await calls.carryOut(tx, call.id, { type: 'wake' })
  }

  const handlers = { ladder: climb, contact: watchContact, lease: watchLease, parked: wakeUp }

  return {
    handlers,
    async hold(tx, timers) {
      const own = timers.filter(({ kind }) => Object.hasOwn(handlers, kind))
      await holdCalls(
        tx,
        own.map(({ subject }) => subject),
      )
    },
    async thinned(isUnstaffed) {
      await db.write(async (tx) => {
        const at = clock.now()
        const waiting = await waitingEmergencies(tx)
        const reach = await reachOf(
          tx,
          waiting.map(({ homeId }) => homeId),
        )
        for (const call of waiting) if (reach(call.homeId).length === 0) await hurry(tx, call, at)
        if (isUnstaffed) await troubles.ring(tx, 'unstaffed')
      })
    },
  }
}

/** The account on duty with the fewest claimed calls; among equals the one that sat down first. */
async function longestIdle(tx: Tx, audible: readonly string[]): Promise<string | undefined> {
  const loads = await Promise.all(audible.map(async (id) => ({ id, load: (await claimedBy(tx, id)).length })))
  return loads.sort((a, b) => a.load - b.load)[0]?.id
}
