import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Role } from '#contract/accounts'
import { sectionsOf } from '../sections.ts'

export function OfficeNavigation({ role }: { readonly role: Role }) {
  const { t } = useTranslation()
  return (
    <nav className="office-nav" aria-label={t('office.nav')}>
      <ul>
        {sectionsOf(role).map(({ key, path }) => (
          <li key={key}>
            <Link to={path} activeProps={{ 'aria-current': 'page' }}>
              {t(`office.section.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
