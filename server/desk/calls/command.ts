import type { NewContactAttempt, Outcome } from '#contract/calls'
import { HOUSE } from '#contract/events'
import {
  type CallEvent,
  type CallRecord,
  type Decision,
  did,
  isOpen,
  type Moment,
  NOT_PARKED,
  next,
  rang,
  refuse,
  ringAgain,
  unchanged,
  without,
} from './call.ts'
import { unmet } from './completion.ts'
import { type Takeover, type Transfer, takeOver, transfer } from './handover.ts'
import { type Parking, park, resume, wake } from './parking.ts'
import { prioritise, type Urgency } from './urgency.ts'
import { ORPHANED_MS, UNATTENDED_MS, watched } from './watching.ts'

/** Everything a person at the desk, or the house itself, can do to a call. */
export type Command =
  | { readonly type: 'claim'; readonly by: string }
  | { readonly type: 'release'; readonly by: string }
  | ({ readonly type: 'park' } & Parking)
  | { readonly type: 'wake' }
  | ({ readonly type: 'transfer' } & Transfer)
  | ({ readonly type: 'takeOver' } & Takeover)
  | ({ readonly type: 'prioritise' } & Urgency)
  | { readonly type: 'orphan'; readonly reason: 'owner_silent' | 'no_contact' }
  | { readonly type: 'unattended' }
  | { readonly type: 'shown'; readonly by: string }
  | { readonly type: 'assign'; readonly to: string }
  | { readonly type: 'note'; readonly by: string; readonly note: string }
  | { readonly type: 'attempt'; readonly by: string; readonly attempt: NewContactAttempt }
  | { readonly type: 'resolve'; readonly by: string; readonly outcome: Outcome }
  | { readonly type: 'close'; readonly by: string; readonly outcome: Outcome | null }
  | { readonly type: 'reopen'; readonly by: string; readonly note: string }

/** What a command does to a call. Pure: the same three inputs give the same answer. */
export function decide(call: CallRecord, command: Command, moment: Moment): Decision {
  const { at } = moment
  if (command.type === 'reopen') return reopen(call, command, moment)
  if (command.type === 'note') return annotate(call, command)
  if (!isOpen(call)) return refuse('call_closed')
  switch (command.type) {
    case 'claim':
      return claim(call, command.by, at)
    case 'release':
      return release(call, command.by, moment)
    case 'park':
      return park(call, command, at)
    case 'wake':
      return wake(call, moment)
    case 'transfer':
      return transfer(call, command, at)
    case 'takeOver':
      return takeOver(call, command, at)
    case 'prioritise':
      return prioritise(call, command)
    case 'orphan':
      return orphan(call, command.reason, moment)
    case 'unattended':
      return unattended(call, at)
    case 'shown':
      return shown(call, command.by, at)
    case 'assign':
      return assign(call, command.to)
    case 'attempt':
      return attempt(call, command, at)
    case 'resolve':
      return resolve(call, command.by, command.outcome, at)
    case 'close':
      return close(call, command, at)
  }
}

/** One winner: whoever is not first learns who was. */
function claim(call: CallRecord, by: string, at: number): Decision {
  if (call.ownerId === by && call.state === 'claimed') return unchanged(call)
  if (call.ownerId === by && call.state === 'parked') return resume(call, by, at)
  if (call.state !== 'waiting') return refuse('call_already_claimed')
  return {
    ok: true,
    call: next(call, { state: 'claimed', ownerId: by, claimedAt: at, orphaned: false, unattended: false }),
    events: [did('call.claimed', by, { ring: call.ring })],
    timers: [{ kind: 'ladder', dueAt: null }, ...watched({ contactAttemptedAt: null }, at)],
    rings: [{ op: 'claimed', by }],
  }
}

function release(call: CallRecord, by: string, moment: Moment): Decision {
  if (call.ownerId !== by) return refuse('call_not_yours')
  const again = ringAgain(next(call, {}), 'released', moment)
  return { ok: true, ...again, events: [did('call.released', by, {}), rang('released')] }
}

function orphan(call: CallRecord, reason: string, moment: Moment): Decision {
  if (call.state !== 'claimed') return unchanged(call)
  const again = ringAgain(next(call, { orphaned: true }), 'orphaned', moment)
  const lost: CallEvent = { type: 'call.orphaned', actor: HOUSE, data: { reason, owner: call.ownerId } }
  return { ok: true, ...again, events: [lost, rang('orphaned')] }
}

function unattended(call: CallRecord, at: number): Decision {
  if (call.state !== 'claimed' || call.contactAttemptedAt !== null || call.unattended) return unchanged(call)
  return {
    ok: true,
    call: next(call, { unattended: true }),
    events: [{ type: 'call.unattended', actor: HOUSE, data: { owner: call.ownerId } }],
    timers: [{ kind: 'contact', dueAt: at + ORPHANED_MS - UNATTENDED_MS }],
    rings: [],
  }
}

function shown(call: CallRecord, by: string, at: number): Decision {
  if (call.state !== 'waiting' || call.shownAt !== null) return unchanged(call)
  return {
    ok: true,
    call: next(call, { shownAt: at }),
    events: [did('call.shown', by, { ring: call.ring })],
    timers: [],
    rings: [{ op: 'shown' }],
  }
}

function assign(call: CallRecord, to: string): Decision {
  if (call.state !== 'waiting' || call.assignedId === to) return unchanged(call)
  return {
    ...unchanged(next(call, { assignedId: to })),
    events: [{ type: 'call.assigned', actor: HOUSE, data: { to } }],
  }
}

function annotate(call: CallRecord, command: Extract<Command, { type: 'note' }>): Decision {
  return { ...unchanged(next(call, {})), events: [did('call.noted', command.by, { note: command.note })] }
}

function attempt(call: CallRecord, command: Extract<Command, { type: 'attempt' }>, at: number): Decision {
  if (call.ownerId !== command.by) return refuse('call_not_yours')
  const { contactId, channel, outcome } = command.attempt
  const reached = outcome === 'reached'
  const events = [did('call.contact_attempted', command.by, { contact: contactId, channel, outcome })]
  if (reached && call.contactedAt === null) events.push(did('call.contacted', command.by, { contact: contactId }))
  return {
    ok: true,
    call: next(call, {
      contactAttemptedAt: call.contactAttemptedAt ?? at,
      contactedAt: reached ? (call.contactedAt ?? at) : call.contactedAt,
      unattended: false,
    }),
    events,
    timers: [{ kind: 'contact', dueAt: null }],
    rings: [],
  }
}

function resolve(call: CallRecord, by: string, outcome: Outcome, at: number): Decision {
  if (call.ownerId !== by) return refuse('call_not_yours')
  const [first] = unmet(call, outcome)
  if (first !== undefined) return refuse(first)
  return {
    ok: true,
    call: next(call, { state: 'resolved', resolvedAt: at, ...NOT_PARKED, ...outcome }),
    events: [did('call.resolved', by, { ...outcome })],
    timers: without(call, 'contact'),
    rings: [],
  }
}

function close(call: CallRecord, command: Extract<Command, { type: 'close' }>, at: number): Decision {
  const resolved = command.outcome ? resolve(call, command.by, command.outcome, at) : unchanged(call)
  if (!resolved.ok) return resolved
  if (resolved.call.state !== 'resolved') return refuse('call_not_resolved')
  return {
    ok: true,
    call: next(resolved.call, { state: 'closed', closedAt: at }, call.version),
    events: [...resolved.events, did('call.closed', command.by, {})],
    timers: without(call, 'ladder', 'contact', 'lease'),
    rings: [],
  }
}

function reopen(call: CallRecord, command: Extract<Command, { type: 'reopen' }>, moment: Moment): Decision {
  if (isOpen(call)) return refuse('call_not_closed')
  if (call.state === 'merged') return refuse('call_merged')
  const again = ringAgain(next(call, {}), 'reopened', moment)
  return { ok: true, ...again, events: [did('call.reopened', command.by, { by: 'person', note: command.note })] }
}
