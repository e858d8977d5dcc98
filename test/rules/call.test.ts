import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_PARKED_MS } from '#contract/calls'
import type { CallRecord, Decision } from '../../server/desk/calls/call.ts'
import { decide } from '../../server/desk/calls/command.ts'
import { press, REOPEN_MS } from '../../server/desk/calls/press.ts'
import { anyStep, CallLife, type Moved, type Rules } from './call-life.ts'

const LIVES = { numRuns: 300 }
/** What is broken may show seldom; the first life that shows it ends the search. */
const MANY_LIVES = { numRuns: 5_000 }
const anyLife = [fc.constantFrom(1, 2), fc.array(anyStep, { maxLength: 60, size: 'max' })] as const

/** A law: what is wrong with a move, or null. */
type Law = (moved: Moved) => string | null

const isReopening = ({ step }: Moved): boolean =>
  step.do === 'press' || (step.do === 'command' && step.command.type === 'reopen')

const LAWS: Readonly<Record<string, Law>> = {
  'a closed call moves only by reopening, or by a press on a P1 within thirty minutes'(moved) {
    const { before, change, step, at } = moved
    if (before.closedAt === null || change.call.closedAt !== null) return null
    if (!isReopening(moved)) return `it moved by ${JSON.stringify(step)}`
    const inTime = before.priority === 1 && at - before.closedAt <= REOPEN_MS
    return step.do === 'press' && !inTime ? 'a press came too late, or on a lesser call' : null
  },
  'the version grows by one with every change, and only then'({ before, change }) {
    const { version, ...now } = change.call
    const { version: earlier, ...then } = before
    const changed = change.events.length > 0 || JSON.stringify(now) !== JSON.stringify(then)
    return version - earlier === (changed ? 1 : 0) ? null : `from ${earlier} to ${version}`
  },
  'every change is news'({ before, change }) {
    return change.call.version !== before.version && change.events.length === 0 ? 'nobody was told' : null
  },
  'rings are counted without gaps, one for each start'({ before, change }) {
    const starts = change.rings.filter(({ op }) => op === 'start').length
    return change.call.ring === before.ring + starts && starts <= 1 ? null : `${before.ring} to ${change.call.ring}`
  },
  'a waiting call has no owner, a claimed one has'({ change: { call } }) {
    if (call.state === 'waiting' && call.ownerId !== null) return 'it waits and has an owner'
    return call.state === 'claimed' && call.ownerId === null ? 'it is claimed by nobody' : null
  },
  'a waiting P1 always has a next step: within three minutes of its ring, or within the next one'({
    change: { call },
    timers,
    at,
  }) {
    if (call.state !== 'waiting' || call.priority !== 1) return null
    const due = timers.get('ladder')
    if (due === undefined) return 'nothing will happen any more'
    return due <= Math.max(at + 60_000, call.rangAt + 180_000) ? null : `silence for ${due - at} ms`
  },
  'a claim is watched: for the owner’s life, and until somebody was rung'({ change: { call }, timers }) {
    if (call.state !== 'claimed') return null
    if (!timers.has('lease')) return 'nobody watches the owner'
    return call.contactAttemptedAt !== null || timers.has('contact') ? null : 'nobody watches the contact'
  },
  'a parked call wakes by itself, in time, and only a parked one'({ change: { call }, timers, at }) {
    const due = timers.get('parked')
    if (call.state !== 'parked') return due === undefined && call.parkedUntil === null ? null : 'something still waits'
    if (due !== call.parkedUntil || call.ownerId === null) return 'it is parked for nobody, or for ever'
    return due <= at + MOST_PARKED_MS ? null : `for ${due - at} ms`
  },
  'a parked emergency is of somebody who was heard or seen'({ before, change: { call } }) {
    const isNew = call.state === 'parked' && before.state !== 'parked' && call.priority === 1
    return isNew && call.contactedAt === null && call.onSceneAt === null ? 'it waits in silence' : null
  },
  'a call is resolved when somebody was rung, and the person heard, seen or handed over'({ before, change: { call } }) {
    if (call.state !== 'resolved' || before.state === 'resolved') return null
    return call.contactAttemptedAt !== null && call.contactedAt !== null ? null : 'nobody spoke to them'
  },
  'a closed call has no timer'({ change: { call }, timers }) {
    return call.closedAt !== null && timers.size > 0 ? [...timers.keys()].join() : null
  },
  'steps only grow while a ring lasts'({ before, change: { call } }) {
    if (call.ring !== before.ring) return call.step === 1 ? null : 'a new ring did not begin with its first step'
    return call.step >= before.step ? null : 'it went down'
  },
  'nothing is forgotten: presses never fall, what was received stays'({ before, change: { call } }) {
    return call.presses >= before.presses && call.receivedAt === before.receivedAt ? null : 'something was lost'
  },
  'priority is lowered only by its owner, for a reason'({ before, change: { call }, step }) {
    const said = step.do === 'command' && step.command.type === 'prioritise' ? step.command : null
    const isOwners = said !== null && said.reason !== null && before.ownerId === said.by
    return call.priority <= before.priority || isOwners ? null : `from ${before.priority} to ${call.priority}`
  },
}

/** Plays lives by these rules; the first broken law ends it. */
function play(law: Law, rules?: Rules, lives = LIVES): void {
  fc.assert(
    fc.property(...anyLife, (priority, steps) => {
      const life = new CallLife(priority, rules)
      for (const step of steps) life.play(step)
      for (const moved of life.moves) expect(law(moved)).toBeNull()
    }),
    lives,
  )
}

describe('any life of a call keeps the law:', () => {
  for (const [name, law] of Object.entries(LAWS)) it(name, () => play(law))

  it('what a closed call refuses, it refuses as closed', () => {
    fc.assert(
      fc.property(...anyLife, (priority, steps) => {
        const life = new CallLife(priority)
        for (const step of steps) life.play(step)
        for (const { code, state } of life.refusals) if (state === 'closed') expect(code).toBe('call_closed')
      }),
      LIVES,
    )
  })

  it('the same inputs give the same answer', () => {
    fc.assert(
      fc.property(...anyLife, (priority, steps) => {
        const lives = [new CallLife(priority), new CallLife(priority)]
        for (const life of lives) for (const step of steps) life.play(step)
        expect(lives[0]?.call).toEqual(lives[1]?.call)
      }),
      LIVES,
    )
  })

  it('lives reach every state, or the laws would hold for nothing', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(...anyLife, (priority, steps) => {
        const life = new CallLife(priority)
        for (const step of steps) {
          life.play(step)
          seen.add(life.call.state)
        }
      }),
      { ...LIVES, seed: 1 },
    )
    expect([...seen].sort()).toEqual(['claimed', 'closed', 'parked', 'resolved', 'waiting'])
  })
})

/** The decision about a call that was made to look other than it is. */
function withContactOf({ kind, contactedAt }: CallRecord, decision: Decision): Decision {
  return decision.ok ? { ...decision, call: { ...decision.call, kind, contactedAt } } : decision
}

/** Each breaks one thing on purpose; the law beside it must notice. */
const BROKEN: readonly [what: string, law: keyof typeof LAWS, rules: Rules][] = [
  [
    'parking that sets no timer',
    'a parked call wakes by itself, in time, and only a parked one',
    {
      press,
      decide(call, command, moment) {
        const decision = decide(call, command, moment)
        return decision.ok && command.type === 'park' ? { ...decision, timers: [] } : decision
      },
    },
  ],
  [
    'parking whoever has not answered',
    'a parked emergency is of somebody who was heard or seen',
    {
      press,
      decide: (call, command, moment) =>
        command.type === 'park'
          ? withContactOf(call, decide({ ...call, contactedAt: moment.at }, command, moment))
          : decide(call, command, moment),
    },
  ],
  [
    'an end that asks nothing',
    'a call is resolved when somebody was rung, and the person heard, seen or handed over',
    {
      press,
      decide: (call, command, moment) =>
        command.type === 'resolve'
          ? withContactOf(call, decide({ ...call, kind: 'service' }, command, moment))
          : decide(call, command, moment),
    },
  ],
  [
    'a priority that anybody lowers',
    'priority is lowered only by its owner, for a reason',
    {
      press,
      decide: (call, command, moment) =>
        command.type === 'prioritise'
          ? decide(call, { ...command, by: call.ownerId ?? command.by, reason: 'no_danger' }, moment)
          : decide(call, command, moment),
    },
  ],
  [
    'a claim that opens closed calls',
    'a closed call moves only by reopening, or by a press on a P1 within thirty minutes',
    {
      press,
      decide: (call, command, moment) =>
        command.type === 'claim'
          ? decide({ ...call, closedAt: null, state: 'waiting' }, command, moment)
          : decide(call, command, moment),
    },
  ],
  [
    'a change that forgets to count',
    'the version grows by one with every change, and only then',
    {
      press,
      decide(call, command, moment) {
        const decision = decide(call, command, moment)
        return decision.ok ? { ...decision, call: { ...decision.call, version: call.version } } : decision
      },
    },
  ],
  [
    'a release that sets no timer',
    'a waiting P1 always has a next step: within three minutes of its ring, or within the next one',
    {
      press,
      decide(call, command, moment) {
        const decision = decide(call, command, moment)
        return decision.ok && command.type === 'release' ? { ...decision, timers: [] } : decision
      },
    },
  ],
  [
    'a claim that nobody watches',
    'a claim is watched: for the owner’s life, and until somebody was rung',
    {
      press,
      decide(call, command, moment) {
        const decision = decide(call, command, moment)
        return decision.ok && command.type === 'claim' ? { ...decision, timers: [] } : decision
      },
    },
  ],
  [
    'a press that is not counted as a ring',
    'rings are counted without gaps, one for each start',
    {
      decide,
      press(...given) {
        const change = press(...given)
        return { ...change, call: { ...change.call, ring: 1 } }
      },
    },
  ],
  [
    'a press that starts the ladder anew each time',
    'steps only grow while a ring lasts',
    {
      decide,
      press(...given) {
        const change = press(...given)
        return { ...change, call: { ...change.call, step: 0 } }
      },
    },
  ],
]

describe('a law notices', () => {
  it.each(BROKEN)('%s', (_what, law, rules) => {
    expect(() => play(LAWS[law] as Law, rules, MANY_LIVES)).toThrow()
  })
})
