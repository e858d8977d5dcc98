import { PROBLEMS, type ProblemCode } from '#contract/problems'

/** A newer server may refuse with codes this page has no sentence for. */
export function isKnownProblem(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code)
}
