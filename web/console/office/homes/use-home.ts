import type { UseQueryResult } from '@tanstack/react-query'
import type { AddressParts, HomeFields } from '#contract/homes'
import type { HomeCard } from '#contract/registry'
import type { Route } from '#contract/route'
import { homeRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { type Answered, useRead, useWrite } from '../../../shared/api/queries.ts'
import { Refusal } from '../../../shared/api/refusal.ts'
import type { Known, Writing } from '../file/file.ts'

/** What a change of a home means for what other pages show. */
export const STALE: readonly Pick<Route, 'url'>[] = [homeRoutes.history, residentRoutes.search]

export const itself = (id: string): Answered => ({ route: registryRoutes.showHome, parts: { params: { id } } })

export const isStale = (error: unknown): boolean => error instanceof Refusal && error.code === 'stale_version'

export function useHome(id: string): UseQueryResult<HomeCard> {
  return useRead(registryRoutes.showHome, { params: { id } })
}

export function useHomeWriting({ id, version }: Pick<HomeCard, 'id' | 'version'>): Writing {
  const change = useWrite(homeRoutes.change, STALE, itself(id))
  return {
    write: (fields, done) =>
      change.mutate({ params: { id }, body: { version, fields: fields as HomeFields } }, { onSuccess: done }),
    error: change.error,
    busy: change.isPending,
    stale: isStale(change.error),
    reset: change.reset,
  }
}

/** The parts of an address are one field of the home: what was not touched goes along, and empty parts are none. */
export function usePartsWriting(home: HomeCard): Writing {
  const writing = useHomeWriting(home)
  const write = (changed: Known, done: () => void): void => {
    const parts = Object.entries({ ...home.parts, ...changed }).filter(([, part]) => part !== '')
    writing.write({ parts: Object.fromEntries(parts) as AddressParts }, done)
  }
  return { ...writing, write }
}
