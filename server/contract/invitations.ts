import { type Static, Type } from 'typebox'
import { binding, Role } from './accounts.ts'
import { Id, Instant } from './scalars.ts'
import { ChosenPassword } from './sessions.ts'

const name = Type.String({ minLength: 1, maxLength: 64 })

export const NewInvitation = Type.Object(
  { name, role: Role, areaId: Type.Optional(binding.areaId), deskId: Type.Optional(binding.deskId) },
  { title: 'NewInvitation', additionalProperties: false },
)
export type NewInvitation = Static<typeof NewInvitation>

/** Somebody who may make an account of their own, as administrators see it. */
export const Invitation = Type.Object(
  {
    id: Id,
    name,
    role: Role,
    ...binding,
    invitedBy: Id,
    invitedAt: Instant,
    expiresAt: Instant,
    acceptedAt: Type.Union([Instant, Type.Null()]),
    accountId: Type.Union([Id, Type.Null()], { description: 'What came of it' }),
    revokedAt: Type.Union([Instant, Type.Null()]),
  },
  { title: 'Invitation', additionalProperties: false },
)
export type Invitation = Static<typeof Invitation>

export const InvitationOnce = Type.Object(
  { invitation: Invitation, token: Type.String({ description: 'For whoever is invited; shown this once' }) },
  { title: 'InvitationOnce', additionalProperties: false },
)
export type InvitationOnce = Static<typeof InvitationOnce>

export const invitationToken = Type.String({ minLength: 1, maxLength: 64 })

/** What the holder of an invitation sees. */
export const Invited = Type.Object(
  { name, role: Role, expiresAt: Instant },
  { title: 'Invited', additionalProperties: false },
)
export type Invited = Static<typeof Invited>

export const Acceptance = Type.Object(
  { token: invitationToken, user: Type.String({ minLength: 1, maxLength: 64 }), password: ChosenPassword },
  { title: 'Acceptance', additionalProperties: false },
)
export type Acceptance = Static<typeof Acceptance>
