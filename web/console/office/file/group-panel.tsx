import { Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TSchema } from 'typebox'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'
import { type Fact, Facts } from '../frame/facts.tsx'
import { Panel } from '../frame/page.tsx'
import { EditButton } from './edit-button.tsx'
import type { Known, Writing } from './file.ts'

interface Props {
  readonly title: string
  /** The field of the file that holds the whole group. */
  readonly name: string
  readonly fields: Readonly<Record<string, TSchema>>
  readonly labelOf: (field: string) => string
  /** What the form begins with; what is masked is left out and asked for again. */
  readonly initial: Known
  /** Null: there is none. */
  readonly facts: readonly Fact[] | null
  readonly hint?: string | null
  readonly writing: Writing
  readonly editable: boolean
}

/** A part of a file that is there as a whole or not at all. */
export function GroupPanel({ editable, facts, ...group }: Props) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const { title } = group
  const begin = (): void => {
    group.writing.reset()
    setEditing(true)
  }
  return (
    <Panel title={title} actions={editable && !editing ? <EditButton what={title} onClick={begin} /> : null}>
      {editing ? <GroupForm {...group} clearable={facts !== null} close={() => setEditing(false)} /> : null}
      {!editing && facts ? <Facts facts={facts} /> : null}
      {!editing && !facts ? <p className="faint">{t('form.unset')}</p> : null}
    </Panel>
  )
}

interface FormProps extends Omit<Props, 'editable' | 'facts'> {
  readonly clearable: boolean
  readonly close: () => void
}

function GroupForm({ name, fields, labelOf, initial, hint, writing, clearable, close }: FormProps) {
  const { t } = useTranslation()
  return (
    <Form
      className="office-form"
      layout="vertical"
      requiredMark={false}
      initialValues={formOf(fields, initial)}
      onFinish={(values: Known) => writing.write({ [name]: bodyOf(fields, values) }, close)}
    >
      {hint ? <p className="soft dialog-lead">{hint}</p> : null}
      {Object.entries(fields).map(([field, schema], n) => (
        <SchemaField key={field} name={field} label={labelOf(field)} schema={schema} autoFocus={n === 0} />
      ))}
      <FormFoot error={writing.error} busy={writing.busy} cancel={close}>
        {clearable ? (
          <Button danger onClick={() => writing.write({ [name]: null }, close)}>
            {t('form.clear')}
          </Button>
        ) : null}
      </FormFoot>
    </Form>
  )
}
