import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../../shared/controls/language-switch.tsx'
import { ThemeSwitch } from '../../shared/controls/theme-switch.tsx'
import { Brand } from '../header/brand.tsx'
import { SignInForm } from '../session/sign-in-form.tsx'

export function LoginPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useEffect(() => {
    document.title = t('app.name')
  }, [t])
  return (
    <main className="login-page">
      <div className="login-card">
        <Brand />
        <h1>{t('login.title')}</h1>
        <p className="soft">{t('login.lead')}</p>
        <SignInForm done={() => void navigate({ to: '/' })} />
      </div>
      <div className="login-foot">
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
    </main>
  )
}
