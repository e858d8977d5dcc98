import { type Static, Type } from 'typebox'
import { Id, Instant } from './scalars.ts'

/** What a program without a session may be allowed. Routes name the one that opens them; no other is open to it. */
export const TOKEN_SCOPES = ['events:read', 'metrics:read', 'registry:read'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

const scopes = Type.Array(Type.Enum([...TOKEN_SCOPES]), { minItems: 1, maxItems: TOKEN_SCOPES.length })
const name = Type.String({ minLength: 1, maxLength: 64 })

export const NewServiceToken = Type.Object(
  {
    name,
    scopes,
    days: Type.Integer({ minimum: 1, maximum: 366, description: 'How long it opens anything' }),
  },
  { title: 'NewServiceToken', additionalProperties: false },
)
export type NewServiceToken = Static<typeof NewServiceToken>

/** A program that may ask, as administrators see it. */
export const ServiceToken = Type.Object(
  {
    id: Id,
    name,
    scopes,
    madeBy: Id,
    madeAt: Instant,
    expiresAt: Instant,
    lastUsedAt: Type.Union([Instant, Type.Null()], { description: 'To the minute' }),
    revokedAt: Type.Union([Instant, Type.Null()]),
  },
  { title: 'ServiceToken', additionalProperties: false },
)
export type ServiceToken = Static<typeof ServiceToken>

export const ServiceTokenOnce = Type.Object(
  {
    serviceToken: ServiceToken,
    token: Type.String({ description: 'For `Authorization: Bearer`; shown this once' }),
  },
  { title: 'ServiceTokenOnce', additionalProperties: false },
)
export type ServiceTokenOnce = Static<typeof ServiceTokenOnce>
