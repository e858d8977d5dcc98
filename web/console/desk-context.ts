import { createContext, use } from 'react'
import type { Account } from '#contract/accounts'
import type { FromConsole } from '#contract/live'

export interface Desk {
  readonly account: Account
  /** @returns false when the feed is down and nothing was sent. */
  readonly send: (message: FromConsole) => boolean
}

export const DeskContext = createContext<Desk | null>(null)

/** Who works here and the way to say something on the feed. Only below the desk page. */
export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('useDesk outside the desk page')
  return desk
}
