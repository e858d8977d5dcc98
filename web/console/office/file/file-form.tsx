import { Form } from 'antd'
import { useState } from 'react'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'
import { Conflict } from './conflict.tsx'
import { type FileSection, type Known, schemaOf, touched } from './file.ts'

interface Props extends Omit<FileSection, 'title'> {
  readonly close: () => void
}

/** Only what was touched is written, so that two people who change different things do not undo each other. */
export function FileForm({ names, words, known, writing, close }: Props) {
  const [form] = Form.useForm<Record<string, unknown>>()
  // What this form began with; a colleague may change the file while it is open.
  const [base, setBase] = useState(known)
  const fields = Object.fromEntries(names.map((name) => [name, schemaOf(words, name)]))
  const submit = (values: Known): void => {
    const changed = touched(bodyOf(fields, values), base)
    if (Object.keys(changed).length === 0) close()
    else writing.write(changed, close)
  }
  const takeTheirs = (): void => {
    form.setFieldsValue(formOf(fields, known))
    setBase(known)
    writing.reset()
  }
  return (
    <Form
      form={form}
      className="office-form"
      layout="vertical"
      requiredMark={false}
      initialValues={formOf(fields, base)}
      onFinish={submit}
    >
      {names.map((name, n) => (
        <SchemaField
          key={name}
          name={name}
          label={words.label(name)}
          schema={schemaOf(words, name)}
          wordOf={(choice) => words.choice(name, choice)}
          options={words.options?.[name]}
          autoFocus={n === 0}
        />
      ))}
      {writing.stale ? <Conflict names={names} words={words} base={base} now={known} takeTheirs={takeTheirs} /> : null}
      <FormFoot error={writing.stale ? null : writing.error} busy={writing.busy} cancel={close} />
    </Form>
  )
}
