import { type Static, Type } from 'typebox'
import { Id, Instant, LocalDate } from './scalars.ts'

/** 个人信息处理 敏感信息 向第三方提供 定位 通话录音 影像. */
export const CONSENT_KINDS = ['personal_data', 'sensitive_data', 'sharing', 'location', 'recording', 'photo'] as const
export type ConsentKind = (typeof CONSENT_KINDS)[number]

export const GIVEN_BY = ['self', 'guardian', 'family'] as const
export type GivenBy = (typeof GIVEN_BY)[number]

export const NewConsent = Type.Object(
  {
    kind: Type.Enum([...CONSENT_KINDS]),
    textVersion: Type.String({ minLength: 1, maxLength: 64, description: 'Of the words that were read out or signed' }),
    givenBy: Type.Enum([...GIVEN_BY]),
    giver: Type.String({ maxLength: 64, description: 'By name, where it was not the resident; encrypted' }),
    purpose: Type.String({ maxLength: 500, description: 'What for; encrypted' }),
    givenOn: LocalDate,
  },
  { title: 'NewConsent', additionalProperties: false },
)
export type NewConsent = Static<typeof NewConsent>

const person = Type.Object({ id: Id, name: Type.String() })

export const Consent = Type.Object(
  {
    id: Id,
    ...NewConsent.properties,
    recordedAt: Instant,
    recordedBy: person,
    withdrawn: Type.Union([Type.Object({ on: LocalDate, at: Instant, by: person }), Type.Null()], {
      description: 'Since when it holds no longer, and who wrote that down',
    }),
  },
  { title: 'Consent', additionalProperties: false },
)
export type Consent = Static<typeof Consent>
