import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CATEGORIES, Category, type DISABILITIES, type FullResident } from '#contract/residents'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'
import { useResidentWriting } from './use-resident.ts'

const { kind, disability, level, fromOn, untilOn } = Category.properties
const FIELDS = { kind, disability, level, fromOn, untilOn }
type Row = Record<string, unknown>

interface Props {
  readonly resident: FullResident
  readonly close: () => void
}

/** One line for each category; what has ended keeps its line, with the day it ended. */
export function CategoriesForm({ resident, close }: Props) {
  const { t } = useTranslation()
  const { write, error, busy } = useResidentWriting(resident)
  const save = ({ rows }: { rows: Row[] }): void => write({ categories: rows.map(categoryOf) }, close)
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ rows: resident.categories.map((one) => formOf(FIELDS, one)) }}
      onFinish={save}
    >
      <Form.List name="rows">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <fieldset
                key={key}
                className="category-row"
                aria-label={t('resident.categoryNumber', { number: name + 1 })}
              >
                <CategoryFields at={name} />
                <Button onClick={() => remove(name)}>{t('form.remove')}</Button>
              </fieldset>
            ))}
            <p className="dialog-lead">
              <Button onClick={() => add(formOf(FIELDS))}>{t('resident.addCategory')}</Button>
            </p>
          </>
        )}
      </Form.List>
      <FormFoot error={error} busy={busy} cancel={close} />
    </Form>
  )
}

function CategoryFields({ at }: { readonly at: number }) {
  const { t } = useTranslation()
  const field = (name: keyof typeof FIELDS) => ({
    name: [at, name],
    schema: FIELDS[name],
    label: t(`resident.categoryField.${name}`),
  })
  return (
    <>
      <SchemaField
        {...field('kind')}
        wordOf={(one) => t(`resident.categories.${one as (typeof CATEGORIES)[number]}`)}
      />
      <SchemaField
        {...field('disability')}
        wordOf={(one) => t(`resident.disabilities.${one as (typeof DISABILITIES)[number]}`)}
      />
      <SchemaField {...field('level')} />
      <SchemaField {...field('fromOn')} />
      <SchemaField {...field('untilOn')} />
    </>
  )
}

/** What may be left out altogether is left out when it is empty. */
function categoryOf(row: Row): Row {
  const body = bodyOf(FIELDS, row)
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''))
}
