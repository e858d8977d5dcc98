import { createContext, use } from 'react'
import type { Account } from '#contract/accounts'
import { KEEPERS } from '../sections.ts'

export const OfficeAccount = createContext<Account | null>(null)

/** Who works here. Only below the office page. */
export function useOfficeAccount(): Account {
  const account = use(OfficeAccount)
  if (!account) throw new Error('useOfficeAccount outside the office')
  return account
}

/** Whether to offer what changes residents, homes and devices; whether it is allowed, the server says. */
export function useMayKeep(): boolean {
  return KEEPERS.includes(useOfficeAccount().role)
}
