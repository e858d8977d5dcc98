import type { Outcome } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import { call as send } from '../../shared/api/api.ts'
import { took } from '../call/claiming.ts'
import { queryClient } from '../query-client.ts'

/** Answers so far; undefined is a question not yet answered. */
export type Answers = { readonly [K in keyof Outcome]: Outcome[K] | undefined }

export const QUESTIONS = ['cause', 'result', 'seenBy', 'concerns'] as const satisfies readonly (keyof Outcome)[]
export type Question = (typeof QUESTIONS)[number]

export function missing(answers: Answers): readonly Question[] {
  return QUESTIONS.filter((question) => answers[question] === undefined)
}

/** The outcome once every question is answered, else null. */
export function wholeOutcome({ cause, result, seenBy, concerns }: Answers): Outcome | null {
  if (cause === undefined || result === undefined || seenBy === undefined || concerns === undefined) return null
  return { cause, result, seenBy, concerns }
}

/** @throws Refusal or Unreachable. */
export async function resolveWith(id: string, outcome: Outcome): Promise<void> {
  took(await send(callRoutes.resolve, { params: { id }, body: outcome }))
}

/** @throws Refusal or Unreachable. */
export async function closeWith(id: string, outcome: Outcome): Promise<void> {
  took(await send(callRoutes.close, { params: { id }, body: { outcome } }))
  void queryClient.invalidateQueries({ queryKey: ['closed-calls'] })
}

/** @throws Refusal or Unreachable. */
export async function reopenWith(id: string, reason: string): Promise<void> {
  took(await send(callRoutes.reopen, { params: { id }, body: { reason } }))
  void queryClient.invalidateQueries({ queryKey: ['closed-calls'] })
}
