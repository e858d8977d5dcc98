import type { CallKind, CallState, ParkReason, SubjectKind, Trigger } from '#contract/calls'
import { type Actor, type EventType, HOUSE } from '#contract/events'
import type { ProblemCode } from '#contract/problems'
import { secondStepDueAt } from './ladder.ts'

/** A call as the rules see it. Instants are milliseconds since 1970. Milestones are instants, not states (design §6). */
export interface CallRecord {
  readonly id: string
  readonly number: string
  readonly kind: CallKind
  readonly priority: number
  readonly state: CallState
  readonly trigger: Trigger
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly homeId: string | null
  readonly deviceId: string | null
  readonly presses: number
  readonly pressedAt: number
  readonly pressedBeforeAt: number | null
  readonly repeated: boolean
  readonly delayed: boolean
  readonly cancelled: boolean
  readonly orphaned: boolean
  readonly unattended: boolean
  /** How often it has started to ring, counted from 1. */
  readonly ring: number
  /** Ladder steps taken in this ring, and when the last one was. */
  readonly step: number
  readonly steppedAt: number
  /** When the next ladder step is due; null when none is. */
  readonly stepDueAt: number | null
  readonly ownerId: string | null
  readonly assignedId: string | null
  readonly receivedAt: number
  readonly rangAt: number
  readonly shownAt: number | null
  readonly claimedAt: number | null
  readonly contactAttemptedAt: number | null
  readonly contactedAt: number | null
  readonly onSceneAt: number | null
  readonly resolvedAt: number | null
  /** Only while it is parked. */
  readonly parkedUntil: number | null
  readonly parkedFor: ParkReason | null
  readonly mergedIntoId: string | null
  readonly closedAt: number | null
  readonly cause: string | null
  readonly result: string | null
  readonly seenBy: string | null
  readonly concerns: string | null
  readonly version: number
}

export interface CallEvent {
  readonly type: EventType
  readonly actor: Actor
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * `ladder`: the next step while it rings. `contact`: claimed, but nobody rung yet. `lease`: is the owner still there?
 * `parked`: it has waited long enough.
 */
export type CallTimerKind = 'ladder' | 'contact' | 'lease' | 'parked'

export interface CallTimer {
  readonly kind: CallTimerKind
  /** Null takes the timer away. */
  readonly dueAt: number | null
}

export type RingReason = 'opened' | 'pressed' | 'released' | 'orphaned' | 'reopened' | 'woken'

export type RingChange =
  | { readonly op: 'start'; readonly reason: RingReason }
  | { readonly op: 'shown' }
  | { readonly op: 'claimed'; readonly by: string }

/** What a command does to a call: the call after it, the news, the timers and the ring it touches. */
export interface Change {
  readonly ok: true
  readonly call: CallRecord
  readonly events: readonly CallEvent[]
  readonly timers: readonly CallTimer[]
  readonly rings: readonly RingChange[]
}

export interface Refusal {
  readonly ok: false
  readonly code: ProblemCode
}

export type Decision = Change | Refusal

export function refuse(code: ProblemCode): Refusal {
  return { ok: false, code }
}

/** When a rule runs, and whether a console that sounds is on duty: without one a P1 goes straight to the phones. */
export interface Moment {
  readonly at: number
  readonly audible: boolean
}

export function isOpen(call: CallRecord): boolean {
  return call.closedAt === null
}

/** What only a parked call has. */
export const NOT_PARKED = { parkedUntil: null, parkedFor: null } as const

/** Takes these timers away, and that of a call that was parked. */
export function without(call: CallRecord, ...kinds: readonly CallTimerKind[]): CallTimer[] {
  const all = call.state === 'parked' ? [...kinds, 'parked' as const] : kinds
  return all.map((kind) => ({ kind, dueAt: null }))
}

/** The call in its next version. */
export function next(call: CallRecord, to: Partial<CallRecord>, from = call.version): CallRecord {
  return { ...call, ...to, version: from + 1 }
}

/** That a person did this. */
export function did(type: EventType, by: string, data: Readonly<Record<string, unknown>>): CallEvent {
  return { type, actor: { kind: 'account', id: by }, data }
}

/** That the call rings again. */
export function rang(reason: RingReason): CallEvent {
  return { type: 'call.rang', actor: HOUSE, data: { reason } }
}

/** Nothing changes: said twice, done once. */
export function unchanged(call: CallRecord): Change {
  return { ok: true, call, events: [], timers: [], rings: [] }
}

/** Back to waiting and ringing from the first ladder step, whatever it was before. */
export function ringAgain(
  call: CallRecord,
  reason: RingReason,
  { at, audible }: Moment,
): Pick<Change, 'call' | 'timers' | 'rings'> {
  const stepDueAt = secondStepDueAt(call.priority, at, audible)
  return {
    call: {
      ...call,
      state: 'waiting',
      ownerId: null,
      assignedId: null,
      ring: call.ring + 1,
      step: 1,
      steppedAt: at,
      stepDueAt,
      rangAt: at,
      shownAt: null,
      claimedAt: null,
      contactAttemptedAt: null,
      contactedAt: null,
      // Who presses again is not helped yet: the lamp must not go on saying that somebody is there.
      onSceneAt: reason === 'pressed' || reason === 'reopened' ? null : call.onSceneAt,
      unattended: false,
      ...NOT_PARKED,
      resolvedAt: null,
      closedAt: null,
    },
    timers: [{ kind: 'ladder', dueAt: stepDueAt }, ...without(call, 'contact', 'lease')],
    rings: [{ op: 'start', reason }],
  }
}

/** A new ringing call with its first ladder step taken; its number is given when it is written. */
export function newCall(
  what: Pick<
    CallRecord,
    | 'id'
    | 'kind'
    | 'priority'
    | 'trigger'
    | 'subjectKind'
    | 'subjectId'
    | 'homeId'
    | 'deviceId'
    | 'receivedAt'
    | 'delayed'
  >,
  opened: CallEvent,
  { at, audible }: Moment,
): Change {
  const stepDueAt = secondStepDueAt(what.priority, at, audible)
  const call: CallRecord = {
    ...what,
    number: '',
    state: 'waiting',
    presses: 1,
    pressedAt: what.receivedAt,
    pressedBeforeAt: null,
    repeated: false,
    cancelled: false,
    orphaned: false,
    unattended: false,
    ring: 1,
    step: 1,
    steppedAt: at,
    stepDueAt,
    ownerId: null,
    assignedId: null,
    rangAt: at,
    shownAt: null,
    claimedAt: null,
    contactAttemptedAt: null,
    contactedAt: null,
    onSceneAt: null,
    ...NOT_PARKED,
    mergedIntoId: null,
    resolvedAt: null,
    closedAt: null,
    cause: null,
    result: null,
    seenBy: null,
    concerns: null,
    version: 1,
  }
  const timers: CallTimer[] = [{ kind: 'ladder', dueAt: stepDueAt }]
  return { ok: true, call, events: [opened], timers, rings: [{ op: 'start', reason: 'opened' }] }
}
