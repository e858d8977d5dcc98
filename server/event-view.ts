import type { Account, Role } from '#contract/accounts'
import type { Event } from '#contract/events'
import type { Database } from './db/database.ts'
import type { Scope } from './registry/areas/scope.ts'
import { sightOf } from './registry/areas/scope-service.ts'

/** What the desk lives by; of no home, such an event is everybody's at a desk. */
const OF_DESK = ['call', 'signal', 'seat', 'notice', 'device']
/** Kinds of news a role is told of, by the noun; null: all of them. A role that is not here is told of none. */
const TOLD: Readonly<Partial<Record<Role, readonly string[] | null>>> = {
  operator: [...OF_DESK, 'home'],
  supervisor: [...OF_DESK, 'home'],
  manager: ['home', 'device', 'pairing'],
  auditor: null,
  admin: null,
}

export type EventView = (
  events: readonly Event[],
  account: Pick<Account, 'role'> | null,
  scope: Scope,
) => Promise<readonly Event[]>

/** Which events somebody may read: those of their work, in their areas. Numbers may have gaps for them. */
export function eventView({ read }: Pick<Database, 'read'>): EventView {
  return async (events, account, scope) => {
    // A program whose token opens the log.
    if (account === null) return events
    const { role } = account
    const nouns = TOLD[role]
    if (nouns === undefined) return []
    const told = nouns === null ? events : events.filter(({ type }) => nouns.includes(nounOf(type)))
    if (scope.paths === null) return told
    const isDesk = role === 'operator' || role === 'supervisor'
    const homeIds = told.map(({ homeId }) => homeId)
    const sight = await sightOf(read, scope, homeIds, isDesk)
    return told.filter(({ type, homeId }) =>
      homeId === null ? isDesk && OF_DESK.includes(nounOf(type)) : sight(homeId),
    )
  }
}

function nounOf(type: string): string {
  return type.slice(0, type.indexOf('.'))
}
