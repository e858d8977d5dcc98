import { useTranslation } from 'react-i18next'
import { useFailureWords } from '../../../shared/api/failure-words.ts'
import { Refusal } from '../../../shared/api/refusal.ts'

const FAULTS = ['form', 'birthday', 'check_sign'] as const

/** What exactly is wrong with a number, as far as the server said it; null when something else is, or nothing. */
export function useNumberFault(error: unknown): string | null {
  const { t } = useTranslation()
  const words = useFailureWords()
  if (!(error instanceof Refusal) || error.code !== 'id_number_wrong') return null
  const fault = FAULTS.find((one) => one === error.detail.fault)
  return fault ? t(`resident.numberFault.${fault}`) : words(error)
}
