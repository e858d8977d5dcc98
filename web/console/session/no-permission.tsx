import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts'
import { LanguageSwitch } from '../../shared/controls/language-switch.tsx'
import { signOut } from './session.ts'

/** Signed in, but with a role that has no business at the desk. */
export function NoPermission({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const leave = async (): Promise<void> => {
    await signOut().catch(() => undefined)
    await navigate({ to: '/login' })
  }
  return (
    <main className="lone-page">
      <div className="quiet-state">
        <h1 className="quiet-title">{t('login.noDesk')}</h1>
        <p>{t('login.account', { name: account.name, role: t(`role.${account.role}`) })}</p>
        <Button type="primary" onClick={() => void leave()}>
          {t('login.otherAccount')}
        </Button>
        <LanguageSwitch />
      </div>
    </main>
  )
}
