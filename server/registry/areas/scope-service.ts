import type { Account } from '#contract/accounts'
import type { Reader } from '../../db/database.ts'
import { Refused } from '../../problem.ts'
import { accountsByIds } from '../accounts/store.ts'
import { areasSeenFrom } from '../desks/desk.ts'
import { allDesks } from '../desks/store.ts'
import { covers, EVERYWHERE, type Scope } from './scope.ts'
import { findAreas, placesOfHomes } from './store.ts'

export type Bound = Pick<Account, 'areaId' | 'deskId'>

/** What somebody may see, read anew whenever it matters: an area may have moved since the last time. */
export async function scopeOf(on: Reader, { areaId, deskId }: Bound): Promise<Scope> {
  if (areaId === null && deskId === null) return EVERYWHERE
  const seen = areaId !== null ? [areaId] : areasSeenFrom(await allDesks(on), deskId ?? '')
  return { paths: (await findAreas(on, seen)).map(({ path }) => path) }
}

/** Whether a home may be seen. */
export type Sight = (homeId: string) => boolean

/**
 * Which of these homes may be seen; a query only for those who do not see everything.
 * @param placeless whether homes that lie in no area may be: their calls yes, or nobody would answer them; else no
 */
export async function sightOf(
  on: Reader,
  scope: Scope,
  homeIds: readonly (string | null)[],
  placeless = false,
): Promise<Sight> {
  if (scope.paths === null) return () => true
  const places = await placesOfHomes(
    on,
    [...new Set(homeIds)].filter((id) => id !== null),
  )
  return (homeId) => {
    const path = places.get(homeId)?.path
    return path === undefined ? placeless : covers(scope, path)
  }
}

/** @throws Refused `not_found` for a home that may not be seen, so that not even its existence shows; null: none */
export async function assertSeen(on: Reader, scope: Scope, homeId: string | null): Promise<void> {
  if (homeId === null) return
  if (!(await sightOf(on, scope, [homeId]))(homeId)) throw new Refused('not_found')
}

/**
 * Which of these people a call of a home concerns. A call of no home, or of a home that lies in no area, concerns all
 * of them: a gap in the registry may never mean that nobody is rung.
 */
export type Concerned = (homeId: string | null) => readonly string[]

export async function concernedOf(
  on: Reader,
  accountIds: readonly string[],
  homeIds: readonly (string | null)[],
): Promise<Concerned> {
  const accounts = accountIds.length === 0 ? [] : await accountsByIds(on, accountIds)
  if (accounts.every(({ areaId, deskId }) => areaId === null && deskId === null)) return () => accountIds
  const scopes = new Map<string, Scope>()
  for (const account of accounts) scopes.set(account.id, await scopeOf(on, account))
  const places = await placesOfHomes(
    on,
    [...new Set(homeIds)].filter((id) => id !== null),
  )
  return (homeId) => {
    const path = homeId === null ? undefined : places.get(homeId)?.path
    if (path === undefined) return accountIds
    return accountIds.filter((id) => covers(scopes.get(id) ?? EVERYWHERE, path))
  }
}
