import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sectionsOf } from '../sections.ts'
import { useOfficeAccount } from './office-account.ts'
import { Page } from './page.tsx'

/** The first room of whoever comes in; for who has none, a word about it. */
export function StartPage() {
  const { t } = useTranslation()
  const [first] = sectionsOf(useOfficeAccount().role)
  if (first) return <Navigate to={first.path} replace />
  return (
    <Page title={t('office.start')}>
      <section className="panel quiet-state">
        <p>{t('office.noSections')}</p>
      </section>
    </Page>
  )
}
