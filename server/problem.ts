import { PROBLEMS, type ProblemCode } from '#contract/problems'

/** A refusal: somebody asked for what may not be, and is told so by a code. Not a fault of ours. */
export class Refused extends Error {
  readonly code: ProblemCode
  readonly detail: Record<string, unknown> | undefined

  constructor(code: ProblemCode, detail?: Record<string, unknown>) {
    super(PROBLEMS[code].title)
    this.code = code
    this.detail = detail
  }
}

/** Something the person who starts the server can mend; its message is the whole sentence they see. */
export class Unusable extends Error {}
