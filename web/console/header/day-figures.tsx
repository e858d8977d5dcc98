import { useTranslation } from 'react-i18next'
import { useStream } from '../live/stream-store.ts'

/** Tenths of a second matter below ten seconds, and nobody reads them above. */
function secondsOf(milliseconds: number): string {
  const seconds = milliseconds / 1000
  return seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds))
}

/** The numbers of the day, as the server counts them. */
export function DayFigures() {
  const { t } = useTranslation()
  const figures = useStream((stream) => stream.figures)
  const median = figures?.medianAnswerMs ?? null
  return (
    <dl className="day-figures" aria-label={t('header.figures')}>
      <Figure label={t('header.seats')} value={figures ? String(figures.audibleSeats) : t('header.none')} />
      <Figure label={t('header.rings')} value={figures ? String(figures.rings) : t('header.none')} />
      <Figure label={t('header.answered')} value={figures ? String(figures.answered) : t('header.none')} />
      <Figure
        label={t('header.median')}
        value={median === null ? t('header.none') : t('header.seconds', { value: secondsOf(median) })}
      />
    </dl>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="figure">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
