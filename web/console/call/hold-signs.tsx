import { useTranslation } from 'react-i18next'
import type { Resident } from '#contract/registry'

/** Why somebody may not be at home, since when and until when, and how old that news is. It mutes nothing. */
export function HoldSigns({ resident: { name, holds } }: { readonly resident: Resident }) {
  const { t } = useTranslation()
  if (holds.length === 0) return null
  return (
    <div className="away">
      <ul aria-label={t('away.label', { name })}>
        {holds.map(({ kind, fromOn, untilOn, reviewOn, reviewDue, writtenAt }) => (
          <li key={`${kind}-${fromOn}-${writtenAt}`} className="away-line">
            <strong className="away-kind">{t(`away.kinds.${kind}`)}</strong>
            <span>{t('away.since', { on: fromOn })}</span>
            {untilOn === null ? null : <span>{t('away.until', { on: untilOn })}</span>}
            <span>{t(reviewDue ? 'away.overdue' : 'away.review', { on: reviewOn })}</span>
            <span className="faint">{t('away.written', { on: dayOf(writtenAt) })}</span>
          </li>
        ))}
      </ul>
      <p className="faint">{t('away.mind')}</p>
    </div>
  )
}

/** The local date of an instant, `2026-11-22`. */
function dayOf(instant: string): string {
  return new Date(instant).toLocaleDateString('sv-SE')
}
