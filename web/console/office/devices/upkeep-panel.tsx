import { Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Upkeep } from '#contract/devices'
import type { Device } from '#contract/registry'
import { deviceRoutes, registryRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { EditButton } from '../file/edit-button.tsx'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'
import { Facts } from '../frame/facts.tsx'
import { useMayKeep } from '../frame/office-account.ts'
import { Panel } from '../frame/page.tsx'

const FIELDS = Upkeep.properties
const NAMES = Object.keys(FIELDS) as (keyof Upkeep)[]

/** SIM and battery, for whoever pays and changes them. */
export function UpkeepPanel({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const mayKeep = useMayKeep()
  const [editing, setEditing] = useState(false)
  const edit = <EditButton what={t('device.upkeep')} onClick={() => setEditing(true)} />
  return (
    <Panel title={t('device.upkeep')} actions={mayKeep && !editing ? edit : null}>
      {editing ? (
        <UpkeepForm device={device} close={() => setEditing(false)} />
      ) : (
        <Facts facts={NAMES.map((name) => ({ label: t(`device.field.${name}`), value: device[name] }))} />
      )}
    </Panel>
  )
}

function UpkeepForm({ device, close }: { readonly device: Device; readonly close: () => void }) {
  const { t } = useTranslation()
  const save = useWrite(deviceRoutes.keepUp, [registryRoutes.showDevice, deviceRoutes.list])
  const submit = (form: Record<string, unknown>): void => {
    const body = bodyOf(FIELDS, form) as Upkeep
    save.mutate({ params: { id: device.id }, body }, { onSuccess: close })
  }
  return (
    <Form
      className="office-form"
      layout="vertical"
      requiredMark={false}
      initialValues={formOf(FIELDS, device)}
      onFinish={submit}
    >
      {NAMES.map((name, n) => (
        <SchemaField
          key={name}
          name={name}
          label={t(`device.field.${name}`)}
          schema={FIELDS[name]}
          autoFocus={n === 0}
        />
      ))}
      <FormFoot error={save.error} busy={save.isPending} cancel={close} />
    </Form>
  )
}
