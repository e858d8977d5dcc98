import { describe, expect, test } from 'vitest'
import type { Outcome } from '#contract/calls'
import { MOST_PARKED_MS, MOST_PARKED_P1_MS } from '#contract/calls'
import type { CallRecord, Change, Decision, Refusal } from '../../server/desk/calls/call.ts'
import { type Command, decide } from '../../server/desk/calls/command.ts'
import { unmet } from '../../server/desk/calls/completion.ts'
import { merge } from '../../server/desk/calls/merging.ts'
import { open, press, type Signal, tell } from '../../server/desk/calls/press.ts'

const AT = Date.parse('2026-11-22T02:00:00Z')
const SOON = AT + 600_000
const NOW = { at: AT, audible: true }
const OUTCOME: Outcome = { cause: 'fall_unhurt', result: 'reassured', seenBy: 'spoke', concerns: null }
const HOW = { subjectKind: 'home' } as const

const signal: Signal = {
  ...{ uid: 's', id: 's', deviceId: 'd', homeId: 'h', kind: 'sos', lane: 'alarm', receivedAt: AT, deviceAt: null },
  ...{ boot: 'b', n: 1, conflict: false, isTest: false },
}

function newCall(kind: CallRecord['kind'], priority: number, id = 'call'): CallRecord {
  return { ...open(id, signal, { kind, priority, trigger: 'sos' }, NOW).call, ...HOW, number: `1122-${id}` }
}

function through(call: CallRecord, ...commands: readonly Command[]): CallRecord {
  return commands.reduce((standing, command) => done(decide(standing, command, NOW)).call, call)
}

function done(decision: Decision): Change {
  if (!decision.ok) throw new Error(decision.code)
  return decision
}

const CLAIM: Command = { type: 'claim', by: 'a' }
const REACH: Command = {
  type: 'attempt',
  by: 'a',
  attempt: { contactId: null, channel: 'phone', outcome: 'reached' },
}
const PARK: Command = { type: 'park', by: 'a', until: SOON, reason: 'helper' }
const RESOLVE: Command = { type: 'resolve', by: 'a', outcome: OUTCOME }
const CLOSE: Command = { type: 'close', by: 'a', outcome: OUTCOME }

/** An emergency in each state, claimed by a wherever it has an owner, whose caller was spoken to. */
function stateOf(priority: number): Readonly<Record<CallRecord['state'], CallRecord>> {
  const waiting = newCall('emergency', priority)
  const claimed = through(waiting, CLAIM, REACH)
  const beside = merge({ ...claimed, id: 'lesser' }, { ...claimed, id: 'greater' }, 'a', AT)
  if (!beside.ok) throw new Error(beside.code)
  return {
    waiting,
    claimed,
    parked: through(claimed, PARK),
    resolved: through(claimed, RESOLVE),
    closed: through(claimed, CLOSE),
    merged: beside.merged.call,
  }
}
const STATES = stateOf(1)

type Expected = CallRecord['state'] | Refusal['code'] | 'unchanged'
/** What comes of a command, in the order waiting, claimed, parked, resolved, closed, merged; said by its owner a, or b. */
const TABLE: readonly [name: string, command: Command, expected: readonly Expected[]][] = [
  row('claim', CLAIM, 'claimed', 'unchanged', 'claimed', 'call_already_claimed', 'call_closed', 'call_closed'),
  row(
    'claim by another',
    { type: 'claim', by: 'b' },
    ...(['claimed', 'call_already_claimed', 'call_already_claimed', 'call_already_claimed'] as const),
    ...(['call_closed', 'call_closed'] as const),
  ),
  row('release', { type: 'release', by: 'a' }, 'call_not_yours', 'waiting', 'waiting', 'waiting', ...over()),
  row('release by another', { type: 'release', by: 'b' }, ...notYours()),
  row('park', PARK, 'call_not_yours', 'parked', 'parked', 'parked', ...over()),
  row('park by another', { ...PARK, by: 'b' } as Command, ...notYours()),
  row('wake before the time', { type: 'wake' }, 'unchanged', 'unchanged', 'unchanged', 'unchanged', ...over()),
  row(
    'transfer',
    { type: 'transfer', by: 'a', to: 'b', reason: 'busy', isSupervisor: false },
    ...(['call_not_claimed', 'claimed', 'claimed', 'claimed', 'call_closed', 'call_closed'] as const),
  ),
  row(
    'transfer to oneself',
    { type: 'transfer', by: 'a', to: 'a', reason: 'busy', isSupervisor: false },
    ...(['call_not_claimed', 'unchanged', 'unchanged', 'unchanged', 'call_closed', 'call_closed'] as const),
  ),
  row(
    'transfer of another’s',
    { type: 'transfer', by: 'b', to: 'c', reason: 'busy', isSupervisor: false },
    ...(['call_not_claimed', 'call_not_yours', 'call_not_yours', 'call_not_yours'] as const),
    ...over(),
  ),
  row(
    'transfer by the supervisor',
    { type: 'transfer', by: 'b', to: 'c', reason: 'supervision', isSupervisor: true },
    ...(['call_not_claimed', 'claimed', 'claimed', 'claimed', 'call_closed', 'call_closed'] as const),
  ),
  row(
    'take over from somebody who is there',
    { type: 'takeOver', by: 'b', reason: 'knows_caller', mayOverrule: false },
    ...(['call_not_claimed', 'takeover_not_allowed', 'takeover_not_allowed', 'takeover_not_allowed'] as const),
    ...over(),
  ),
  row(
    'take over by who may',
    { type: 'takeOver', by: 'b', reason: 'supervision', mayOverrule: true },
    ...(['call_not_claimed', 'claimed', 'claimed', 'claimed', 'call_closed', 'call_closed'] as const),
  ),
  row(
    'lower without a reason',
    { type: 'prioritise', by: 'a', priority: 2, reason: null },
    ...([
      'call_not_yours',
      'reason_missing',
      'reason_missing',
      'reason_missing',
      'call_closed',
      'call_closed',
    ] as const),
  ),
  row(
    'lower with one',
    { type: 'prioritise', by: 'a', priority: 2, reason: 'spoke_and_well' },
    ...(['call_not_yours', 'claimed', 'parked', 'resolved', 'call_closed', 'call_closed'] as const),
  ),
  row(
    'the same priority',
    { type: 'prioritise', by: 'a', priority: 1, reason: null },
    'call_not_yours',
    ...still(),
    ...over(),
  ),
  row('attempt', REACH, 'call_not_yours', 'claimed', 'parked', 'resolved', ...over()),
  row('resolve', RESOLVE, 'call_not_yours', 'resolved', 'resolved', 'resolved', ...over()),
  row('close', CLOSE, 'call_not_yours', 'closed', 'closed', 'closed', ...over()),
  row(
    'close what is not resolved',
    { type: 'close', by: 'a', outcome: null },
    ...([
      'call_not_resolved',
      'call_not_resolved',
      'call_not_resolved',
      'closed',
      'call_closed',
      'call_closed',
    ] as const),
  ),
  row(
    'reopen',
    { type: 'reopen', by: 'b', note: 'n' },
    ...([
      'call_not_closed',
      'call_not_closed',
      'call_not_closed',
      'call_not_closed',
      'waiting',
      'call_merged',
    ] as const),
  ),
  row('note', { type: 'note', by: 'b', note: 'n' }, 'waiting', 'claimed', 'parked', 'resolved', 'closed', 'merged'),
  row(
    'orphan',
    { type: 'orphan', reason: 'owner_silent' },
    'unchanged',
    'waiting',
    'unchanged',
    'unchanged',
    ...over(),
  ),
  row('unattended', { type: 'unattended' }, 'unchanged', ...still(), ...over()),
  row('shown', { type: 'shown', by: 'b' }, 'waiting', ...still(), ...over()),
  row('assign', { type: 'assign', to: 'b' }, 'waiting', ...still(), ...over()),
]

function row(name: string, command: Command, ...expected: readonly Expected[]): (typeof TABLE)[number] {
  return [name, command, expected]
}
function over(): readonly ['call_closed', 'call_closed'] {
  return ['call_closed', 'call_closed']
}
function still(): readonly ['unchanged', 'unchanged', 'unchanged'] {
  return ['unchanged', 'unchanged', 'unchanged']
}
function notYours(): readonly Expected[] {
  return ['call_not_yours', 'call_not_yours', 'call_not_yours', 'call_not_yours', ...over()]
}

function outcomeOf(call: CallRecord, command: Command): Expected {
  const decision = decide(call, command, NOW)
  if (!decision.ok) return decision.code
  return decision.call === call ? 'unchanged' : decision.call.state
}

test.each(TABLE)('%s', (_name, command, expected) => {
  const found = Object.values(STATES).map((call) => outcomeOf(call, command))
  expect(found).toEqual(expected)
})

test('the table knows every command there is, and every state', () => {
  const named = new Set(TABLE.map(([, { type }]) => type))
  const all = Object.keys({
    ...{ claim: 0, release: 0, park: 0, wake: 0, transfer: 0, takeOver: 0, prioritise: 0, attempt: 0, resolve: 0 },
    ...{ close: 0, reopen: 0, note: 0, orphan: 0, unattended: 0, shown: 0, assign: 0 },
  } satisfies Record<Command['type'], 0>)
  expect([...named].sort()).toEqual(all.sort())
  expect(new Set(TABLE.map(([, , expected]) => expected.length))).toEqual(new Set([Object.keys(STATES).length]))
})

describe('what lets a call wait', () => {
  const claimed = through(newCall('emergency', 1), CLAIM)
  const parkedBy = (call: CallRecord, until: number): Expected =>
    outcomeOf(call, { type: 'park', by: 'a', until, reason: 'ambulance' })

  test('an emergency only once somebody spoke to the caller, or is there', () => {
    const arrived = tell(claimed, signal, { type: 'tells', event: 'call.help_arrived' }, AT).call
    const inVain = through(claimed, {
      type: 'attempt',
      by: 'a',
      attempt: { contactId: null, channel: 'phone', outcome: 'no_answer' },
    })
    expect([claimed, inVain, through(claimed, REACH), arrived].map((call) => parkedBy(call, SOON))).toEqual([
      ...(['park_needs_contact', 'park_needs_contact', 'parked', 'parked'] as const),
    ])
  })

  test('until a time to come, and not for ever', () => {
    const [urgent, service] = [STATES.claimed, through(newCall('service', 3), CLAIM)]
    expect(parkedBy(urgent, AT)).toBe('park_in_past')
    expect([MOST_PARKED_P1_MS, MOST_PARKED_P1_MS + 1].map((ms) => parkedBy(urgent, AT + ms))).toEqual([
      ...(['parked', 'park_too_long'] as const),
    ])
    expect([MOST_PARKED_MS, MOST_PARKED_MS + 1].map((ms) => parkedBy(service, AT + ms))).toEqual([
      ...(['parked', 'park_too_long'] as const),
    ])
  })

  test('it wakes when the time has come, for everybody, and asks first who knows it', () => {
    const woken = done(decide(STATES.parked, { type: 'wake' }, { at: SOON, audible: true }))
    expect(woken.call).toMatchObject({ state: 'waiting', ownerId: null, assignedId: 'a', parkedUntil: null, ring: 2 })
    expect(woken.timers).toContainEqual({ kind: 'parked', dueAt: null })
  })

  test('a further press does not let it wait', () => {
    const pressed = press(STATES.parked, { ...signal, receivedAt: AT + 1_000 }, 'sos', 1, NOW)
    expect(pressed.call).toMatchObject({ state: 'waiting', presses: 2, parkedUntil: null, parkedFor: null })
    expect(pressed.timers).toContainEqual({ kind: 'parked', dueAt: null })
  })
})

describe('what ends a call', () => {
  const rung = through(newCall('emergency', 1), CLAIM, {
    type: 'attempt',
    by: 'a',
    attempt: { contactId: null, channel: 'phone', outcome: 'no_answer' },
  })
  const spoken = STATES.claimed
  const silent = through(newCall('emergency', 1), CLAIM)
  const cases: readonly [string, CallRecord, Partial<Outcome>, readonly string[]][] = [
    ['nobody was rung', silent, {}, ['contact_missing', 'safety_missing']],
    ['nobody answered, and somebody says that they spoke', rung, {}, ['safety_missing']],
    ['nobody saw the person', rung, { seenBy: 'not_seen', result: 'no_access' }, ['safety_missing']],
    ['the ambulance has the person', rung, { cause: 'medical', result: 'ambulance_sent', seenBy: 'not_seen' }, []],
    ['a neighbour saw the person', rung, { result: 'neighbour_attended', seenBy: 'neighbour' }, []],
    ['they spoke', spoken, {}, []],
    [
      'a mistake that went to hospital',
      spoken,
      { cause: 'accidental', result: 'hospital_admitted' },
      ['outcome_contradicts'],
    ],
    ['a dead person who spoke', spoken, { result: 'found_deceased' }, ['outcome_contradicts']],
    ['a wish that was fulfilled unseen', through(newCall('service', 3), CLAIM), { seenBy: 'not_seen' }, []],
    [
      'a unit that was mended',
      through(newCall('technical', 4), CLAIM),
      { cause: 'device_fault', seenBy: 'not_seen' },
      [],
    ],
  ]
  test.each(cases)('%s', (_what, call, outcome, missing) => {
    expect(unmet(call, { ...OUTCOME, ...outcome })).toEqual(missing)
  })
})

describe('what makes two calls one', () => {
  const urgent = { ...through(newCall('emergency', 1, 'urgent'), CLAIM), presses: 3 }
  const lesser = newCall('service', 3, 'lesser')
  const codeOf = (call: CallRecord, into: CallRecord, by = 'a'): string => {
    const merged = merge(call, into, by, AT)
    return merged.ok ? 'ok' : merged.code
  }

  test('the lesser goes into the more urgent one, which counts its presses; neither is lost', () => {
    const merged = merge(lesser, urgent, 'a', AT)
    if (!merged.ok) throw new Error(merged.code)
    expect(merged.merged.call).toMatchObject({ state: 'merged', mergedIntoId: 'urgent', closedAt: AT })
    expect(merged.into.call).toMatchObject({ state: 'claimed', presses: 4, ownerId: 'a' })
    expect([...merged.merged.events, ...merged.into.events].map(({ type }) => type)).toEqual([
      ...['call.merged', 'call.absorbed'],
    ])
    expect(merged.merged.timers.map(({ dueAt }) => dueAt)).toEqual([null, null, null])
  })

  test('and nothing else', () => {
    const anothers = { ...lesser, state: 'claimed', ownerId: 'b' } as const
    expect([
      ...[codeOf(urgent, lesser), codeOf(lesser, lesser), codeOf({ ...lesser, subjectId: 'other' }, urgent)],
      ...[codeOf(newCall('technical', 4, 't'), urgent), codeOf(anothers, urgent), codeOf(lesser, urgent, 'c')],
      ...[codeOf(lesser, STATES.closed), codeOf(STATES.closed, urgent)],
    ]).toEqual([
      ...['merge_upwards', 'merge_other_home', 'merge_other_home', 'merge_technical', 'call_not_yours'],
      ...['call_not_yours', 'call_closed', 'call_closed'],
    ])
  })
})
