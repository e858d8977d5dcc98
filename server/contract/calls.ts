import { type Static, Type } from 'typebox'
import { Id, Instant } from './scalars.ts'
import { SignalKind } from './signals.ts'

export const CALL_KINDS = ['emergency', 'welfare', 'service', 'technical'] as const
export const CallKind = Type.Enum([...CALL_KINDS])
export type CallKind = (typeof CALL_KINDS)[number]

/** States of design §6. `resolved` still counts as open: a new press takes it back to waiting. */
export const CALL_STATES = ['waiting', 'claimed', 'parked', 'resolved', 'closed', 'merged'] as const
export const CallState = Type.Enum([...CALL_STATES])
export type CallState = (typeof CALL_STATES)[number]

/** What set the call off: a kind of signal, or something the house noticed itself. */
export const HOUSE_TRIGGERS = [
  'unreadable',
  'body_conflict',
  'undecidable',
  'unstaffed',
  'slow_store',
  'cloned',
] as const
export const Trigger = Type.Union([SignalKind, Type.Enum([...HOUSE_TRIGGERS])])
export type Trigger = Static<typeof Trigger>

export const SUBJECT_KINDS = ['home', 'device', 'area', 'desk'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

export const CAUSES = [
  'medical',
  'fall_unhurt',
  'fall_injured',
  'fire_or_gas',
  'security',
  'loneliness',
  'service_need',
  'information',
  'accidental',
  'device_fault',
  'test',
  'unknown_no_response',
] as const
export const RESULTS = [
  'reassured',
  'family_attended',
  'neighbour_attended',
  'grid_worker_attended',
  'ambulance_sent',
  'hospital_admitted',
  'police_or_fire',
  'provider_arranged',
  'referred',
  'no_access',
  'found_deceased',
  'repair_arranged',
] as const
export const Cause = Type.Enum([...CAUSES])
export const Result = Type.Enum([...RESULTS])

/** Was the person seen, by whom: closing needs an answer (design §6 rule 7). */
export const SEEN_BY = ['not_seen', 'spoke', 'family', 'neighbour', 'grid_worker', 'ambulance', 'other'] as const
export const SeenBy = Type.Enum([...SEEN_BY])

/** What a parked call waits for: a helper, an ambulance, the family's answer, a call back, a provider, a repair. */
export const PARK_REASONS = ['helper', 'ambulance', 'family', 'call_back', 'provider', 'repair'] as const
export const ParkReason = Type.Enum([...PARK_REASONS])
export type ParkReason = (typeof PARK_REASONS)[number]

/** Why a call goes from one person to another. */
export const HANDOVER_REASONS = ['shift_end', 'busy', 'away', 'dialect', 'knows_caller', 'supervision'] as const
export const HandoverReason = Type.Enum([...HANDOVER_REASONS])
export type HandoverReason = (typeof HANDOVER_REASONS)[number]

/** Why a call is now more, or less, urgent; silence is no reason (design §6 rule 5). */
export const PRIORITY_REASONS = ['spoke_and_well', 'seen_well', 'help_is_there', 'no_danger', 'worse'] as const
export const PriorityReason = Type.Enum([...PRIORITY_REASONS])
export type PriorityReason = (typeof PRIORITY_REASONS)[number]

export const CONTACT_CHANNELS = ['device', 'phone', 'in_person', 'other'] as const
export const CONTACT_OUTCOMES = ['reached', 'no_answer', 'busy', 'wrong_number', 'dialling'] as const

const person = Type.Union([Type.Object({ id: Id, name: Type.String() }), Type.Null()])
const instantOrNull = Type.Union([Instant, Type.Null()])

/** One person living at the home of a call, as a queue row shows them. */
const CallResident = Type.Object({
  id: Id,
  name: Type.String(),
  age: Type.Union([Type.Integer(), Type.Null()]),
  sex: Type.String(),
  livesAlone: Type.Boolean(),
})

/** A call as lists and the live feed carry it. */
export const Call = Type.Object(
  {
    id: Id,
    number: Type.String({ description: 'As people say it: 1122-0107' }),
    kind: CallKind,
    priority: Type.Integer({ minimum: 1, maximum: 4 }),
    state: CallState,
    trigger: Trigger,
    subject: Type.Object({ kind: Type.Enum([...SUBJECT_KINDS]), id: Id }),
    home: Type.Union([
      Type.Object({
        id: Id,
        address: Type.String(),
        community: Type.String(),
        residents: Type.Array(CallResident),
      }),
      Type.Null(),
    ]),
    deviceId: Type.Union([Type.String(), Type.Null()]),
    ringing: Type.Boolean(),
    presses: Type.Integer({ description: 'Signals that asked for help, the first included' }),
    repeated: Type.Boolean({ description: 'Three presses within a minute' }),
    delayed: Type.Boolean({ description: 'The device says it was pressed more than five minutes before it arrived' }),
    cancelled: Type.Boolean({ description: 'The device said it was a mistake; that closes nothing' }),
    orphaned: Type.Boolean({ description: 'Came back because its owner fell silent or tried no contact' }),
    unattended: Type.Boolean({ description: 'Claimed for 30 s and nobody has been contacted' }),
    step: Type.Integer({ minimum: 0, description: 'Ladder steps taken since it last began to ring' }),
    owner: person,
    assigned: person,
    receivedAt: Instant,
    rangAt: Instant,
    lastSignalAt: Instant,
    shownAt: instantOrNull,
    claimedAt: instantOrNull,
    contactAttemptedAt: instantOrNull,
    contactedAt: instantOrNull,
    onSceneAt: instantOrNull,
    resolvedAt: instantOrNull,
    parkedUntil: instantOrNull,
    parkedFor: Type.Union([ParkReason, Type.Null()]),
    mergedIntoId: Type.Union([Id, Type.Null()], {
      description: 'The call of the same home that went on with this one',
    }),
    closedAt: instantOrNull,
    cause: Type.Union([Cause, Type.Null()]),
    result: Type.Union([Result, Type.Null()]),
    seenBy: Type.Union([SeenBy, Type.Null()]),
    concerns: Type.Union([Id, Type.Null()], { description: 'The resident this call is about' }),
    version: Type.Integer(),
  },
  { title: 'Call', additionalProperties: false },
)
export type Call = Static<typeof Call>

export const Note = Type.Object(
  { id: Id, at: Instant, author: Type.String(), text: Type.String() },
  { title: 'Note', additionalProperties: false },
)
export type Note = Static<typeof Note>

export const NewNote = Type.Object(
  {
    /** Made by the console with the draft, so that a note sent twice is written once. */
    id: Id,
    text: Type.String({ minLength: 1, maxLength: 4000 }),
  },
  { title: 'NewNote', additionalProperties: false },
)
export type NewNote = Static<typeof NewNote>

export const NewContactAttempt = Type.Object(
  {
    contactId: Type.Union([Id, Type.Null()], { description: 'Null: the caller, through the device' }),
    channel: Type.Enum([...CONTACT_CHANNELS]),
    outcome: Type.Enum([...CONTACT_OUTCOMES]),
  },
  { title: 'NewContactAttempt', additionalProperties: false },
)
export type NewContactAttempt = Static<typeof NewContactAttempt>

export const Outcome = Type.Object(
  {
    cause: Cause,
    result: Result,
    seenBy: SeenBy,
    concerns: Type.Union([Id, Type.Null()]),
  },
  { title: 'Outcome', additionalProperties: false },
)
export type Outcome = Static<typeof Outcome>

/** How long a call may wait for a known thing (research/call-centre.md §6.2); the first for an emergency. Milliseconds. */
export const MOST_PARKED_P1_MS = 30 * 60_000
export const MOST_PARKED_MS = 4 * 3_600_000

const priority = Type.Integer({ minimum: 1, maximum: 4, description: '1 is the most urgent' })

export const Parking = Type.Object(
  { until: Instant, reason: ParkReason },
  { title: 'Parking', additionalProperties: false },
)
export type Parking = Static<typeof Parking>

export const Transfer = Type.Object(
  { to: Id, reason: HandoverReason },
  { title: 'Transfer', additionalProperties: false },
)
export type Transfer = Static<typeof Transfer>

export const PriorityChange = Type.Object(
  { priority, reason: Type.Union([PriorityReason, Type.Null()], { description: 'Lowering needs one' }) },
  { title: 'PriorityChange', additionalProperties: false },
)
export type PriorityChange = Static<typeof PriorityChange>
