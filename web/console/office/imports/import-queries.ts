import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Finding } from '#contract/findings'
import type { Import, KeptRow, TableKind } from '#contract/imports'
import { importRoutes } from '#contract/routes'
import { call } from '../../../shared/api/api.ts'
import { upload } from '../../../shared/api/files.ts'
import { queryClient } from '../../query-client.ts'

/** How often a file that is on its way is asked for. Milliseconds. */
const POLL_MS = 700

const LIST = ['imports'] as const
const one = (id: string) => ['imports', id] as const

/** Whether the server goes on with it by itself. */
export function isMoving({ stage }: Import): boolean {
  return stage === 'reading' || stage === 'applying' || stage === 'undoing'
}

export function useImports() {
  return useQuery({
    queryKey: LIST,
    queryFn: async () => (await call(importRoutes.list)).items,
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? POLL_MS : false),
  })
}

export function useImport(id: string) {
  return useQuery({
    queryKey: one(id),
    queryFn: () => call(importRoutes.show, { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? POLL_MS : false),
  })
}

/** What was found, in the order of the rows; asked for once the whole file has been read. */
export function useFindings(id: string, language: 'zh' | 'en', isRead: boolean) {
  return useInfiniteQuery({
    queryKey: [...one(id), 'findings', language],
    enabled: isRead,
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => {
      const after = pageParam === null ? {} : { after: Number(pageParam) }
      return call(importRoutes.findings, { params: { id }, query: { ...after, language } })
    },
    getNextPageParam: ({ next }) => next,
    select: allOf<Finding>,
  })
}

/** The rows that an undo kept, in their order; asked for once it is over. */
export function useKeptRows(id: string, language: 'zh' | 'en') {
  return useInfiniteQuery({
    queryKey: [...one(id), 'kept', language],
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => {
      const after = pageParam === null ? {} : { after: Number(pageParam) }
      return call(importRoutes.kept, { params: { id }, query: { ...after, language } })
    },
    getNextPageParam: ({ next }) => next,
    select: allOf<KeptRow>,
  })
}

function allOf<Item>({ pages }: InfiniteData<{ items: Item[] }>): Item[] {
  return pages.flatMap(({ items }) => items)
}

/** @throws Refusal or Unreachable. */
export async function sendFile(kind: TableKind, file: File): Promise<Import> {
  return learn(await upload(importRoutes.start, { query: { kind } }, file))
}

/** @throws Refusal or Unreachable. */
export async function applyImport(id: string, leaveOutBadRows: boolean): Promise<void> {
  learn(await call(importRoutes.apply, { params: { id }, body: { leaveOutBadRows } }))
}

/** @throws Refusal or Unreachable. */
export async function cancelImport(id: string): Promise<void> {
  learn(await call(importRoutes.cancel, { params: { id } }))
}

/** @throws Refusal or Unreachable. */
export async function undoImport(id: string): Promise<void> {
  learn(await call(importRoutes.undo, { params: { id } }))
}

function learn(fresh: Import): Import {
  queryClient.setQueryData(one(fresh.id), fresh)
  void queryClient.invalidateQueries({ queryKey: LIST, exact: true })
  return fresh
}
