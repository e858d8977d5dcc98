import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, SignIn } from '#contract/accounts'
import { Refusal } from '../../shared/api/refusal.ts'
import { FailureText } from '../failure.tsx'
import { signIn } from './session.ts'

interface Props {
  /** Filled in and fixed when the same person comes back. */
  readonly user?: string
  readonly done: (account: Account) => void
}

/**
 * User and password; then, for who has set up an authenticator, the code it shows. Pasting is allowed, password managers are helped
 * (WCAG 2.2, 3.3.8).
 */
export function SignInForm({ user, done }: Props) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [asksCode, setAsksCode] = useState(false)
  const submit = async (values: SignIn): Promise<void> => {
    setBusy(true)
    setFailure(null)
    try {
      done(await signIn(values))
    } catch (error) {
      if (error instanceof Refusal && error.code === 'second_factor_due') setAsksCode(true)
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form<SignIn>
      layout="vertical"
      size="large"
      requiredMark={false}
      initialValues={{ user: user ?? '' }}
      onFinish={(values) => void submit(values)}
    >
      <Form.Item name="user" label={t('login.user')} rules={[{ required: true, message: t('login.userMissing') }]}>
        <Input autoComplete="username" autoFocus={user === undefined} autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('login.password')}
        rules={[{ required: true, message: t('login.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={user !== undefined} visibilityToggle={false} />
      </Form.Item>
      {asksCode ? (
        <Form.Item
          name="code"
          label={t('login.code')}
          extra={t('login.codeHint')}
          rules={[{ required: true, message: t('login.codeMissing') }]}
        >
          <Input autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} maxLength={16} autoFocus />
        </Form.Item>
      ) : null}
      <FailureText error={failure} />
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('login.submit')}
      </Button>
    </Form>
  )
}
