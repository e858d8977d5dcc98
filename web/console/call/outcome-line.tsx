import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'

/** How the call ended, once somebody has said so. */
export function OutcomeLine({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  if (!call.cause || !call.result || !call.seenBy) return null
  return (
    <dl className="outcome-line">
      <div>
        <dt>{t('outcome.cause')}</dt>
        <dd>{t(`cause.${call.cause}`)}</dd>
      </div>
      <div>
        <dt>{t('outcome.result')}</dt>
        <dd>{t(`result.${call.result}`)}</dd>
      </div>
      <div>
        <dt>{t('outcome.seenBy')}</dt>
        <dd>{t(`seenBy.${call.seenBy}`)}</dd>
      </div>
    </dl>
  )
}
