import { type Static, Type } from 'typebox'
import { Id, Instant } from './scalars.ts'

/** A signed-in browser, as its owner sees it. */
export const Session = Type.Object(
  {
    id: Id,
    openedAt: Instant,
    lastUsedAt: Instant,
    expiresAt: Instant,
    agent: Type.String({ description: 'Browser and system in two words, as far as they are known' }),
    isThis: Type.Boolean({ description: 'The one that asks' }),
  },
  { title: 'Session', additionalProperties: false },
)
export type Session = Static<typeof Session>

/** Six digits of an authenticator, or one of the ten backup codes. */
export const SecondCode = Type.String({ minLength: 6, maxLength: 16, pattern: '^[0-9A-Za-z -]+$' })

// ASVS 5.0 §6.2: length instead of composition rules; 64 and more accepted.
export const ChosenPassword = Type.String({ minLength: 12, maxLength: 256 })

export const NewPassword = Type.Object(
  {
    current: Type.String({ minLength: 1, maxLength: 256 }),
    next: ChosenPassword,
  },
  { title: 'NewPassword', additionalProperties: false },
)
export type NewPassword = Static<typeof NewPassword>

/** What an authenticator needs, shown once; it counts from its first right code on. */
export const SecondFactorOffer = Type.Object(
  {
    secret: Type.String({ description: 'For typing, base 32' }),
    uri: Type.String(),
    qr: Type.String({ description: 'The same as a picture, SVG' }),
  },
  { title: 'SecondFactorOffer', additionalProperties: false },
)
export type SecondFactorOffer = Static<typeof SecondFactorOffer>

export const BackupCodes = Type.Object(
  {
    codes: Type.Array(Type.String(), {
      description: 'Each opens once, when the authenticator is lost; shown this once',
    }),
  },
  { title: 'BackupCodes', additionalProperties: false },
)
export type BackupCodes = Static<typeof BackupCodes>
