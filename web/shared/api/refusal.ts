import type { Problem } from '#contract/problems'

/** The server understood and said no; `code` is one of the catalogue, or one this page does not know yet. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly requestId: string

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.title ?? `HTTP ${status}`)
    this.name = 'Refusal'
    this.status = status
    this.code = problem.code ?? 'internal_error'
    this.detail = problem.detail ?? {}
    this.requestId = problem.requestId ?? ''
  }
}

/** Nobody answered: no network, no server, or no reply within the time limit. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server did not answer.', { cause })
    this.name = 'Unreachable'
  }
}

/** Whether this code says that the session is gone. */
export function endsSession(code: string): boolean {
  return code === 'not_signed_in' || code === 'session_idle'
}

/** True when the session is gone and only signing in again helps. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refusal && endsSession(error.code)
}
