import type { Role } from '#contract/accounts'

/** What the rule looks at; `lockedAt` in milliseconds, null while somebody may sign in. */
interface Lockable {
  readonly id: string
  readonly role: Role
  readonly lockedAt: number | null
}

/**
 * What speaks against locking this account. Somebody has to remain who can unlock the others, whoever locks whom at the
 * same moment.
 * @param by the account that asks
 * @param all at least every administrator
 */
export function mayBeLocked(
  { id }: Lockable,
  by: string,
  all: readonly Lockable[],
): 'account_is_own' | 'admin_is_last' | null {
  if (id === by) return 'account_is_own'
  const remains = all.some((one) => one.id !== id && one.role === 'admin' && one.lockedAt === null)
  return remains ? null : 'admin_is_last'
}
