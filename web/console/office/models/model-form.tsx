import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { type DeviceModel, NewDeviceModel } from '#contract/models'
import type { CountedKind } from '#contract/signals'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'

interface Props {
  /** Null: a new one. */
  readonly model: DeviceModel | null
  readonly error: unknown
  readonly busy: boolean
  readonly save: (body: NewDeviceModel) => void
}

const { name: NAME, ...KNOWN } = NewDeviceModel.properties

/** What is known of a model. Its name is asked for once: it stands on the labels. */
export function ModelForm({ model, error, busy, save }: Props) {
  const { t } = useTranslation()
  const fields = NewDeviceModel.properties
  const submit = (form: Record<string, unknown>): void =>
    save(bodyOf(fields, { name: model?.name, ...form }) as NewDeviceModel)
  return (
    <Form
      className="office-form"
      layout="vertical"
      requiredMark={false}
      initialValues={formOf(fields, model ?? { class: 'mains', hasSim: false })}
      onFinish={submit}
    >
      {model ? null : (
        <SchemaField name="name" label={t('device.model')} schema={NAME} hint={t('model.nameHint')} autoFocus />
      )}
      <SchemaField name="maker" label={t('model.field.maker')} schema={KNOWN.maker} autoFocus={model !== null} />
      <SchemaField
        name="class"
        label={t('device.class')}
        schema={KNOWN.class}
        wordOf={(one) => t(`device.classes.${one as DeviceModel['class']}`)}
      />
      <SchemaField
        name="signals"
        label={t('model.field.signals')}
        schema={KNOWN.signals}
        wordOf={(one) => t(`model.signal.${one as CountedKind}`)}
      />
      <SchemaField name="hasSim" label={t('model.field.hasSim')} schema={KNOWN.hasSim} />
      <SchemaField
        name="batteryMonths"
        label={t('model.field.batteryMonths')}
        schema={KNOWN.batteryMonths}
        hint={t('model.batteryHint')}
      />
      <FormFoot error={error} busy={busy} />
    </Form>
  )
}
