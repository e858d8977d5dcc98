import { Link } from '@tanstack/react-router'
import { Form, Input } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Acceptance } from '#contract/invitations'
import { invitationRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { LanguageSwitch } from '../../../shared/controls/language-switch.tsx'
import { ThemeSwitch } from '../../../shared/controls/theme-switch.tsx'
import { learnOfficeWords } from '../../../shared/i18n/office/office-catalogues.ts'
import { FailureText } from '../../failure.tsx'
import { Brand } from '../../header/brand.tsx'
import { FormFoot } from '../form/form-foot.tsx'
import { rulesOf } from '../form/rules.ts'
import { SchemaField } from '../form/schema-field.tsx'
import { whenSeen } from '../frame/when.ts'

learnOfficeWords()

/** Whoever was invited chooses user name and password. The token stands behind the # of the address. */
export function InvitationPage() {
  const { t } = useTranslation()
  const token = location.hash.slice(1)
  const invited = useRead(invitationRoutes.look, { body: { token } }, { when: token !== '' })
  const accept = useWrite(invitationRoutes.accept, [])
  if (accept.data) return <Accepted user={accept.data.user} />
  return (
    <Frame title={t('invitation.title')}>
      {invited.data ? (
        <>
          <p className="soft">
            {t('invitation.lead', { name: invited.data.name, role: t(`role.${invited.data.role}`) })}
          </p>
          <p className="faint">{t('invitation.until', { at: whenSeen(invited.data.expiresAt) })}</p>
          <AcceptForm
            error={accept.error}
            busy={accept.isPending}
            submit={(form) => accept.mutate({ body: { token, ...form } })}
          />
        </>
      ) : (
        <FailureText error={invited.error} />
      )}
      {token === '' ? <p>{t('problem.invitation_over')}</p> : null}
    </Frame>
  )
}

interface Chosen {
  readonly user: string
  readonly password: string
}

interface FormProps {
  readonly error: unknown
  readonly busy: boolean
  readonly submit: (chosen: Chosen) => void
}

function AcceptForm({ error, busy, submit }: FormProps) {
  const { t } = useTranslation()
  const { user, password } = Acceptance.properties
  const trimmed = (form: Chosen): void => submit({ ...form, user: form.user.trim() })
  return (
    <Form<Chosen> layout="vertical" requiredMark={false} onFinish={trimmed}>
      <SchemaField name="user" label={t('account.user')} schema={user} autoFocus />
      <Form.Item
        name="password"
        label={t('login.password')}
        extra={t('own.nextHint')}
        rules={rulesOf(password, t('login.password'), t)}
      >
        <Input.Password autoComplete="new-password" visibilityToggle={false} />
      </Form.Item>
      <FormFoot error={error} busy={busy} submit={t('invitation.submit')} />
    </Form>
  )
}

function Accepted({ user }: { readonly user: string }) {
  const { t } = useTranslation()
  return (
    <Frame title={t('invitation.done')}>
      <p role="status">{t('invitation.doneLead', { user })}</p>
      <Link to="/login">{t('invitation.toLogin')}</Link>
    </Frame>
  )
}

function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="login-page">
      <div className="login-card">
        <Brand />
        <h1>{title}</h1>
        {children}
      </div>
      <div className="login-foot">
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
    </main>
  )
}
