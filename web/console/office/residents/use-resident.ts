import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import type { FullResident, MaskedField, ResidentFields } from '#contract/residents'
import type { ReplyOf, Route } from '#contract/route'
import { registryRoutes, residentRoutes } from '#contract/routes'
import type { PartsOf } from '../../../shared/api/api.ts'
import { type Answered, useRead, useWrite } from '../../../shared/api/queries.ts'
import { Refusal } from '../../../shared/api/refusal.ts'
import type { Writing } from '../file/file.ts'
import type { Reveal } from '../file/revealed.tsx'

type Leave = typeof residentRoutes.leave

/** What a change of a resident means for what other pages show. */
const STALE: readonly Pick<Route, 'url'>[] = [residentRoutes.history, registryRoutes.showHome, residentRoutes.search]

const itself = (id: string): Answered => ({ route: residentRoutes.show, parts: { params: { id } } })

export function useResident(id: string): UseQueryResult<FullResident> {
  return useRead(residentRoutes.show, { params: { id } })
}

export function useResidentWriting({ id, version }: Pick<FullResident, 'id' | 'version'>): Writing {
  const change = useWrite(residentRoutes.change, STALE, itself(id))
  return {
    write: (fields, done) =>
      change.mutate({ params: { id }, body: { version, fields: fields as ResidentFields } }, { onSuccess: done }),
    error: change.error,
    busy: change.isPending,
    stale: change.error instanceof Refusal && change.error.code === 'stale_version',
    reset: change.reset,
  }
}

export function useLeaving(id: string): UseMutationResult<ReplyOf<Leave>, Error, PartsOf<Leave>> {
  return useWrite(residentRoutes.leave, STALE, itself(id))
}

export function useReveal(id: string, field: MaskedField): Reveal {
  const reveal = useWrite(residentRoutes.reveal, [registryRoutes.readings])
  return {
    ask: () => reveal.mutate({ params: { id }, body: { field } }),
    busy: reveal.isPending,
    error: reveal.error,
    values: reveal.data?.values ?? null,
  }
}
