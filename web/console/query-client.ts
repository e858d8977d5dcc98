import { QueryClient } from '@tanstack/react-query'
import { Refusal } from '../shared/api/refusal.ts'

const TRIES = 2

/** Server state that is not live. A refusal is an answer and is not asked for again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof Refusal) && failures < TRIES,
    },
    mutations: { retry: false },
  },
})
