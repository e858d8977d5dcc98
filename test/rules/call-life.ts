import fc from 'fast-check'
import { CONTACT_OUTCOMES, HANDOVER_REASONS, MOST_PARKED_MS, PARK_REASONS, PRIORITY_REASONS } from '#contract/calls'
import type { CallRecord, Change, Decision } from '../../server/desk/calls/call.ts'
import { type Command, decide } from '../../server/desk/calls/command.ts'
import { nextStep } from '../../server/desk/calls/ladder.ts'
import { open, press, REOPEN_MS, reopens, type Signal, tell } from '../../server/desk/calls/press.ts'

/** When every life begins. */
const BEGAN_AT = Date.parse('2026-11-22T02:00:00Z')

/** A little longer than any call may wait. */
const LONGER_MS = MOST_PARKED_MS + 3_600_000

/** What can happen to a call: somebody acts, the caller presses, a timer falls due, time passes. */
const people = fc.constantFrom('a', 'b')
const OUTCOME = { cause: 'accidental', result: 'reassured', seenBy: 'spoke', concerns: null } as const
const outcome = fc.constant(OUTCOME)
const attempt = fc.record({
  contactId: fc.constant(null),
  channel: fc.constant('phone' as const),
  outcome: fc.constantFrom(...CONTACT_OUTCOMES),
})
/** The whole of an ordinary call; chance alone closes few. */
const HANDLE: readonly Command[] = [
  { type: 'claim', by: 'a' },
  { type: 'attempt', by: 'a', attempt: { contactId: null, channel: 'phone', outcome: 'reached' } },
  { type: 'close', by: 'a', outcome: OUTCOME },
]
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('claim' as const), by: people }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('attempt' as const), by: people, attempt }) },
  fc.record({ type: fc.constant('release' as const), by: people }),
  fc.record({ type: fc.constant('orphan' as const), reason: fc.constantFrom('owner_silent', 'no_contact') }),
  fc.record({ type: fc.constant('unattended' as const) }),
  fc.record({ type: fc.constant('shown' as const), by: people }),
  fc.record({ type: fc.constant('assign' as const), to: people }),
  fc.record({ type: fc.constant('note' as const), by: people, note: fc.constant('n') }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant('resolve' as const), by: people, outcome }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('close' as const), by: people, outcome: fc.option(outcome) }) },
  fc.record({ type: fc.constant('reopen' as const), by: people, note: fc.constant('n') }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('park' as const),
      by: people,
      until: fc.integer({ min: BEGAN_AT - 1, max: BEGAN_AT + 2 * MOST_PARKED_MS }),
      reason: fc.constantFrom(...PARK_REASONS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('wake' as const) }) },
  fc.record({
    type: fc.constant('transfer' as const),
    by: people,
    to: people,
    reason: fc.constantFrom(...HANDOVER_REASONS),
    isSupervisor: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('takeOver' as const),
    by: people,
    reason: fc.constantFrom(...HANDOVER_REASONS),
    mayOverrule: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('prioritise' as const),
    by: people,
    priority: fc.integer({ min: 1, max: 4 }),
    reason: fc.option(fc.constantFrom(...PRIORITY_REASONS)),
  }),
)
export const anyStep = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('command' as const), command: anyCommand }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('press' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('handle' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('park' as const),
      ms: fc.integer({ min: 1, max: LONGER_MS }),
      spoken: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('climb' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(REOPEN_MS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('audible' as const), audible: fc.boolean() }) },
)
export type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

/** The rules under test; a control puts broken ones in their place. */
export interface Rules {
  readonly decide: typeof decide
  readonly press: typeof press
}

const RULES: Rules = { decide, press }

/** One thing that happened, with the call before and after it. */
export interface Moved {
  readonly step: Step
  readonly at: number
  readonly before: CallRecord
  readonly change: Change
  readonly timers: ReadonlyMap<string, number>
}

/** Plays any life of a call; tells of every change and every refusal. */
export class CallLife {
  call: CallRecord
  at = BEGAN_AT
  audible = true
  readonly moves: Moved[] = []
  readonly refusals: { readonly step: Step; readonly code: string; readonly state: string }[] = []
  readonly #timers = new Map<string, number>()
  readonly #rules: Rules
  #presses = 1

  constructor(priority: number, rules: Rules = RULES) {
    this.#rules = rules
    const kind = priority === 1 ? 'emergency' : 'welfare'
    const opened = open('call', this.#signal('sos'), { kind, priority, trigger: 'sos' }, this.#moment())
    this.call = opened.call
    this.#setTimers(opened)
  }

  play(step: Step): void {
    if (step.do === 'wait') this.at += step.ms
    if (step.do === 'audible') this.audible = step.audible
    if (step.do === 'command') this.#take(step, this.#rules.decide(this.call, step.command, this.#moment()))
    if (step.do === 'handle') for (const command of HANDLE) this.play({ do: 'command', command })
    if (step.do === 'park') this.#park(step.ms, step.spoken)
    if (step.do === 'press') this.#press(step)
    if (step.do === 'cancel' && this.call.closedAt === null) {
      this.#take(step, tell(this.call, this.#signal('cancel'), { type: 'tells', event: 'call.cancelled' }, this.at))
    }
    if (step.do === 'climb') this.#climb(step)
  }

  #moment() {
    return { at: this.at, audible: this.audible }
  }

  #signal(kind: 'sos' | 'cancel'): Signal {
    this.#presses += 1
    const id = `s${this.#presses}`
    const from = { uid: id, id, deviceId: 'd', homeId: 'h', lane: 'alarm', deviceAt: null, boot: 'b', conflict: false }
    return { ...from, kind, isTest: false, n: this.#presses, receivedAt: this.at }
  }

  /** A call waits for so long, as far as it may; before that its caller was spoken to, or not. */
  #park(ms: number, spoken: boolean): void {
    for (const command of HANDLE.slice(0, spoken ? 2 : 1)) this.play({ do: 'command', command })
    this.play({ do: 'command', command: { type: 'park', by: 'a', until: this.at + ms, reason: 'helper' } })
  }

  /** As the arrivals do: a closed call that does not reopen is left alone, a new one is opened instead. */
  #press(step: Step): void {
    if (this.call.closedAt !== null && !reopens(this.call, this.at)) return
    this.#take(step, this.#rules.press(this.call, this.#signal('sos'), 'sos', this.call.priority, this.#moment()))
  }

  /** As the ladder's timer does, when it is due. */
  #climb(step: Step): void {
    const due = this.#timers.get('ladder')
    if (due === undefined) return
    this.at = Math.max(this.at, due)
    this.#timers.delete('ladder')
    if (this.call.state !== 'waiting') return
    const next = nextStep(this.call, this.at, this.audible)
    const call = { ...this.call, step: next.step, steppedAt: this.at, stepDueAt: next.nextDueAt }
    const timers = [{ kind: 'ladder', dueAt: next.nextDueAt }] as const
    const events = [
      { type: 'call.escalated', actor: { kind: 'house', id: null }, data: { action: next.action } },
    ] as const
    this.#take(step, { ok: true, call: { ...call, version: call.version + 1 }, timers, events, rings: [] })
  }

  #take(step: Step, decision: Decision): void {
    if (!decision.ok) {
      this.refusals.push({ step, code: decision.code, state: this.call.state })
      return
    }
    const before = this.call
    this.call = decision.call
    this.#setTimers(decision)
    this.moves.push({ step, at: this.at, before, change: decision, timers: new Map(this.#timers) })
  }

  #setTimers({ timers }: Change): void {
    for (const { kind, dueAt } of timers) {
      if (dueAt === null) this.#timers.delete(kind)
      else this.#timers.set(kind, dueAt)
    }
  }
}
