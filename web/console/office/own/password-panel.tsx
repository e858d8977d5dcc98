import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { sessionRoutes } from '#contract/routes'
import { NewPassword } from '#contract/sessions'
import { useWrite } from '../../../shared/api/queries.ts'
import { FormFoot } from '../form/form-foot.tsx'
import { rulesOf } from '../form/rules.ts'
import { Panel } from '../frame/page.tsx'

/** Another password for one's own account. */
export function PasswordPanel() {
  const { t } = useTranslation()
  const [form] = Form.useForm<NewPassword>()
  const change = useWrite(sessionRoutes.changePassword, [sessionRoutes.list])
  const submit = (body: NewPassword): void => change.mutate({ body }, { onSuccess: () => form.resetFields() })
  return (
    <Panel title={t('own.password')}>
      <Form form={form} className="office-form" layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item
          name="current"
          label={t('own.current')}
          rules={[{ required: true, message: t('login.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" visibilityToggle={false} />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('own.next')}
          extra={t('own.nextHint')}
          rules={rulesOf(NewPassword.properties.next, t('own.next'), t)}
        >
          <Input.Password autoComplete="new-password" visibilityToggle={false} />
        </Form.Item>
        <FormFoot error={change.error} busy={change.isPending} submit={t('own.password')} />
        <p role="status">{change.isSuccess ? t('own.changed') : ''}</p>
      </Form>
    </Panel>
  )
}
