import { Type } from 'typebox'
import { Account, Assignment, ListedAccount, NewLock, SignedIn, SignIn } from '../accounts.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'
import { BackupCodes, NewPassword, SecondCode, SecondFactorOffer, Session } from '../sessions.ts'

export const sessionRoutes = {
  open: defineRoute({
    method: 'POST',
    url: '/api/session',
    summary: 'Sign in; answers with the account and sets the session cookie',
    body: SignIn,
    reply: SignedIn,
    status: 200,
  }),
  show: defineRoute({
    method: 'GET',
    url: '/api/session',
    summary: 'Who is signed in',
    reply: SignedIn,
    status: 200,
    whileEnrolling: true,
  }),
  close: defineRoute({
    method: 'DELETE',
    url: '/api/session',
    summary: 'Sign out; the session ends at once',
    reply: Type.Null(),
    status: 204,
    whileEnrolling: true,
  }),
  list: defineRoute({
    method: 'GET',
    url: '/api/sessions',
    summary: 'Where you are signed in, newest first',
    reply: Type.Object({ items: Type.Array(Session), next: Type.Null() }),
    status: 200,
  }),
  revoke: defineRoute({
    method: 'POST',
    url: '/api/sessions/:id/revoke',
    summary: 'End one of your sessions; its console closes within 2 s',
    params: Type.Object({ id: Id }),
    reply: Type.Null(),
    status: 204,
  }),
  revokeOthers: defineRoute({
    method: 'POST',
    url: '/api/sessions/revoke-others',
    summary: 'End all your sessions but this one',
    reply: Type.Null(),
    status: 204,
  }),
  changePassword: defineRoute({
    method: 'POST',
    url: '/api/session/password',
    summary: 'Change your password; your other sessions end',
    body: NewPassword,
    reply: Type.Null(),
    status: 204,
  }),
  offerFactor: defineRoute({
    method: 'POST',
    url: '/api/session/second-factor',
    summary: 'A new secret for your authenticator; nothing changes until its first code is confirmed',
    reply: SecondFactorOffer,
    status: 201,
    whileEnrolling: true,
  }),
  confirmFactor: defineRoute({
    method: 'POST',
    url: '/api/session/second-factor/confirm',
    summary: 'From now on signing in asks for a code; answers with ten backup codes, shown this once',
    body: Type.Object({ code: SecondCode }),
    reply: BackupCodes,
    status: 200,
    whileEnrolling: true,
  }),
  removeFactor: defineRoute({
    method: 'POST',
    url: '/api/session/second-factor/remove',
    summary: 'Signing in no longer asks for a code',
    body: Type.Object({ password: Type.String({ minLength: 1, maxLength: 256 }), code: SecondCode }),
    reply: Type.Null(),
    status: 204,
  }),
}

export const accountRoutes = {
  assign: defineRoute({
    method: 'POST',
    url: '/api/accounts/:id/assignment',
    summary: 'Give an account another role, area or desk; its sessions end',
    params: Type.Object({ id: Id }),
    body: Assignment,
    reply: Account,
    status: 200,
  }),
  list: defineRoute({
    method: 'GET',
    url: '/api/accounts',
    summary: 'Every account, by user name',
    reply: Type.Object({ items: Type.Array(ListedAccount), next: Type.Null() }),
    status: 200,
  }),
  signOut: defineRoute({
    method: 'POST',
    url: '/api/accounts/:id/sign-out',
    summary: 'End every session of this account',
    params: Type.Object({ id: Id }),
    reply: Type.Null(),
    status: 204,
  }),
  lock: defineRoute({
    method: 'POST',
    url: '/api/accounts/:id/lock',
    summary: 'Nobody signs in with this account until it is unlocked; its sessions end',
    params: Type.Object({ id: Id }),
    body: NewLock,
    reply: Type.Null(),
    status: 204,
  }),
  unlock: defineRoute({
    method: 'POST',
    url: '/api/accounts/:id/unlock',
    summary: 'This account may sign in again',
    params: Type.Object({ id: Id }),
    reply: Type.Null(),
    status: 204,
  }),
  resetFactor: defineRoute({
    method: 'POST',
    url: '/api/accounts/:id/second-factor/reset',
    summary:
      'Somebody lost authenticator and backup codes: signing in no longer asks for a code, and every session ends',
    params: Type.Object({ id: Id }),
    reply: Type.Null(),
    status: 204,
  }),
}
