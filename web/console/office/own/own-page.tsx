import { useTranslation } from 'react-i18next'
import { useOfficeAccount } from '../frame/office-account.ts'
import { Page } from '../frame/page.tsx'
import { FactorPanel } from './factor-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import '../../styles/own.css'

/** One's own account: where one is signed in, password, authenticator. */
export function OwnPage() {
  const { t } = useTranslation()
  const { name, role } = useOfficeAccount()
  return (
    <Page title={t('own.title')} lead={t('login.account', { name, role: t(`role.${role}`) })}>
      <SessionsPanel />
      <FactorPanel />
      <PasswordPanel />
    </Page>
  )
}
