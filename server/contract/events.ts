import { type Static, Type } from 'typebox'
import { Id, Instant, Seq } from './scalars.ts'

/**
 * Everything that can have happened. Past tense with a dot; the text before the dot is the noun it happened to.
 * Events are audit, outbox and feed in one (design §2), so they carry references and codes, never personal text.
 */
export const EVENT_TYPES = [
  'signal.recorded',
  'signal.repeated_with_other_body',
  'call.opened',
  'call.pressed',
  'call.reopened',
  'call.rang',
  'call.shown',
  'call.escalated',
  'call.assigned',
  'call.claimed',
  'call.released',
  'call.orphaned',
  'call.unattended',
  'call.noted',
  'call.contact_attempted',
  'call.contacted',
  'call.cancelled',
  'call.restored',
  'call.help_arrived',
  'call.help_done',
  'call.raised',
  'call.resolved',
  'call.closed',
  'seat.on_duty',
  'seat.off_duty',
  'seat.fell_silent',
  'notice.planned',
  'notice.sent',
  'notice.failed',
  'session.opened',
  'session.refused',
  'session.closed',
  'session.revoked',
  'session.lapsed',
  'account.added',
  'account.password_changed',
  'account.second_factor_set',
  'account.second_factor_removed',
  'account.assigned',
  'area.added',
  'area.renamed',
  'area.moved',
  'area.merged',
  'desk.added',
  'desk.changed',
  'invitation.made',
  'invitation.revoked',
  'invitation.accepted',
  'service_token.added',
  'service_token.revoked',
  'home.added',
  'home.shown',
  'home.changed',
  'home.door_code_shown',
  'contact.shown',
  'resident.added',
  'resident.changed',
  'resident.shown',
  'resident.left',
  'resident.exported',
  'resident.erased',
  'consent.given',
  'consent.withdrawn',
  'hold.added',
  'hold.changed',
  'hold.ended',
  'photo.taken_in',
  'device.added',
  'device.revoked',
  'device.installed',
  'device.swapped',
  'device.retired',
  'device.retrieved',
  'device.restocked',
  'device.rotated',
  'device.kept_up',
  'device.tested',
  'device.cloned',
  'model.added',
  'model.changed',
  'model.withdrawn',
  'model.offered',
  'pairing.opened',
  'pairing.refused',
  'pairing.done',
  'registry.exported',
  'home.extended',
  'import.started',
  'import.applied',
  'import.cancelled',
  'import.secrets_shown',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

export const ACTOR_KINDS = ['account', 'device', 'house'] as const

/** One line of the log, numbered and chained. Whoever reads it, reads it in this shape. */
export const Event = Type.Object(
  {
    seq: Seq,
    at: Instant,
    type: Type.Enum([...EVENT_TYPES]),
    actor: Type.Object({
      kind: Type.Enum([...ACTOR_KINDS]),
      id: Type.Union([Type.String(), Type.Null()]),
    }),
    callId: Type.Union([Id, Type.Null()]),
    homeId: Type.Union([Id, Type.Null()]),
    deviceId: Type.Union([Type.String(), Type.Null()]),
    data: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Facts of this type; a signal’s own id stands here as `signal`',
    }),
  },
  { title: 'Event', additionalProperties: false },
)
export type Event = Static<typeof Event>

/** Who did it. `id` is null for the house itself. */
export type Actor = Readonly<Event['actor']>

export const HOUSE: Actor = { kind: 'house', id: null }
