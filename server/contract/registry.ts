import { type Static, Type } from 'typebox'
import { WeekHours } from './areas.ts'
import { DeviceStage, Upkeep } from './devices.ts'
import { HoldSign } from './holds.ts'
import { HomeFile } from './homes.ts'
import { Id, Instant, LocalDate } from './scalars.ts'
import { DEVICE_ID_PATTERN } from './topics.ts'

const name = Type.String({ minLength: 1, maxLength: 64 })
const text = Type.String({ maxLength: 500 })

/** Flags the operator must see at once; the words for people are in the web catalogues. */
export const HEALTH_FLAGS = [
  'heart',
  'stroke',
  'diabetes',
  'dementia',
  'epilepsy',
  'respiratory',
  'allergy_penicillin',
  'hard_of_hearing',
  'deaf',
  'blind',
  'no_speech',
  'wheelchair',
  'bedridden',
] as const
export const HealthFlag = Type.Enum([...HEALTH_FLAGS])

export const SEXES = ['female', 'male', 'other'] as const

export const NewResident = Type.Object(
  {
    name,
    sex: Type.Enum([...SEXES]),
    bornOn: Type.Union([LocalDate, Type.Null()]),
    livesAlone: Type.Boolean(),
    flags: Type.Array(HealthFlag, { maxItems: 20 }),
  },
  { title: 'NewResident', additionalProperties: false },
)
export type NewResident = Static<typeof NewResident>

/** How somebody is reached, and how soon they are there. */
export const CHANNELS = ['phone', 'sms', 'wechat'] as const
export const Reach = Type.Object({
  hours: Type.Array(WeekHours, { maxItems: 14, description: 'When they can come, local time; none: at any time' }),
  channel: Type.Enum([...CHANNELS]),
  // Null first: the other way round the server's coercion would make 0 of it.
  minutesAway: Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 1440 })]),
})
export type Reach = Static<typeof Reach>

const phone = Type.String({ minLength: 3, maxLength: 24, pattern: '^[0-9+ -]+$' })

export const NewContact = Type.Object(
  {
    name,
    relation: Type.String({ minLength: 1, maxLength: 32, description: 'As people say it: 女儿, 邻居, 网格员' }),
    phone,
    note: text,
    ...Type.Partial(Reach).properties,
  },
  { title: 'NewContact', additionalProperties: false },
)
export type NewContact = Static<typeof NewContact>

export const NewHome = Type.Object(
  {
    address: Type.String({ minLength: 1, maxLength: 200 }),
    areaId: Type.Union([Id, Type.Null()], { description: 'The lowest area it lies in, mostly a grid' }),
    doorNote: text,
    residents: Type.Array(NewResident, { maxItems: 10 }),
    contacts: Type.Array(NewContact, { maxItems: 20, description: 'In the order they are to be rung' }),
  },
  { title: 'NewHome', additionalProperties: false },
)
export type NewHome = Static<typeof NewHome>

export const Resident = Type.Object({
  id: Id,
  ...NewResident.properties,
  age: Type.Union([Type.Integer(), Type.Null()]),
  hasPhoto: Type.Boolean(),
  holds: Type.Array(HoldSign, { description: 'Of today: reasons why they may not be at home. They mute nothing' }),
})
export type Resident = Static<typeof Resident>

/** The phone is masked, `138****0001`, but for whoever has claimed an open call of the home. */
export const Contact = Type.Object({
  id: Id,
  ...NewContact.properties,
  ...Reach.properties,
  phone: Type.String(),
  position: Type.Integer(),
})
export type Contact = Static<typeof Contact>

/** 邻居 楼门长 网格员 志愿者 卫生站 物业: who can be at the door soon, though they are no family. */
export const RESPONDER_KINDS = ['neighbour', 'stair_head', 'grid_worker', 'volunteer', 'clinic', 'property'] as const
export type ResponderKind = (typeof RESPONDER_KINDS)[number]

export const NewResponder = Type.Object(
  { kind: Type.Enum([...RESPONDER_KINDS]), name, phone, note: text, ...Type.Partial(Reach).properties },
  { title: 'NewResponder', additionalProperties: false },
)
export type NewResponder = Static<typeof NewResponder>

/** Masked as a contact is. */
export const Responder = Type.Object({
  id: Id,
  ...NewResponder.properties,
  ...Reach.properties,
  phone: Type.String(),
  position: Type.Integer(),
})
export type Responder = Static<typeof Responder>

/** Device classes set how long silence may last (design §5): 90 s, 180 s, 30 min. */
export const DEVICE_CLASSES = ['mains', 'mobile', 'battery'] as const

export const Device = Type.Object(
  {
    id: Type.String({ pattern: DEVICE_ID_PATTERN }),
    model: Type.String({ minLength: 1, maxLength: 64 }),
    class: Type.Enum([...DEVICE_CLASSES]),
    homeId: Type.Union([Id, Type.Null()]),
    lastSeenAt: Type.Union([Instant, Type.Null()]),
    battery: Type.Union([Type.Number(), Type.Null()]),
    mains: Type.Union([Type.Boolean(), Type.Null()]),
    rssi: Type.Union([Type.Number(), Type.Null()]),
    stage: DeviceStage,
    ...Upkeep.properties,
    revokedAt: Type.Union([Instant, Type.Null()], { description: 'From then on its credential opens nothing' }),
    clonedAt: Type.Union([Instant, Type.Null()], {
      description: 'When two units were last heard under its credential; a new one ends that',
    }),
  },
  { title: 'Device', additionalProperties: false },
)
export type Device = Static<typeof Device>

export const NewDevice = Type.Object(
  {
    id: Type.Optional(Type.String({ pattern: DEVICE_ID_PATTERN })),
    model: Type.String({ minLength: 1, maxLength: 64 }),
    class: Type.Enum([...DEVICE_CLASSES]),
    homeId: Type.Union([Id, Type.Null()], { description: 'Null: in stock, not installed anywhere' }),
  },
  { title: 'NewDevice', additionalProperties: false },
)
export type NewDevice = Static<typeof NewDevice>

/** The secret is shown once, at registration, and kept only as a keyed hash. */
export const DeviceCredential = Type.Object(
  { id: Type.String(), secret: Type.String() },
  { title: 'DeviceCredential', additionalProperties: false },
)
export type DeviceCredential = Static<typeof DeviceCredential>

/** A device that lies where nobody lives any more, to be fetched. */
export const Retrieval = Type.Object(
  { device: Device, homeId: Id, address: Type.String(), community: Type.String() },
  { title: 'Retrieval', additionalProperties: false },
)
export type Retrieval = Static<typeof Retrieval>

/** Said when the card is answered, by the clock of the house. */
const reachable = {
  reachableNow: Type.Boolean({ description: 'Within their hours; whoever has none can be reached at any time' }),
}
const CardContact = Type.Object({ ...Contact.properties, ...reachable })
export type CardContact = Static<typeof CardContact>
const CardResponder = Type.Object({ ...Responder.properties, ...reachable })

/** What an operator must know of a home while a call is open. */
export const HomeCard = Type.Object(
  {
    id: Id,
    address: Type.String(),
    areaId: Type.Union([Id, Type.Null()]),
    community: Type.String({ description: 'As people say where it is; empty without an area' }),
    doorNote: Type.String(),
    version: Type.Integer({ description: 'Counts changes of the home, of its contacts and of its responders' }),
    ...HomeFile.properties,
    hasDoorCode: Type.Boolean({ description: 'The code itself opens only in an open emergency' }),
    residents: Type.Array(Resident),
    contacts: Type.Array(CardContact),
    responders: Type.Array(CardResponder, { description: 'To be asked after the contacts' }),
    devices: Type.Array(Device),
  },
  { title: 'HomeCard', additionalProperties: false },
)
export type HomeCard = Static<typeof HomeCard>
