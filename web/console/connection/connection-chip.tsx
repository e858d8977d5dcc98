import { useTranslation } from 'react-i18next'
import { useSecond } from '../../shared/clock/server-clock.ts'
import { type Health, useConnection } from './connection-store.ts'

const WORDS = {
  connecting: 'header.connecting',
  live: 'header.online',
  amber: 'header.slow',
  red: 'header.broken',
} as const satisfies Record<Health, string>

/** State of the connection and age of the data, always in sight. */
export function ConnectionChip() {
  const { t } = useTranslation()
  const health = useConnection((connection) => connection.health)
  return (
    <span className={`chip connection-${health}`} data-health={health}>
      <span className="chip-dot" aria-hidden="true" />
      {t(WORDS[health])}
      <DataAge />
    </span>
  )
}

function DataAge() {
  const { t } = useTranslation()
  const dataAt = useConnection((connection) => connection.dataAt)
  useSecond()
  const seconds = Math.max(0, Math.floor((Date.now() - dataAt) / 1000))
  return <span className="data-age">{t('header.dataAge', { seconds })}</span>
}
