import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSecond } from '../../shared/clock/server-clock.ts'
import { Glyph } from '../../shared/controls/glyph.tsx'
import { say } from '../notice/notice-store.ts'
import { type Health, useConnection } from './connection-store.ts'

/** Across the page when the server is silent: amber while we wonder, red when we know (design §6). */
export function ConnectionBar() {
  const health = useConnection((connection) => connection.health)
  const outdated = useConnection((connection) => connection.outdated)
  const { t } = useTranslation()
  useRestoredNotice(health === 'red')
  if (!outdated && health !== 'amber' && health !== 'red') return null
  return (
    <section aria-label={t('connection.title')}>{outdated ? <OutdatedBar /> : <SilenceBar health={health} />}</section>
  )
}

function SilenceBar({ health }: { readonly health: Health }) {
  return health === 'red' ? <RedBar /> : <AmberBar />
}

function useRestoredNotice(broken: boolean): void {
  const was = useRef(false)
  useEffect(() => {
    if (was.current && !broken) say({ kind: 'calm', key: 'connection.restored' })
    was.current = broken
  }, [broken])
}

function useSilentSeconds(): number {
  const heardAt = useConnection((connection) => connection.heardAt)
  useSecond()
  return Math.floor((Date.now() - heardAt) / 1000)
}

function AmberBar() {
  const { t } = useTranslation()
  const seconds = useSilentSeconds()
  return (
    <div className="bar bar-amber" data-bar="amber">
      <Glyph name="warning" />
      {t('connection.amber', { seconds })}
    </div>
  )
}

function RedBar() {
  const { t } = useTranslation()
  const seconds = useSilentSeconds()
  const works = useConnection((connection) => connection.fallbackWorks)
  return (
    <div className="bar bar-red" data-bar="red">
      <Glyph name="warning" />
      <strong>{t('connection.red', { seconds })}</strong>
      <span>{works === false ? t('connection.nothing') : t('connection.polling')}</span>
    </div>
  )
}

function OutdatedBar() {
  const { t } = useTranslation()
  return (
    <div className="bar bar-red">
      <Glyph name="warning" />
      <strong>{t('connection.reload')}</strong>
      <Button size="small" onClick={() => location.reload()}>
        {t('app.retry')}
      </Button>
    </div>
  )
}
