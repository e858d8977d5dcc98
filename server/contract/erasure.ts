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
