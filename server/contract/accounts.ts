import { type Static, Type } from 'typebox'
import { Id } from './scalars.ts'
import { ChosenPassword, SecondCode } from './sessions.ts'

export const ROLES = ['operator', 'supervisor', 'admin'] as const
export const Role = Type.Enum([...ROLES])
export type Role = (typeof ROLES)[number]

export const Account = Type.Object(
  { id: Id, user: Type.String(), name: Type.String(), role: Role },
  { title: 'Account', additionalProperties: false },
)
export type Account = Static<typeof Account>

export const SignIn = Type.Object(
  {
    user: Type.String({ minLength: 1, maxLength: 64 }),
    password: Type.String({ minLength: 1, maxLength: 256 }),
    code: Type.Optional(SecondCode),
  },
  { title: 'SignIn', additionalProperties: false },
)
export type SignIn = Static<typeof SignIn>

export const NewAccount = Type.Object(
  {
    user: Type.String({ minLength: 1, maxLength: 64 }),
    name: Type.String({ minLength: 1, maxLength: 64 }),
    role: Role,
    password: ChosenPassword,
  },
  { title: 'NewAccount', additionalProperties: false },
)
export type NewAccount = Static<typeof NewAccount>
