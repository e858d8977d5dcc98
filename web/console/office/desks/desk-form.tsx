import { Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Desk, type DeskHours, NewDesk } from '#contract/areas'
import { FormFoot } from '../form/form-foot.tsx'
import { HoursFields } from '../form/hours-fields.tsx'
import { NativeSelect } from '../form/native-select.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { ChosenAreas } from './chosen-areas.tsx'

interface Props {
  /** Null: a new one. */
  readonly desk: Desk | null
  readonly others: readonly Desk[]
  readonly error: unknown
  readonly busy: boolean
  readonly save: (desk: NewDesk) => void
}

interface Values {
  readonly name: string
  readonly hours?: readonly DeskHours[]
  readonly coveredById?: string
}

/** Name, areas, hours and cover of a desk. */
export function DeskForm({ desk, others, error, busy, save }: Props) {
  const { t } = useTranslation()
  const [areaIds, setAreaIds] = useState<readonly string[]>(desk?.areaIds ?? [])
  const submit = ({ name, hours = [], coveredById }: Values): void =>
    save({ name: name.trim(), areaIds: [...areaIds], hours: [...hours], coveredById: coveredById || null })
  return (
    <Form<Values>
      className="office-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: desk?.name ?? '', hours: desk?.hours ?? [], coveredById: desk?.coveredById ?? '' }}
      onFinish={submit}
    >
      <SchemaField name="name" label={t('desk.name')} schema={NewDesk.properties.name} autoFocus />
      <ChosenAreas chosen={areaIds} choose={setAreaIds} />
      <HoursFields title={t('desk.hours')} hint={t('desk.hoursHint')} />
      <Form.Item name="coveredById" label={t('desk.cover')}>
        <NativeSelect
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          nothing={t('desk.noCover')}
        />
      </Form.Item>
      <FormFoot error={error} busy={busy} />
    </Form>
  )
}
