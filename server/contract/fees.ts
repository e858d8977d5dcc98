import { type Static, Type } from 'typebox'
import { Id, Instant, LocalDate } from './scalars.ts'

/** Once for a unit that comes to a home, and each month that it stands there. */
export const FEE_KINDS = ['joining', 'service'] as const
export type FeeKind = (typeof FEE_KINDS)[number]
export const PAYERS = ['government', 'resident'] as const
export type Payer = (typeof PAYERS)[number]

/** A month of the house's calendar, `2026-11`. */
export const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })

/** A hundred thousand yuan; more is a slip of the hand. */
export const MOST_FEN = 10_000_000

export const NewFeeRule = Type.Object(
  {
    kind: Type.Enum([...FEE_KINDS]),
    fen: Type.Integer({ minimum: 0, maximum: MOST_FEN, description: 'Hundredths of a yuan' }),
    // Null first: the other way round the server's coercion would make 0 of it.
    governmentFromAge: Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 120 })], {
      description:
        'The government pays where somebody of the home is so old; null: the residents pay whatever their age',
    }),
    areaId: Type.Union([Id, Type.Null()], { description: 'Holds in this area and below; null: everywhere' }),
    fromOn: LocalDate,
  },
  { title: 'NewFeeRule', additionalProperties: false },
)
export type NewFeeRule = Static<typeof NewFeeRule>

export const FeeRule = Type.Object(
  {
    id: Id,
    ...NewFeeRule.properties,
    withdrawnAt: Type.Union([Instant, Type.Null()], {
      description: 'Was wrong from the first: counts nowhere since then',
    }),
  },
  { title: 'FeeRule', additionalProperties: false },
)
export type FeeRule = Static<typeof FeeRule>

const Sum = Type.Object({ units: Type.Integer(), fen: Type.Integer() })
const Sums = Type.Object({ government: Sum, resident: Sum })

export const FeeFigures = Type.Object({
  units: Type.Integer({ description: 'Units that stood in a home on some day of the month' }),
  joining: Sums,
  service: Sums,
  unknownAge: Type.Integer({ description: 'Units whose residents pay because no birthday of theirs is known' }),
  withoutRule: Type.Integer({ description: 'Units for which no rule says what they cost' }),
})
export type FeeFigures = Static<typeof FeeFigures>

export const FeeStatement = Type.Object(
  {
    month: Month,
    items: Type.Array(Type.Object({ areaId: Id, code: Type.String(), name: Type.String(), figures: FeeFigures })),
    total: FeeFigures,
  },
  { title: 'FeeStatement', additionalProperties: false },
)
export type FeeStatement = Static<typeof FeeStatement>
