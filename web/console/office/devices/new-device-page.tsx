import { useNavigate } from '@tanstack/react-router'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { type DeviceCredential, NewDevice } from '#contract/registry'
import { deviceRoutes, modelRoutes, registryRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { CredentialOnce } from './credential-once.tsx'

const { id, model: modelName, class: power } = NewDevice.properties

/** Into stock; it comes to a home by an installer's code, or by hand from its own page. */
export function NewDevicePage() {
  const { t } = useTranslation()
  const [form] = Form.useForm<Partial<NewDevice>>()
  const models = useRead(modelRoutes.list, {}).data?.items ?? []
  const offered = models.filter(({ withdrawnAt }) => withdrawnAt === null)
  /** Mostly a device is powered as its model is. */
  const follow = ({ model }: Partial<NewDevice>): void => {
    const chosen = offered.find(({ name }) => name === model)
    if (chosen) form.setFieldsValue({ class: chosen.class })
  }
  const add = useWrite(registryRoutes.addDevice, [deviceRoutes.list])
  const submit = (filled: Partial<NewDevice>): void => {
    const body = { model: filled.model ?? '', class: filled.class ?? 'mains', homeId: null }
    add.mutate({ body: filled.id ? { ...body, id: filled.id } : body })
  }
  return (
    <Page title={t('device.register')} lead={t('device.registerLead')}>
      <Panel title={t('device.register')}>
        <Form
          form={form}
          className="office-form"
          layout="vertical"
          requiredMark={false}
          onValuesChange={follow}
          onFinish={submit}
        >
          <SchemaField name="id" label={t('device.id')} schema={id} hint={t('device.idHint')} />
          <SchemaField
            name="model"
            label={t('device.model')}
            schema={modelName}
            options={offered.map(({ name }) => ({ value: name, label: name }))}
          />
          <SchemaField
            name="class"
            label={t('device.class')}
            schema={power}
            wordOf={(one) => t(`device.classes.${one as NewDevice['class']}`)}
          />
          <FormFoot error={add.error} busy={add.isPending} submit={t('device.register')} />
        </Form>
      </Panel>
      {add.data ? <Registered credential={add.data} /> : null}
    </Page>
  )
}

function Registered({ credential }: { readonly credential: DeviceCredential }) {
  const navigate = useNavigate()
  const onward = (): void => void navigate({ to: '/office/devices/$deviceId', params: { deviceId: credential.id } })
  return <CredentialOnce credential={credential} close={onward} />
}
