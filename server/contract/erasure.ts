import { type Static, Type } from 'typebox'
import { Id, Instant } from './scalars.ts'

/** When personal information must be deleted (个人信息保护法 article 47). */
export const ERASURE_REASONS = ['purpose_over', 'service_over', 'consent_withdrawn', 'unlawful'] as const
export type ErasureReason = (typeof ERASURE_REASONS)[number]

/** Why something of an erased resident is kept. */
export const KEPT_BECAUSE = ['counted', 'chained', 'signed_for', 'others_live_there', 'goes_by_itself'] as const

export const Erasure = Type.Object(
  {
    version: Type.Integer({ minimum: 0, description: 'Of the resident as it was read' }),
    reason: Type.Enum([...ERASURE_REASONS]),
  },
  { title: 'Erasure', additionalProperties: false },
)

/** That somebody was erased, as their page says it from then on. It holds no word of the person. */
export const ErasureSign = Type.Object(
  {
    at: Instant,
    by: Type.Union([Type.Object({ id: Id, name: Type.String() }), Type.Null()], {
      description: 'Null: done again by the house, on an older copy of the database',
    }),
    reason: Type.Enum([...ERASURE_REASONS]),
    withHome: Type.Boolean({ description: 'The home went too, because nobody else of it was kept' }),
  },
  { title: 'ErasureSign', additionalProperties: false },
)
export type ErasureSign = Static<typeof ErasureSign>

/** What was done, and what stays and why. It holds no word of the person. */
export const ErasureReport = Type.Object(
  {
    residentId: Id,
    homeId: Type.Union([Id, Type.Null()], { description: 'The home, where nobody else of it is kept' }),
    erasedAt: Instant,
    blanked: Type.Array(Type.Object({ table: Type.String(), rows: Type.Integer() })),
    kept: Type.Array(Type.Object({ table: Type.String(), why: Type.Enum([...KEPT_BECAUSE]) })),
  },
  { title: 'ErasureReport', additionalProperties: false },
)
export type ErasureReport = Static<typeof ErasureReport>
