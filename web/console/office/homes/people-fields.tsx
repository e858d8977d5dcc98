import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FileWords } from '../file/file.ts'
import { SchemaField } from '../form/schema-field.tsx'
import { Panel } from '../frame/page.tsx'

interface Props extends Pick<FileWords, 'fields' | 'label' | 'choice'> {
  /** The list in the form that they are put into. */
  readonly name: string
  readonly title: string
}

/** As many people as there are, each in a frame of their own. */
export function PeopleFields({ name: list, title, fields, label, choice }: Props) {
  const { t } = useTranslation()
  return (
    <Panel title={title}>
      <Form.List name={list}>
        {(people, { add, remove }) => (
          <>
            {people.map(({ key, name }) => (
              <fieldset key={key} className="person-fields">
                <legend>{t('home.personNumber', { number: name + 1 })}</legend>
                {Object.entries(fields).map(([field, schema]) => (
                  <SchemaField
                    key={field}
                    name={[name, field]}
                    label={label(field)}
                    schema={schema}
                    wordOf={(one) => choice(field, one)}
                  />
                ))}
                <Button onClick={() => remove(name)}>{t('home.removePerson')}</Button>
              </fieldset>
            ))}
            <Button onClick={() => add({})}>{t('home.addPerson')}</Button>
          </>
        )}
      </Form.List>
    </Panel>
  )
}
