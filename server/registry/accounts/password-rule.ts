import { isCommon } from './common-passwords.ts'

/** `length`: ASVS 5.0 §6.2, where length counts alone. `mixed`: what assessors of 等保 (GB/T 22239) ask for beside it. */
export type PasswordRule = 'length' | 'mixed'

const KINDS = [/\p{Nd}/u, /\p{Ll}/u, /\p{Lu}/u, /[^\p{Nd}\p{Ll}\p{Lu}]/u]

/** Why this user may not take this password; null: they may. Its length is the contract's to check. */
export function passwordFault(
  rule: PasswordRule,
  password: string,
  user: string,
): 'password_too_common' | 'password_not_mixed' | null {
  if (isCommon(password, user)) return 'password_too_common'
  if (rule === 'mixed' && !KINDS.every((kind) => kind.test(password))) return 'password_not_mixed'
  return null
}
