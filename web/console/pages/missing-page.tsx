import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export function MissingPage() {
  const { t } = useTranslation()
  return (
    <main className="lone-page">
      <div className="quiet-state">
        <h1 className="quiet-title">{t('app.notFound')}</h1>
        <Link to="/">{t('app.backToDesk')}</Link>
      </div>
    </main>
  )
}
