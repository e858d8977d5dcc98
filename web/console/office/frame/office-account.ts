import { createContext, use } from 'react'
import type { Account } from '#contract/accounts'
import { KEEPERS, READERS } from '../sections.ts'

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

/** Whether the file of a resident or a home would open. */
export function useMayRead(): boolean {
  return READERS.includes(useOfficeAccount().role)
}
