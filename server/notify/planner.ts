import { type Event, HOUSE } from '#contract/events'
import type { Clock } from '../clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { type Consumer, startConsumer } from '../events/consumer.ts'
import type { EventDraft, EventLog } from '../events/log.ts'
import { newId } from '../id.ts'
import { planNotice } from './store.ts'
import type { NoticeTarget } from './targets.ts'

const NAME = 'notify'

const TARGETS: Readonly<Record<string, readonly NoticeTarget[]>> = {
  phone_shift_lead: ['shift_lead'],
  phone_first_contact: ['first_contact'],
  phone_duty_manager: ['duty_manager'],
  breach: ['shift_lead', 'duty_manager'],
  repeat: ['shift_lead', 'first_contact', 'duty_manager'],
}

function targetsOf({ type, data }: Event): readonly NoticeTarget[] {
  return type === 'call.escalated' ? (TARGETS[String(data.action)] ?? []) : []
}

/** Turns ladder steps into notices to be sent; each once per step and target, whatever crashes in between. */
export function startPlanner(
  db: Database,
  log: EventLog,
  clock: Clock,
  onPlanned: () => void,
  onFault: (fault: unknown) => void,
): Promise<Consumer> {
  async function plan(tx: Tx, event: Event, target: NoticeTarget): Promise<EventDraft[]> {
    if (event.callId === null) return []
    const at = clock.now()
    const id = newId()
    const cause = { consumer: NAME, seq: event.seq, target, callId: event.callId }
    const open = { attempts: 0, sentAt: null, failedAt: null, fault: null }
    const planned = await planNotice(tx, { id, ...cause, plannedAt: at, nextAt: at, ...open })
    const data = { notice: id, target, cause: event.seq }
    return planned
      ? [{ at, type: 'notice.planned', actor: HOUSE, callId: event.callId, homeId: event.homeId, data }]
      : []
  }

  return startConsumer({
    name: NAME,
    db,
    log,
    clock,
    onFault,
    concerns: (event) => targetsOf(event).length > 0,
    async take(tx, events) {
      const drafts: EventDraft[] = []
      for (const event of events) {
        for (const target of targetsOf(event)) drafts.push(...(await plan(tx, event, target)))
      }
      await log.append(tx, drafts)
      tx.afterCommit(onPlanned)
    },
  })
}
