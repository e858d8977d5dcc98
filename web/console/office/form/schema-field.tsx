import { Checkbox, Form, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TSchema } from 'typebox'
import { NativeSelect, type SelectOption } from './native-select.tsx'
import { rulesOf } from './rules.ts'
import { type Shape, shapeOf } from './schema.ts'

export interface FieldProps {
  /** Where the value stands in the form. */
  readonly name: string | number | readonly (string | number)[]
  readonly label: string
  readonly schema: TSchema
  /** The word for one of the schema's choices. */
  readonly wordOf?: (choice: string) => string
  /** What it may be, when the schema only says that it is an id. */
  readonly options?: readonly SelectOption[] | undefined
  readonly hint?: ReactNode
  readonly autoFocus?: boolean
}

/** One field of a form. What it looks like and what it refuses follow from the schema. */
export function SchemaField({ name, label, schema, wordOf = String, options, hint, autoFocus = false }: FieldProps) {
  const { t } = useTranslation()
  const shape = shapeOf(schema)
  const path = typeof name === 'object' ? [...name] : name
  const extra = hint ?? (shape.kind === 'lines' ? t('form.onePerLine') : undefined)
  return (
    <Form.Item
      name={path}
      label={shape.kind === 'yesNo' ? null : label}
      rules={rulesOf(schema, label, t)}
      extra={extra}
      {...(shape.kind === 'yesNo' && { valuePropName: 'checked' })}
    >
      {controlOf(shape, { label, wordOf, options, autoFocus, unset: t('form.unset') })}
    </Form.Item>
  )
}

interface Words {
  readonly label: string
  readonly unset: string
  readonly autoFocus: boolean
  readonly wordOf: (choice: string) => string
  readonly options: readonly SelectOption[] | undefined
}

function controlOf(shape: Shape, { label, unset, autoFocus, wordOf, options: given }: Words): ReactNode {
  if (given) return <NativeSelect options={given} nothing={unset} />
  const options = shape.choices.map((value) => ({ value, label: wordOf(value) }))
  switch (shape.kind) {
    case 'yesNo':
      return <Checkbox>{label}</Checkbox>
    case 'choice':
      return <NativeSelect options={options} nothing={unset} />
    case 'choices':
      return <Checkbox.Group options={options} />
    case 'number':
      return <InputNumber precision={0} />
    case 'date':
      return <Input type="date" autoFocus={autoFocus} />
    case 'prose':
    case 'lines':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} autoFocus={autoFocus} />
    default:
      return <Input autoComplete="off" autoFocus={autoFocus} />
  }
}
