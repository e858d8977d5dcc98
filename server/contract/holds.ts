import { type Static, Type } from 'typebox'
import { Id, Instant, LocalDate } from './scalars.ts'

/** 住院 外出 家人照料 其他. */
export const HOLD_KINDS = ['hospital', 'travel', 'family', 'other'] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

/** What may rest: 送餐 探访 日托. Calls are none of these: no hold ever mutes an emergency. */
export const HOLD_SERVICES = ['meals', 'visits', 'daycare'] as const
export type HoldService = (typeof HOLD_SERVICES)[number]

const kind = Type.Enum([...HOLD_KINDS])
const untilOn = Type.Union([LocalDate, Type.Null()], { description: 'The last day; null: nobody knows yet' })
const reviewOn = Type.String({ ...LocalDate, description: 'When somebody has to ask whether it still holds' })
const services = Type.Array(Type.Enum([...HOLD_SERVICES]), { minItems: 1, maxItems: 3 })
const version = Type.Integer({ minimum: 1, description: 'As it was read; another means that somebody was faster' })

export const NewHold = Type.Object(
  { kind, fromOn: LocalDate, untilOn, reviewOn, services },
  { title: 'NewHold', additionalProperties: false },
)
export type NewHold = Static<typeof NewHold>

export const HoldChange = Type.Object(
  { version, fields: Type.Partial(NewHold, { additionalProperties: false }) },
  { title: 'HoldChange', additionalProperties: false },
)

export const Hold = Type.Object(
  {
    id: Id,
    residentId: Id,
    ...NewHold.properties,
    version,
    endedAt: Type.Union([Instant, Type.Null()], { description: 'When somebody ended it before its last day' }),
  },
  { title: 'Hold', additionalProperties: false },
)
export type Hold = Static<typeof Hold>

/** That somebody may not be at home, as the card of a call says it; what rests meanwhile is not the operator's matter. */
export const HoldSign = Type.Object(
  {
    ...{ kind, fromOn: LocalDate, untilOn, reviewOn },
    writtenAt: Type.String({ ...Instant, description: 'When it was written down; plans may have changed since' }),
    reviewDue: Type.Boolean({ description: 'Somebody should have asked by now whether it still holds' }),
  },
  { title: 'HoldSign', additionalProperties: false },
)
export type HoldSign = Static<typeof HoldSign>

/** A hold that somebody has to ask about, and whom. */
export const DueHold = Type.Object(
  { ...Hold.properties, homeId: Id, name: Type.String(), address: Type.String() },
  { title: 'DueHold', additionalProperties: false },
)
export type DueHold = Static<typeof DueHold>
