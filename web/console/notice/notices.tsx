import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph } from '../../shared/controls/glyph.tsx'
import { dismiss, type Notice, useNotices } from './notice-store.ts'

const SHOWN_MS = { calm: 4000, warning: 9000 } as const

/** The polite corner: what just happened, and calm refusals. Never takes the focus, never covers the queue. */
export function Notices() {
  const items = useNotices((notices) => notices.items)
  return (
    <div className="notices" role="status" aria-live="polite">
      {items.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation()
  useEffect(() => {
    if (notice.lasting) return
    const timer = setTimeout(() => dismiss(notice.id), SHOWN_MS[notice.kind])
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div className={`notice notice-${notice.kind}`}>
      <Glyph name={notice.kind === 'calm' ? 'check' : 'warning'} />
      <span>{t(notice.key, { ...notice.values })}</span>
      <button type="button" className="quiet-button" aria-label={t('app.close')} onClick={() => dismiss(notice.id)}>
        <Glyph name="cross" />
      </button>
    </div>
  )
}
