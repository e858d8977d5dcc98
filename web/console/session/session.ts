import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Account, SignIn } from '#contract/accounts'
import { callRoutes, sessionRoutes } from '#contract/routes'
import { call, whenSignedOut } from '../../shared/api/api.ts'
import { isSignedOut, Refusal } from '../../shared/api/refusal.ts'
import { queryClient } from '../query-client.ts'

const KEY = ['session'] as const

interface SessionState {
  /** The server forgot us while we were working; the page stays as it is until we sign in again. */
  readonly ended: boolean
}

export const useSessionState = create<SessionState>(() => ({ ended: false }))

whenSignedOut(() => {
  if (queryClient.getQueryData(KEY)) useSessionState.setState({ ended: true })
})

/** Who is signed in; null when nobody is. Errors are only those of not getting an answer. */
export function useSession(): UseQueryResult<Account | null> {
  return useQuery({ queryKey: KEY, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY })
}

async function readSession(): Promise<Account | null> {
  try {
    const { account } = await call(sessionRoutes.show)
    return account
  } catch (error) {
    if (isSignedOut(error)) return null
    throw error
  }
}

/** Asks whether the session still stands; a lost one shows itself through `ended`. */
export async function probeSession(): Promise<void> {
  await call(sessionRoutes.show).catch(() => undefined)
}

/** @throws Refusal with `wrong_credentials`, `second_factor_due`, `wrong_code` or `too_many_attempts`. */
export async function signIn(credentials: SignIn): Promise<Account> {
  const { account } = await call(sessionRoutes.open, { body: credentials })
  queryClient.setQueryData(KEY, account)
  useSessionState.setState({ ended: false })
  return account
}

/** Ends the session and forgets everything fetched in it. */
export async function signOut(): Promise<void> {
  await call(sessionRoutes.close)
  queryClient.clear()
  queryClient.setQueryData(KEY, null)
  useSessionState.setState({ ended: false })
}

/** The role has no business at the desk, or has something to do in the office first. */
const SHUT = ['not_allowed', 'enrolment_due']

/** 'refused' once the server has said that this account's role may not see calls. */
export function useDeskAccess(): 'open' | 'refused' {
  const probe = useQuery({
    queryKey: ['desk-access'],
    queryFn: () => call(callRoutes.list, { query: { state: 'closed', limit: 1 } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return probe.error instanceof Refusal && SHUT.includes(probe.error.code) ? 'refused' : 'open'
}
