import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { serviceTokenRoutes } from '#contract/routes'
import { NewServiceToken, type TokenScope } from '#contract/service-tokens'
import { useWrite } from '../../../shared/api/queries.ts'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { Panel } from '../frame/page.tsx'
import { ShownOnce } from '../frame/shown-once.tsx'
import { SCOPE_WORDS } from './scope-words.ts'

/** Long enough for a wall board, short enough that somebody looks at it again. */
const DAYS = 180

/** Named, limited, for so many days; the token is shown once. */
export function NewTokenPanel() {
  const { t } = useTranslation()
  const [form] = Form.useForm<NewServiceToken>()
  const add = useWrite(serviceTokenRoutes.add, [serviceTokenRoutes.list])
  const { name, scopes, days } = NewServiceToken.properties
  const finish = (): void => {
    add.reset()
    form.resetFields()
  }
  return (
    <Panel title={t('token.add')}>
      <Form
        form={form}
        className="office-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ days: DAYS }}
        onFinish={(body) => add.mutate({ body: { ...body, name: body.name.trim(), scopes: body.scopes ?? [] } })}
      >
        <SchemaField name="name" label={t('token.name')} schema={name} hint={t('token.nameHint')} />
        <SchemaField
          name="scopes"
          label={t('token.scopes')}
          schema={scopes}
          wordOf={(one) => t(SCOPE_WORDS[one as TokenScope])}
        />
        <SchemaField name="days" label={t('token.days')} schema={days} />
        <FormFoot error={add.error} busy={add.isPending} submit={t('token.add')} />
      </Form>
      {add.data ? (
        <ShownOnce
          title={t('token.onceTitle')}
          lead={t('token.onceLead')}
          label={t('token.token')}
          text={add.data.token}
          kept={t('token.kept')}
          close={finish}
        />
      ) : null}
    </Panel>
  )
}
