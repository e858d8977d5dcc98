import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Assignment, Role } from '#contract/accounts'
import { NativeSelect } from '../form/native-select.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { usePlaces } from './places.ts'

/** As a form holds it: nothing chosen is an empty text. */
export interface AssignmentForm {
  readonly role?: Role
  readonly areaId?: string
  readonly deskId?: string
}

export function assignmentOf({ role = 'operator', areaId, deskId }: AssignmentForm): Assignment {
  return { role, areaId: areaId || null, deskId: deskId || null }
}

/** What somebody does, and where. Which role needs what, the server says. */
export function AssignmentFields() {
  const { t } = useTranslation()
  const { areas, desks } = usePlaces()
  return (
    <>
      <SchemaField name="role" label={t('account.role')} schema={Role} wordOf={(one) => t(`role.${one as Role}`)} />
      <Form.Item name="areaId" label={t('account.area')} extra={t('account.bindingHint')}>
        <NativeSelect options={areas} nothing={t('account.noArea')} />
      </Form.Item>
      <Form.Item name="deskId" label={t('account.desk')}>
        <NativeSelect options={desks} nothing={t('account.noDesk')} />
      </Form.Item>
    </>
  )
}
