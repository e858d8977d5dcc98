import { Button, Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { FailureText } from '../../failure.tsx'
import { touched } from '../file/file.ts'
import { HoursFields } from '../form/hours-fields.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'
import { filled, type People, type Somebody } from './people.ts'

interface Props {
  readonly people: People
  readonly whom: Somebody | 'new'
  readonly close: () => void
}

/** Somebody new, or somebody's entry to be changed or ended. A phone that is left empty stays as it is. */
export function PersonDialog({ people, whom, close }: Props) {
  const { t } = useTranslation()
  const known = whom === 'new' ? null : whom
  const fields = known
    ? { ...people.fields, phone: Type.Optional(people.fields.phone ?? Type.String()) }
    : people.fields
  const submit = (form: Record<string, unknown>): void => {
    const body = { ...filled(bodyOf(fields, form)), hours: form.hours ?? [] }
    const changed = known ? touched(body, known.form) : body
    if (!known) people.add(body, close)
    else if (Object.keys(changed).length === 0) close()
    else people.change(known.id, changed, close)
  }
  return (
    <Modal
      open
      title={known ? t('form.editNamed', { what: known.name }) : people.addWord}
      footer={null}
      onCancel={close}
      destroyOnHidden
      width={520}
    >
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={known ? { ...formOf(fields, known.form), hours: known.hours } : { channel: 'phone' }}
        onFinish={submit}
      >
        {Object.entries(fields).map(([name, schema], n) => (
          <SchemaField
            key={name}
            name={name}
            label={people.labelOf(name)}
            schema={schema}
            wordOf={(choice) => people.choiceOf(name, choice)}
            autoFocus={n === 0}
            {...(known && name === 'phone' && { hint: t('home.phoneStays', { phone: known.phone }) })}
          />
        ))}
        <HoursFields title={t('home.hours')} hint={t('home.hoursHint')} />
        <FailureText error={people.error} />
        <div className="dialog-buttons">
          {known ? (
            <Button danger className="dialog-start" onClick={() => people.end(known.id, close)}>
              {t('home.endPerson')}
            </Button>
          ) : null}
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={people.busy}>
            {t('form.save')}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
