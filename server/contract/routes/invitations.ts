import { Type } from 'typebox'
import { Account } from '../accounts.ts'
import { Acceptance, Invitation, InvitationOnce, Invited, invitationToken, NewInvitation } from '../invitations.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'

export const invitationRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/invitations',
    summary: 'Every invitation, also those that are over, newest first',
    reply: Type.Object({ items: Type.Array(Invitation), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/invitations',
    summary: 'Invite somebody, for 72 hours; the token is shown this once',
    body: NewInvitation,
    reply: InvitationOnce,
    status: 201,
  }),
  revoke: defineRoute({
    method: 'POST',
    url: '/api/invitations/:id/revoke',
    summary: 'Take an invitation back that nobody has accepted; a second time changes nothing',
    params: Type.Object({ id: Id }),
    reply: Invitation,
    status: 200,
  }),
  look: defineRoute({
    method: 'POST',
    url: '/api/invitation',
    summary: 'What an invitation is for; who holds it needs no account',
    body: Type.Object({ token: invitationToken }),
    reply: Invited,
    status: 200,
  }),
  accept: defineRoute({
    method: 'POST',
    url: '/api/invitation/accept',
    summary: 'Choose user name and password; opens once, and signs nobody in',
    body: Acceptance,
    reply: Account,
    status: 201,
  }),
}
