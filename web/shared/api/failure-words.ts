import { useTranslation } from 'react-i18next'
import { isKnownProblem } from './problem-words.ts'
import { Refusal } from './refusal.ts'

/** The sentence for a failed request, in the language of the screen. */
export function useFailureWords(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    if (!(error instanceof Refusal)) return t('app.unreachable')
    return isKnownProblem(error.code) ? t(`problem.${error.code}`) : t('app.unknownProblem', { code: error.code })
  }
}
