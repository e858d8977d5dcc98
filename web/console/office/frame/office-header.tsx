import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts'
import { LanguageSwitch } from '../../../shared/controls/language-switch.tsx'
import { ThemeSwitch } from '../../../shared/controls/theme-switch.tsx'
import { AccountMenu } from '../../header/account-menu.tsx'
import { Brand } from '../../header/brand.tsx'

export function OfficeHeader({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  return (
    <header className="header">
      <Link to="/office" className="office-brand" aria-label={t('office.name')}>
        <Brand part={t('office.word')} />
      </Link>
      <div className="header-end">
        <ThemeSwitch />
        <LanguageSwitch />
        <AccountMenu account={account} />
        <Link to="/" className="office-exit">
          {t('office.toDesk')}
        </Link>
      </div>
    </header>
  )
}
