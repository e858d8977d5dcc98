import { type Static, Type } from 'typebox'
import { Id, Instant } from './scalars.ts'
import { ChosenPassword, SecondCode } from './sessions.ts'

/** Design §8: from those who answer calls to those who keep the city's registry, and those who bring meals and visits. */
export const ROLES = [
  'operator',
  'supervisor',
  'admin',
  'manager',
  'provider',
  'courier',
  'centre',
  'visitor',
  'volunteer',
  'auditor',
] as const
export const Role = Type.Enum([...ROLES])
export type Role = (typeof ROLES)[number]

/** Where somebody works; with neither, and a role that is not bound to one: everywhere. */
export const binding = {
  areaId: Type.Union([Id, Type.Null()], { description: 'Sees this area and what lies below it' }),
  deskId: Type.Union([Id, Type.Null()], { description: 'Sees the areas of this desk and of those it covers for' }),
}

export const Account = Type.Object(
  { id: Id, user: Type.String(), name: Type.String(), role: Role, ...binding },
  { title: 'Account', additionalProperties: false },
)
export type Account = Static<typeof Account>

/** Why somebody may not sign in for now; a choice, so that nothing about a person is written down in passing. */
export const LOCK_REASONS = ['left', 'away', 'at_risk', 'misuse', 'other'] as const
export type LockReason = (typeof LOCK_REASONS)[number]

export const NewLock = Type.Object(
  { reason: Type.Enum([...LOCK_REASONS]) },
  { title: 'NewLock', additionalProperties: false },
)
export type NewLock = Static<typeof NewLock>

export const AccountLock = Type.Object(
  { at: Instant, by: Type.String({ description: 'Id of the account that locked it' }), ...NewLock.properties },
  { title: 'AccountLock', additionalProperties: false },
)

/** An account in the list of all, as administrators see it. */
export const ListedAccount = Type.Object(
  {
    ...Account.properties,
    hasSecondFactor: Type.Boolean({ description: 'Signing in asks for a code' }),
    lastSeenAt: Type.Union([Instant, Type.Null()], { description: 'To the minute; null: never signed in' }),
    lock: Type.Union([AccountLock, Type.Null()], { description: 'It may not sign in until somebody unlocks it' }),
  },
  { title: 'ListedAccount', additionalProperties: false },
)
export type ListedAccount = Static<typeof ListedAccount>

export const SignedIn = Type.Object(
  {
    account: Account,
    enrolmentDue: Type.Boolean({
      description: 'Nothing is open but setting up the second factor that the role requires',
    }),
  },
  { title: 'SignedIn' },
)

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
    areaId: Type.Optional(binding.areaId),
    deskId: Type.Optional(binding.deskId),
  },
  { title: 'NewAccount', additionalProperties: false },
)
export type NewAccount = Static<typeof NewAccount>

/** What somebody does from now on, and where. */
export const Assignment = Type.Object({ role: Role, ...binding }, { title: 'Assignment', additionalProperties: false })
export type Assignment = Static<typeof Assignment>
