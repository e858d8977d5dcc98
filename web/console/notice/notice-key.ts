import type { ProblemCode } from '#contract/problems'

/** Sentences that can be said as a notice: refusals of the server and what just happened. */
export type NoticeKey =
  | `problem.${ProblemCode}`
  | 'app.unreachable'
  | 'app.unknownProblem'
  | 'claim.lost'
  | 'claim.lostUnknown'
  | 'claim.released'
  | 'claim.nothing'
  | 'connection.claimBlocked'
  | 'connection.restored'
  | 'contacts.logged'
  | 'contacts.pending'
  | 'duty.confirmed'
  | 'duty.left'
  | 'duty.lost'
  | 'duty.reloaded'
  | 'moves.gone'
  | 'moves.got'
  | 'note.saved'
  | 'outcome.closed'
  | 'outcome.resolved'

/** What those sentences have blanks for. */
export interface NoticeValues {
  readonly name?: string
  readonly outcome?: string
  readonly number?: string
  readonly code?: string
}
