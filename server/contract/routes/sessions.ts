import { Type } from 'typebox'
import { Account, SignIn } from '../accounts.ts'
import { defineRoute } from '../route.ts'

export const sessionRoutes = {
  open: defineRoute({
    method: 'POST',
    url: '/api/session',
    summary: 'Sign in; answers with the account and sets the session cookie',
    body: SignIn,
    reply: Type.Object({ account: Account }),
    status: 200,
  }),
  show: defineRoute({
    method: 'GET',
    url: '/api/session',
    summary: 'Who is signed in',
    reply: Type.Object({ account: Account }),
    status: 200,
  }),
  close: defineRoute({
    method: 'DELETE',
    url: '/api/session',
    summary: 'Sign out; the session ends at once',
    reply: Type.Null(),
    status: 204,
  }),
}
