import { useQuery } from '@tanstack/react-query'
import {
  type Call,
  type HandoverReason,
  MOST_PARKED_MS,
  MOST_PARKED_P1_MS,
  type ParkReason,
  type PriorityReason,
} from '#contract/calls'
import { callRoutes } from '#contract/routes'
import { call as send } from '../../shared/api/api.ts'
import { took } from '../call/claiming.ts'
import { isOver } from '../live/stream.ts'
import { useStream } from '../live/stream-store.ts'

/** What is offered, in minutes. */
const WAITS = [5, 10, 15, 30, 60, 120, 240] as const

export function waitsOf({ priority }: Call): readonly number[] {
  const most = priority === 1 ? MOST_PARKED_P1_MS : MOST_PARKED_MS
  return WAITS.filter((minutes) => minutes * 60_000 <= most)
}

/** @throws Refusal or Unreachable, as all of these. */
export async function parkWith(id: string, minutes: number, reason: ParkReason, now: number): Promise<void> {
  const until = new Date(now + minutes * 60_000).toISOString()
  took(await send(callRoutes.park, { params: { id }, body: { until, reason } }))
}

export async function transferWith(id: string, to: string, reason: HandoverReason): Promise<void> {
  took(await send(callRoutes.transfer, { params: { id }, body: { to, reason } }))
}

export async function takeOverWith(id: string, reason: HandoverReason): Promise<void> {
  took(await send(callRoutes.takeOver, { params: { id }, body: { reason } }))
}

/** @returns the call that goes on. */
export async function mergeWith(id: string, intoId: string): Promise<Call> {
  const into = await send(callRoutes.merge, { params: { id }, body: { intoId } })
  took(into)
  took((await send(callRoutes.show, { params: { id } })).call)
  return into
}

export async function prioritiseWith(id: string, priority: number, reason: PriorityReason | null): Promise<void> {
  took(await send(callRoutes.prioritise, { params: { id }, body: { priority, reason } }))
}

/** Who is there to take the call, asked when the question is. */
export function useColleagues(id: string) {
  return useQuery({
    queryKey: ['colleagues', id],
    queryFn: async () => (await send(callRoutes.colleagues, { params: { id } })).items,
    staleTime: 0,
  })
}

/** Open calls of the same home that this one may go into: more urgent ones, and as urgent ones. */
export function useMergeable(call: Call): readonly Call[] {
  const calls = useStream((stream) => stream.calls)
  return [...calls.values()].filter((other) => mayGoInto(call, other))
}

function mayGoInto(call: Call, other: Call): boolean {
  if (other.id === call.id || isOver(other) || other.subject.id !== call.subject.id) return false
  return other.kind !== 'technical' && call.kind !== 'technical' && other.priority <= call.priority
}
