import { useNavigate } from '@tanstack/react-router'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { type HomeCard, NewContact, NewHome, NewResident } from '#contract/registry'
import { registryRoutes, residentRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { usePlaces } from '../accounts/places.ts'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf } from '../form/values.ts'
import { Page, Panel } from '../frame/page.tsx'
import { residentWords } from '../residents/fields.ts'
import { homeWords } from './fields.ts'
import { PeopleFields } from './people-fields.tsx'
import '../../styles/files.css'

const { address, areaId, doorNote } = NewHome.properties
const PLACE = { address, areaId, doorNote }
const { name, relation, phone, note } = NewContact.properties
const CONTACT = { name, relation, phone, note }

interface Values extends Record<string, unknown> {
  readonly residents: Record<string, unknown>[]
  readonly contacts: Record<string, unknown>[]
}

function homeOf(values: Values): NewHome {
  return {
    ...bodyOf(PLACE, values),
    residents: values.residents.map((one) => bodyOf(NewResident.properties, one)),
    contacts: values.contacts.map((one) => bodyOf(CONTACT, one)),
  } as NewHome
}

/** A home with who lives in it and whom to ring: what a call needs from the first press on. */
export function NewHomePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { areas } = usePlaces()
  const add = useWrite(registryRoutes.addHome, [residentRoutes.search])
  const words = homeWords(areas, t)
  const onSuccess = ({ id }: HomeCard): void => void navigate({ to: '/office/homes/$homeId', params: { homeId: id } })
  return (
    <Page title={t('home.add')} lead={t('home.addLead')}>
      <Form<Values>
        className="page-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ residents: [{}], contacts: [{}] }}
        onFinish={(values) => add.mutate({ body: homeOf(values) }, { onSuccess })}
      >
        <Panel title={t('home.place')}>
          {Object.entries(PLACE).map(([field, schema]) => (
            <SchemaField
              key={field}
              name={field}
              label={words.label(field)}
              schema={schema}
              options={words.options?.[field]}
            />
          ))}
        </Panel>
        <PeopleFields
          name="residents"
          title={t('home.residents')}
          {...residentWords(t)}
          fields={NewResident.properties}
        />
        <PeopleFields
          name="contacts"
          title={t('home.contacts')}
          fields={CONTACT}
          label={(field) => t(`home.person.${field as keyof typeof CONTACT}`)}
          choice={(_, one) => one}
        />
        <FormFoot error={add.error} busy={add.isPending} submit={t('home.add')} />
      </Form>
    </Page>
  )
}
