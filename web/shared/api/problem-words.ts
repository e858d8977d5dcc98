import type { ProblemCode } from '#contract/problems'
import { catalogues } from '../i18n/catalogues.ts'

/** A newer server may refuse with codes this page has no sentence for. */
export function isKnownProblem(code: string): code is ProblemCode {
  return code in catalogues['zh-CN'].problem
}
