import { Type } from 'typebox'
import type { EVENT_TYPES } from './events.ts'
import { Id, Instant } from './scalars.ts'

/** Events that say somebody looked at what is private. */
export const READ_TYPES = [
  'home.shown',
  'home.door_code_shown',
  'contact.shown',
  'resident.shown',
] as const satisfies readonly (typeof EVENT_TYPES)[number][]

const look = {
  at: Instant,
  by: Type.Object({ id: Id, name: Type.String() }),
  what: Type.Enum([...READ_TYPES]),
  field: Type.Union([Type.String(), Type.Null()], { description: 'Of a resident, when one field was shown' }),
  callId: Type.Union([Id, Type.Null()], { description: 'The call it was looked at for' }),
}

/** One look at a home: who, when, and at what; for whom it is about to ask for. */
export const Reading = Type.Object(look, { title: 'Reading', additionalProperties: false })

/** The same in the list of an area: at which home. */
export const AreaReading = Type.Object(
  { ...look, homeId: Id, address: Type.String() },
  { title: 'AreaReading', additionalProperties: false },
)
